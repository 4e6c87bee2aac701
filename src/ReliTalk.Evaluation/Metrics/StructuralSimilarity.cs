using ReliTalk.Evaluation.Images;

namespace ReliTalk.Evaluation.Metrics;

/// <summary>
/// SSIM of Wang, Bovik, Sheikh and Simoncelli 2004: 11 x 11 Gaussian window, C1 = 0.01^2, C2 = 0.03^2, population covariance, mean of the three
/// sRGB-encoded channels. Without a mask the border of 5 pixels, where the window leaves the picture, is not counted; with one every pixel of it is.
/// </summary>
internal static class StructuralSimilarity
{
    private const float C1 = 1e-4f;
    private const float C2 = 9e-4f;

    public static double Between(ColourPlanes a, ColourPlanes b, ReadOnlySpan<bool> mask = default)
        => Components(a, b, mask).Similarity;

    /// <summary>The mean of SSIM and of its contrast-structure factor alone (which MS-SSIM needs).</summary>
    public static (double Similarity, double ContrastStructure) Components(ColourPlanes a, ColourPlanes b, ReadOnlySpan<bool> mask = default)
    {
        int width = a.Width, height = a.Height;
        var border = mask.IsEmpty && width > 2 * GaussianWindow.Radius && height > 2 * GaussianWindow.Radius ? GaussianWindow.Radius : 0;
        double similarity = 0, contrast = 0;
        long count = 0;
        var product = new float[width * height];
        for (var c = 0; c < 3; c++)
        {
            float[] x = a.Channels[c], y = b.Channels[c];
            var meanX = GaussianWindow.Blur(x, width, height);
            var meanY = GaussianWindow.Blur(y, width, height);
            var squareX = GaussianWindow.Blur(Multiply(x, x, product), width, height);
            var squareY = GaussianWindow.Blur(Multiply(y, y, product), width, height);
            var cross = GaussianWindow.Blur(Multiply(x, y, product), width, height);
            for (var row = border; row < height - border; row++)
                for (var i = row * width + border; i < (row + 1) * width - border; i++)
                {
                    if (!mask.IsEmpty && !mask[i]) continue;
                    float mx = meanX[i], my = meanY[i];
                    var structure = (2 * (cross[i] - mx * my) + C2) / (squareX[i] - mx * mx + squareY[i] - my * my + C2);
                    similarity += (2 * mx * my + C1) / (mx * mx + my * my + C1) * structure;
                    contrast += structure;
                    count++;
                }
        }
        return count == 0 ? (double.NaN, double.NaN) : (similarity / count, contrast / count);
    }

    private static float[] Multiply(float[] a, float[] b, float[] result)
    {
        for (var i = 0; i < result.Length; i++) result[i] = a[i] * b[i];
        return result;
    }
}
