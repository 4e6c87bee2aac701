namespace ReliTalk.Evaluation;

/// <summary>
/// Lip-sync confidence and offset as SyncNet's authors and Wav2Lip's scorer compute them (Chung and Zisserman 2016): for every shift of -15..15 frames the
/// mean distance of the embeddings of picture and sound; confidence = median - minimum of those means.
/// </summary>
/// <param name="Confidence">Median minus minimum; higher is better. The paper's ReliTalk: 5.53, real video 7.72, both with SyncNet v2.</param>
/// <param name="Distance">The minimum, "LSE-D"; lower is better.</param>
/// <param name="OffsetFrames">Shift of the sound at the minimum.</param>
public sealed record SyncConfidence(double Confidence, double Distance, int OffsetFrames)
{
    private const int LargestShift = 15;

    /// <summary>Scores embeddings of one clip.</summary>
    /// <param name="pictures">One embedding a 5-frame window, all of one length.</param>
    /// <param name="sounds">One embedding of the sound of each window.</param>
    /// <exception cref="ArgumentException">Different counts, or fewer windows than shifts.</exception>
    public static SyncConfidence Of(IReadOnlyList<float[]> pictures, IReadOnlyList<float[]> sounds)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(sounds);
        if (pictures.Count != sounds.Count || pictures.Count <= LargestShift)
            throw new ArgumentException($"SyncNet needs as many picture as sound windows, more than {LargestShift}; these are {pictures.Count} and {sounds.Count}.", nameof(sounds));
        var means = new double[2 * LargestShift + 1];
        for (var shift = -LargestShift; shift <= LargestShift; shift++)
        {
            double sum = 0;
            // Outside the clip the sound's embedding is zero, as in the authors' padding.
            for (var t = 0; t < pictures.Count; t++)
                sum += EuclideanDistance(pictures[t], t + shift >= 0 && t + shift < sounds.Count ? sounds[t + shift] : null);
            means[shift + LargestShift] = sum / pictures.Count;
        }
        var best = Array.IndexOf(means, means.Min());
        var sorted = means.Order().ToArray();
        return new SyncConfidence(sorted[LargestShift] - means[best], means[best], best - LargestShift);
    }

    private static double EuclideanDistance(float[] a, float[]? b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            // The 1e-6 inside is PyTorch's pairwise_distance, which the authors call.
            var difference = a[i] - (b?[i] ?? 0) + 1e-6;
            sum += difference * difference;
        }
        return Math.Sqrt(sum);
    }
}
