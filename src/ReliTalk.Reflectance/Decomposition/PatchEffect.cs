namespace ReliTalk.Reflectance.Decomposition;

/// <summary>
/// What temporal consistency of the albedo says about the light: a patch of skin seen in several frames has one albedo, so the differences between its frames are
/// shading alone, while differences between patches may be albedo. In the terms of statistics a random effect for each patch: with both spreads
/// known, least squares on quasi-demeaned observations (Fuller and Battese 1973) weighs the two kinds of difference as they deserve.
/// </summary>
internal sealed class PatchEffect
{
    private const int Basis = 9;
    private const float Outlier = 0.6f;
    private const int LeastFrames = 3, LeastObservations = 200;

    private readonly int[] _patches;
    private readonly double _within, _between;

    private PatchEffect(int[] patches, double within, double between)
    {
        _patches = patches;
        _within = within;
        _between = between;
    }

    /// <summary>Spread of one patch's relative errors over its frames: noise, tracking, normals.</summary>
    public float Within => (float)_within;

    /// <summary>Measures both spreads; null where too few patches are seen often enough.</summary>
    /// <param name="patches">Patch of each observation; -1 for none.</param>
    /// <param name="residuals">Relative error of each observation under the light found so far.</param>
    public static PatchEffect? Measure(int[] patches, ReadOnlySpan<float> residuals)
    {
        var sums = new Dictionary<int, (double Sum, int Count)>();
        for (var i = 0; i < patches.Length; i++)
        {
            if (patches[i] < 0 || MathF.Abs(residuals[i]) >= Outlier) continue;
            var (sum, count) = sums.GetValueOrDefault(patches[i]);
            sums[patches[i]] = (sum + residuals[i], count + 1);
        }
        var within = new List<double>();
        var between = new List<double>();
        for (var i = 0; i < patches.Length; i++)
        {
            if (patches[i] < 0 || MathF.Abs(residuals[i]) >= Outlier || sums[patches[i]] is not { Count: >= LeastFrames } seen) continue;
            // A mean lies closer to its own members than the truth does.
            within.Add(Math.Abs(residuals[i] - seen.Sum / seen.Count) * Math.Sqrt(seen.Count / (seen.Count - 1.0)));
        }
        foreach (var (sum, count) in sums.Values)
            if (count >= LeastFrames) between.Add(Math.Abs(sum / count));
        return within.Count < LeastObservations ? null : new PatchEffect(patches, Math.Max(0.01, Spread(within)), Math.Max(0.02, Spread(between)));
    }

    /// <summary>Takes from rows and targets the share of their patch's mean that its own albedo explains.</summary>
    /// <param name="rows">Nine values an observation, changed in place.</param>
    /// <param name="targets">One value an observation, changed in place.</param>
    /// <param name="trust">Weight of each observation.</param>
    public void Remove(Span<double> rows, Span<double> targets, ReadOnlySpan<float> trust)
    {
        var means = new Dictionary<int, double[]>();
        for (var i = 0; i < targets.Length; i++)
        {
            if (_patches[i] < 0 || trust[i] <= 0f) continue;
            if (!means.TryGetValue(_patches[i], out var sum)) means[_patches[i]] = sum = new double[Basis + 3];
            for (var a = 0; a < Basis; a++) sum[a] += trust[i] * rows[Basis * i + a];
            sum[Basis] += trust[i] * targets[i];
            sum[Basis + 1] += trust[i];
            sum[Basis + 2]++;
        }
        for (var i = 0; i < targets.Length; i++)
        {
            if (_patches[i] < 0 || trust[i] <= 0f) continue;
            var sum = means[_patches[i]];
            var share = (1 - _within / Math.Sqrt(_within * _within + sum[Basis + 2] * _between * _between)) / sum[Basis + 1];
            for (var a = 0; a < Basis; a++) rows[Basis * i + a] -= share * sum[a];
            targets[i] -= share * sum[Basis];
        }
    }

    private static double Spread(List<double> deviations)
    {
        deviations.Sort();
        return 1.4826 * deviations[deviations.Count / 2];
    }
}
