namespace ReliTalk.Evaluation;

/// <summary>How well lips follow: all from the aperture (inner-lip gap) of truth and candidate, frame by frame.</summary>
/// <param name="Corr">Pearson correlation of the two apertures without any shift, -1..1; NaN where one of them does not move.</param>
/// <param name="LagFrames">Frames by which the candidate is late where the correlation is highest (-15..15); negative: early.</param>
/// <param name="CorrAtLag">Correlation at that shift.</param>
/// <param name="ErrorPx">Mean absolute difference of the apertures in pixels, or of the lip points where those were given.</param>
/// <param name="ClosureRecall">Share of the truth's lip closures at which the candidate's lips close within 2 frames, 0..1; NaN without closures.</param>
/// <param name="Closures">Closures found in the truth.</param>
public sealed record LipScores(double Corr, int LagFrames, double CorrAtLag, double ErrorPx, double ClosureRecall, int Closures)
{
    private const int LargestLag = 15;
    private const int ClosureTolerance = 2;

    /// <summary>Closed: below this share of the way from the truth's narrowest to its widest opening (5th to 95th percentile).</summary>
    private const double ClosedShare = 0.15;

    /// <summary>Compares two apertures of the same frames.</summary>
    /// <param name="truth">Inner-lip gap of every frame in pixels.</param>
    /// <param name="candidate">The same of the driven frames.</param>
    /// <param name="errorPx">Mean distance of lip points in pixels where points were tracked; by default the mean difference of the apertures.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there are fewer than 2 frames.</exception>
    public static LipScores Compare(ReadOnlySpan<float> truth, ReadOnlySpan<float> candidate, double? errorPx = null)
    {
        if (truth.Length != candidate.Length || truth.Length < 2)
            throw new ArgumentException($"Lips need two tracks of one length, at least 2 frames; these have {truth.Length} and {candidate.Length}.", nameof(candidate));
        var (lag, best) = (0, double.NegativeInfinity);
        for (var shift = -LargestLag; shift <= LargestLag; shift++)
        {
            // A tenth of the clip or a second of it must overlap, or a few frames decide.
            if (truth.Length - Math.Abs(shift) < Math.Max(2, Math.Min(25, truth.Length / 2))) continue;
            var correlation = Correlation(truth, candidate, shift);
            if (double.IsNaN(correlation) || correlation < best || (correlation == best && Math.Abs(shift) >= Math.Abs(lag))) continue;
            (lag, best) = (shift, correlation);
        }
        var error = 0.0;
        for (var i = 0; i < truth.Length; i++) error += Math.Abs(truth[i] - candidate[i]);
        var (recall, closures) = Recall(truth, candidate);
        return new LipScores(
            Correlation(truth, candidate, 0), lag, double.IsInfinity(best) ? double.NaN : best, errorPx ?? error / truth.Length, recall, closures);
    }

    /// <summary>Pearson correlation of truth[t] and candidate[t + shift].</summary>
    internal static double Correlation(ReadOnlySpan<float> truth, ReadOnlySpan<float> candidate, int shift)
    {
        int first = Math.Max(0, -shift), last = Math.Min(truth.Length, truth.Length - shift), count = last - first;
        if (count < 2) return double.NaN;
        double meanA = 0, meanB = 0;
        for (var t = first; t < last; t++)
        {
            meanA += truth[t];
            meanB += candidate[t + shift];
        }
        meanA /= count;
        meanB /= count;
        double product = 0, squareA = 0, squareB = 0;
        for (var t = first; t < last; t++)
        {
            double a = truth[t] - meanA, b = candidate[t + shift] - meanB;
            product += a * b;
            squareA += a * a;
            squareB += b * b;
        }
        return squareA <= 1e-12 || squareB <= 1e-12 ? double.NaN : product / Math.Sqrt(squareA * squareB);
    }

    private static (double Recall, int Closures) Recall(ReadOnlySpan<float> truth, ReadOnlySpan<float> candidate)
    {
        var sorted = truth.ToArray();
        Array.Sort(sorted);
        double low = sorted[(int)(0.05 * (sorted.Length - 1))], high = sorted[(int)(0.95 * (sorted.Length - 1))];
        // One threshold, the truth's, for both: lips that never close cannot make their own narrowest gap count as closed.
        var closed = low + ClosedShare * (high - low);
        if (high - low < 1e-6) return (double.NaN, 0);
        int closures = 0, met = 0;
        for (var t = 0; t < truth.Length; t++)
        {
            if (truth[t] > closed) continue;
            var end = t;
            while (end + 1 < truth.Length && truth[end + 1] <= closed) end++;
            closures++;
            for (var u = Math.Max(0, t - ClosureTolerance); u <= Math.Min(truth.Length - 1, end + ClosureTolerance); u++)
            {
                if (candidate[u] > closed) continue;
                met++;
                break;
            }
            t = end;
        }
        return closures == 0 ? (double.NaN, 0) : ((double)met / closures, closures);
    }
}
