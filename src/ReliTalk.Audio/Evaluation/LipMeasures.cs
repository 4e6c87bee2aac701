namespace ReliTalk.Audio.Evaluation;

/// <summary>How well predicted lips follow tracked ones.</summary>
/// <param name="Correlation">Pearson's correlation of the apertures, -1..1.</param>
/// <param name="RelativeError">Root mean square error of the aperture over its standard deviation; 1 is what the mean reaches.</param>
/// <param name="ClosureRecall">Share of the true closures that are predicted within two frames, 0..1; not a number where there is none.</param>
/// <param name="ClosurePrecision">Share of the predicted closures that are true within two frames, 0..1; not a number where there is none.</param>
/// <param name="LagFrames">By how many frames the prediction comes late, at the best correlation; negative where it is early.</param>
public sealed record LipMeasures(double Correlation, double RelativeError, double ClosureRecall, double ClosurePrecision, double LagFrames)
{
    private const int LargestLag = 6;
    private const int Tolerance = 2;
    private const double ClosedShare = 0.2;

    /// <summary>Compares two aperture series.</summary>
    /// <param name="predicted">Aperture of each frame.</param>
    /// <param name="truth">Tracked aperture on the same scale; frames that are not a number are left out.</param>
    public static LipMeasures Of(IReadOnlyList<float> predicted, IReadOnlyList<float> truth)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(truth);
        if (predicted.Count != truth.Count) throw new ArgumentException("Both series must have the same number of frames.", nameof(predicted));
        var seen = Enumerable.Range(0, truth.Count).Where(t => float.IsFinite(truth[t])).ToArray();
        if (seen.Length < 2) return new LipMeasures(0, 1, double.NaN, double.NaN, 0);
        double[] p = [.. seen.Select(t => (double)predicted[t])];
        double[] y = [.. seen.Select(t => (double)truth[t])];
        var mean = y.Average();
        var variance = y.Sum(v => (v - mean) * (v - mean));
        var error = p.Zip(y, (a, b) => (a - b) * (a - b)).Sum();
        var closed = ClosedBelow(y);
        return new LipMeasures(
            Synchronisation.Correlation.Of(p, y), variance > 0 ? Math.Sqrt(error / variance) : 1,
            Share(Closures(y, closed), p, closed), Share(Closures(p, closed), y, closed), Lag(p, y));
    }

    /// <summary>The aperture below which lips count as closed: a fifth of the way from the narrowest to the widest, extremes left out.</summary>
    /// <param name="aperture">Tracked aperture.</param>
    public static double ClosedBelow(IReadOnlyList<float> aperture) => ClosedBelow(aperture.Where(float.IsFinite).Select(a => (double)a));

    internal static double ClosedBelow(IEnumerable<double> aperture)
    {
        var sorted = aperture.Order().ToArray();
        var low = sorted[(int)(0.02 * (sorted.Length - 1))];
        var high = sorted[(int)(0.95 * (sorted.Length - 1))];
        return low + ClosedShare * (high - low);
    }

    /// <summary>Frames of local minima below the threshold, one for each stretch of closed lips.</summary>
    private static List<int> Closures(double[] aperture, double closed)
    {
        var found = new List<int>();
        for (var t = 0; t < aperture.Length; t++)
        {
            if (aperture[t] >= closed) continue;
            var best = t;
            for (; t < aperture.Length && aperture[t] < closed; t++)
                if (aperture[t] < aperture[best]) best = t;
            found.Add(best);
        }

        return found;
    }

    private static double Share(List<int> closures, double[] other, double closed)
    {
        if (closures.Count == 0) return double.NaN;
        var hits = closures.Count(c =>
        {
            for (var t = Math.Max(0, c - Tolerance); t <= Math.Min(other.Length - 1, c + Tolerance); t++)
                if (other[t] < closed) return true;
            return false;
        });
        return (double)hits / closures.Count;
    }

    private static double Lag(double[] predicted, double[] truth)
    {
        var reach = Math.Min(LargestLag, predicted.Length / 4);
        var correlations = new double[2 * reach + 1];
        for (var lag = -reach; lag <= reach; lag++)
        {
            var n = predicted.Length - Math.Abs(lag);
            correlations[lag + reach] = Synchronisation.Correlation.Of(
                predicted.AsSpan(Math.Max(0, lag), n), truth.AsSpan(Math.Max(0, -lag), n));
        }

        var best = Array.IndexOf(correlations, correlations.Max());
        if (best == 0 || best == correlations.Length - 1) return best - reach;
        var curve = correlations[best - 1] - 2 * correlations[best] + correlations[best + 1];
        return best - reach + (curve < 0 ? 0.5 * (correlations[best - 1] - correlations[best + 1]) / curve : 0);
    }
}
