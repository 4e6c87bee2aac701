using System.Numerics;

namespace ReliTalk.Evaluation.Images;

/// <summary>The 11 x 11 Gaussian with a standard deviation of 1.5 pixels of Wang et al. 2004, applied as rows and columns; edges are mirrored without repeating the edge pixel.</summary>
internal static class GaussianWindow
{
    public const int Radius = 5;

    private static readonly float[] Weights = MakeWeights();

    public static float[] Blur(ReadOnlySpan<float> plane, int width, int height)
    {
        var rows = new float[plane.Length];
        var result = new float[plane.Length];
        Span<float> padded = new float[width + 2 * Radius];
        for (var y = 0; y < height; y++)
        {
            plane.Slice(y * width, width).CopyTo(padded[Radius..]);
            for (var i = 1; i <= Radius; i++)
            {
                padded[Radius - i] = plane[y * width + Mirror(-i, width)];
                padded[Radius + width - 1 + i] = plane[y * width + Mirror(width - 1 + i, width)];
            }
            var target = rows.AsSpan(y * width, width);
            for (var k = 0; k < Weights.Length; k++) AddScaled(target, padded.Slice(k, width), Weights[k]);
        }
        for (var y = 0; y < height; y++)
        {
            var target = result.AsSpan(y * width, width);
            for (var k = 0; k < Weights.Length; k++) AddScaled(target, rows.AsSpan(Mirror(y + k - Radius, height) * width, width), Weights[k]);
        }
        return result;
    }

    private static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float weight)
    {
        var i = 0;
        var factor = new Vector<float>(weight);
        for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(target[i..]) + new Vector<float>(source[i..]) * factor).CopyTo(target[i..]);
        for (; i < target.Length; i++) target[i] += source[i] * weight;
    }

    private static int Mirror(int index, int length)
    {
        if (length == 1) return 0;
        var period = 2 * (length - 1);
        index = (index % period + period) % period;
        return index < length ? index : period - index;
    }

    private static float[] MakeWeights()
    {
        var weights = new double[2 * Radius + 1];
        for (var i = 0; i < weights.Length; i++) weights[i] = Math.Exp(-0.5 * Math.Pow((i - Radius) / 1.5, 2));
        var total = weights.Sum();
        return [.. weights.Select(weight => (float)(weight / total))];
    }
}
