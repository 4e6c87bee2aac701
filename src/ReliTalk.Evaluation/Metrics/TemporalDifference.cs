using ReliTalk.Evaluation.Images;

namespace ReliTalk.Evaluation.Metrics;

/// <summary>
/// Flicker between two consecutive frames: mean absolute difference of the changes of candidate and truth, in grey levels of 255. Motion that the truth
/// has too does not count; noise and jumps that it has not, do.
/// </summary>
internal static class TemporalDifference
{
    public static double Flicker(ColourPlanes truthBefore, ColourPlanes truth, ColourPlanes before, ColourPlanes candidate, ReadOnlySpan<bool> mask = default)
    {
        double sum = 0;
        long count = 0;
        for (var c = 0; c < 3; c++)
        {
            float[] t0 = truthBefore.Channels[c], t1 = truth.Channels[c], p0 = before.Channels[c], p1 = candidate.Channels[c];
            for (var i = 0; i < t0.Length; i++)
            {
                if (!mask.IsEmpty && !mask[i]) continue;
                sum += Math.Abs(p1[i] - p0[i] - (t1[i] - t0[i]));
                count++;
            }
        }
        return count == 0 ? double.NaN : sum / count * 255;
    }
}
