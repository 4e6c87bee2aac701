using ReliTalk.Evaluation.Images;

namespace ReliTalk.Evaluation.Metrics;

/// <summary>Peak signal-to-noise ratio over the three sRGB-encoded channels, peak 1.</summary>
internal static class PeakSignalToNoise
{
    /// <summary>What equal pictures are given instead of infinity.</summary>
    public const double Ceiling = 99;

    public static double Between(ColourPlanes a, ColourPlanes b, ReadOnlySpan<bool> mask = default)
    {
        double sum = 0;
        long count = 0;
        for (var c = 0; c < 3; c++)
        {
            float[] left = a.Channels[c], right = b.Channels[c];
            for (var i = 0; i < left.Length; i++)
            {
                if (!mask.IsEmpty && !mask[i]) continue;
                double difference = left[i] - right[i];
                sum += difference * difference;
                count++;
            }
        }
        return FromMeanSquare(sum, count);
    }

    public static double FromMeanSquare(double sum, long count)
        => count == 0 ? double.NaN : sum == 0 ? Ceiling : -10 * Math.Log10(sum / count);
}
