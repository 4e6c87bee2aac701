using ReliTalk.Evaluation.Images;

namespace ReliTalk.Evaluation.Metrics;

/// <summary>
/// Second temporal difference x(t) - 2 x(t-1) + x(t-2): even motion and slow change cancel out, jumps and noise do not. Its mean over a picture, divided
/// by the film's own, is the flicker ratio: 1 as steady as the film, above 1 restless, below 1 smoother than life.
/// </summary>
internal static class TemporalDifference
{
    /// <summary>Mean absolute second difference of three consecutive pictures, in grey levels of 255.</summary>
    public static double Second(ColourPlanes first, ColourPlanes second, ColourPlanes third, ReadOnlySpan<bool> mask = default)
    {
        double sum = 0;
        long count = 0;
        for (var c = 0; c < 3; c++)
        {
            float[] a = first.Channels[c], b = second.Channels[c], d = third.Channels[c];
            for (var i = 0; i < a.Length; i++)
            {
                if (!mask.IsEmpty && !mask[i]) continue;
                sum += Math.Abs(d[i] - (2 * b[i]) + a[i]);
                count++;
            }
        }
        return count == 0 ? double.NaN : sum / count * 255;
    }
}
