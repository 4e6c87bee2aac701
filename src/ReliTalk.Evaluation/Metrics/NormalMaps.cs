using ReliTalk.Evaluation.Images;

namespace ReliTalk.Evaluation.Metrics;

/// <summary>Comparison of normal maps encoded as (n + 1) / 2 in the three channels.</summary>
internal static class NormalMaps
{
    /// <summary>Mean angle in degrees between the normals inside the mask; pixels where either map has no direction do not count.</summary>
    public static double AngleDegrees(ColourPlanes a, ColourPlanes b, ReadOnlySpan<bool> mask)
    {
        double sum = 0;
        var count = 0;
        for (var i = 0; i < a.Width * a.Height; i++)
        {
            if (!mask.IsEmpty && !mask[i]) continue;
            double dot = 0, lengthA = 0, lengthB = 0;
            for (var c = 0; c < 3; c++)
            {
                double x = a.Channels[c][i] * 2 - 1, y = b.Channels[c][i] * 2 - 1;
                dot += x * y;
                lengthA += x * x;
                lengthB += y * y;
            }
            if (lengthA < 0.25 || lengthB < 0.25) continue;
            sum += Math.Acos(Math.Clamp(dot / Math.Sqrt(lengthA * lengthB), -1, 1));
            count++;
        }
        return count == 0 ? double.NaN : sum / count * 180 / Math.PI;
    }

    /// <summary>PSNR_grad of the paper's Table 4: PSNR of the forward differences along x and along y; both pixels of a difference lie inside the mask.</summary>
    public static double GradientPsnr(ColourPlanes a, ColourPlanes b, ReadOnlySpan<bool> mask)
    {
        int width = a.Width, height = a.Height;
        double sum = 0;
        long count = 0;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                if (!mask.IsEmpty && !mask[i]) continue;
                if (x + 1 < width && (mask.IsEmpty || mask[i + 1])) Add(i, i + 1, ref sum, ref count);
                if (y + 1 < height && (mask.IsEmpty || mask[i + width])) Add(i, i + width, ref sum, ref count);
            }
        return PeakSignalToNoise.FromMeanSquare(sum, count);

        void Add(int from, int to, ref double total, ref long number)
        {
            for (var c = 0; c < 3; c++)
            {
                double difference = a.Channels[c][to] - a.Channels[c][from] - (b.Channels[c][to] - b.Channels[c][from]);
                total += difference * difference;
                number++;
            }
        }
    }
}
