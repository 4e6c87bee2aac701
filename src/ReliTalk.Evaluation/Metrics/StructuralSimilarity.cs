using ReliTalk.Evaluation.Images;

namespace ReliTalk.Evaluation.Metrics;

/// <summary>
/// SSIM of Wang, Bovik, Sheikh and Simoncelli 2004: 11 x 11 Gaussian window, C1 = 0.01^2, C2 = 0.03^2, population covariance, mean of the three
/// sRGB-encoded channels. The map is made once for a pair of pictures; its means over any regions are cheap.
/// </summary>
internal sealed class StructuralSimilarity
{
    private const float C1 = 1e-4f;
    private const float C2 = 9e-4f;

    private readonly int _width;
    private readonly int _height;
    private readonly float[] _similarity;
    private readonly float[] _structure;

    private StructuralSimilarity(int width, int height)
    {
        _width = width;
        _height = height;
        _similarity = new float[width * height];
        _structure = new float[width * height];
    }

    public static StructuralSimilarity Map(ColourPlanes a, ColourPlanes b)
    {
        int width = a.Width, height = a.Height;
        var map = new StructuralSimilarity(width, height);
        var product = new float[width * height];
        for (var c = 0; c < 3; c++)
        {
            float[] x = a.Channels[c], y = b.Channels[c];
            var meanX = GaussianWindow.Blur(x, width, height);
            var meanY = GaussianWindow.Blur(y, width, height);
            var squareX = GaussianWindow.Blur(Multiply(x, x, product), width, height);
            var squareY = GaussianWindow.Blur(Multiply(y, y, product), width, height);
            var cross = GaussianWindow.Blur(Multiply(x, y, product), width, height);
            for (var i = 0; i < product.Length; i++)
            {
                float mx = meanX[i], my = meanY[i];
                var structure = (2 * (cross[i] - mx * my) + C2) / (squareX[i] - mx * mx + squareY[i] - my * my + C2);
                map._similarity[i] += (2 * mx * my + C1) / (mx * mx + my * my + C1) * structure / 3;
                map._structure[i] += structure / 3;
            }
        }
        return map;
    }

    /// <summary>Mean over the pixels whose window lies inside the picture; over all where none does.</summary>
    public double Mean() => InnerMean(_similarity);

    /// <summary>Mean over a region; every pixel of it counts, at the picture's edge with mirrored windows.</summary>
    public double Mean(ReadOnlySpan<bool> mask)
    {
        double sum = 0;
        var count = 0;
        for (var i = 0; i < _similarity.Length; i++)
        {
            if (!mask[i]) continue;
            sum += _similarity[i];
            count++;
        }
        return count == 0 ? double.NaN : sum / count;
    }

    /// <summary>Mean of the contrast-structure factor alone, which MS-SSIM needs.</summary>
    public double ContrastStructure() => InnerMean(_structure);

    private double InnerMean(float[] map)
    {
        var border = Math.Min(_width, _height) > 2 * GaussianWindow.Radius ? GaussianWindow.Radius : 0;
        double sum = 0;
        for (var y = border; y < _height - border; y++)
            foreach (var value in map.AsSpan(y * _width + border, _width - 2 * border)) sum += value;
        return sum / ((double)(_width - 2 * border) * (_height - 2 * border));
    }

    private static float[] Multiply(float[] a, float[] b, float[] result)
    {
        for (var i = 0; i < result.Length; i++) result[i] = a[i] * b[i];
        return result;
    }
}
