using ReliTalk.Evaluation.Images;

namespace ReliTalk.Evaluation.Metrics;

/// <summary>
/// Energy of fine detail: mean square of the 4-neighbour Laplacian of luma (BT.709 weights on encoded values), after Pech-Pacheco et al. 2000.
/// PSNR does not punish blur; the ratio of two pictures' energies shows it.
/// </summary>
internal static class Sharpness
{
    public static double Energy(ColourPlanes picture, ReadOnlySpan<bool> mask = default)
    {
        int width = picture.Width, height = picture.Height;
        double sum = 0;
        var count = 0;
        for (var y = 1; y < height - 1; y++)
            for (var x = 1; x < width - 1; x++)
            {
                var i = y * width + x;
                if (!mask.IsEmpty && !mask[i]) continue;
                var laplacian = Luma(picture, i - 1) + Luma(picture, i + 1) + Luma(picture, i - width) + Luma(picture, i + width) - 4 * Luma(picture, i);
                sum += laplacian * laplacian;
                count++;
            }
        return count == 0 ? double.NaN : sum / count;
    }

    private static double Luma(ColourPlanes p, int i) => 0.2126 * p.Channels[0][i] + 0.7152 * p.Channels[1][i] + 0.0722 * p.Channels[2][i];
}
