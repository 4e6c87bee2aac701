using ReliTalk.Audio.Features;

namespace ReliTalk.Audio.Synchronisation;

/// <summary>
/// Finds how far sound and picture of a clip lie apart: for every offset, lip aperture is predicted from the sound by ridge regression on the
/// other parts of the clip; the offset with the best held-out correlation wins, refined by a parabola through its neighbours.
/// </summary>
public static class AvOffsetEstimator
{
    private const double StepSeconds = 0.02;
    private const int ShortestFrames = 75;

    // Lips run ahead of what is heard: on clips rendered in time (the synthetic set and the demo) the peak lies at 0.029 and 0.032 s.
    private const double NaturalLead = 0.03;

    /// <summary>Estimates the offset.</summary>
    /// <param name="features">Features of the clip's sound.</param>
    /// <param name="aperture">Lip aperture of each video frame at 25 a second, on any scale; NaN where the lips were not seen.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The offset; not reliable for clips under 3 s, without speech, or whose lips do not move.</returns>
    public static AvOffset Estimate(
        FeatureTrack features, ReadOnlySpan<float> aperture, AvOffsetOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        options ??= new AvOffsetOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Folds, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Ridge, nameof(options));
        var frames = new List<int>();
        for (var t = 0; t < aperture.Length; t++)
            if (float.IsFinite(aperture[t])) frames.Add(t);
        if (frames.Count < ShortestFrames) return AvOffset.None;
        var target = new double[frames.Count];
        for (var i = 0; i < target.Length; i++) target[i] = aperture[frames[i]];
        var mean = target.Average();
        for (var i = 0; i < target.Length; i++) target[i] -= mean;
        if (target.Sum(y => y * y) < 1e-12 * Math.Max(1, mean * mean) * target.Length) return AvOffset.None;

        var reach = (int)Math.Round(options.LargestSeconds / StepSeconds);
        var correlations = new double[2 * reach + 1];
        for (var lag = -reach; lag <= reach; lag++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            correlations[lag + reach] = HeldOutCorrelation(features, frames, target, lag * StepSeconds, options);
        }

        var best = Array.IndexOf(correlations, correlations.Max());
        var prominence = correlations[best] - correlations.Order().ElementAt(correlations.Length / 2);
        var reliable = prominence >= options.LeastProminence && correlations[best] > 0.15;
        return new AvOffset(reliable ? (best - reach + Peak(correlations, best)) * StepSeconds - NaturalLead : 0, correlations[best], prominence, reliable);
    }

    private static double Peak(double[] values, int at)
    {
        if (at == 0 || at == values.Length - 1) return 0;
        var curve = values[at - 1] - 2 * values[at] + values[at + 1];
        return curve >= 0 ? 0 : Math.Clamp(0.5 * (values[at - 1] - values[at + 1]) / curve, -0.5, 0.5);
    }

    private static double HeldOutCorrelation(FeatureTrack features, List<int> frames, double[] target, double offset, AvOffsetOptions options)
    {
        var x = Design(features, frames, offset);
        int n = frames.Count, d = x.GetLength(1);
        var predicted = new double[n];
        var blocks = new (double[,] Gram, double[] Moment)[options.Folds];
        for (var f = 0; f < options.Folds; f++) blocks[f] = Moments(x, target, n * f / options.Folds, n * (f + 1) / options.Folds);
        for (var held = 0; held < options.Folds; held++)
        {
            var gram = new double[d, d];
            var moment = new double[d];
            for (var f = 0; f < options.Folds; f++)
            {
                if (f == held) continue;
                for (var i = 0; i < d; i++)
                {
                    moment[i] += blocks[f].Moment[i];
                    for (var j = 0; j <= i; j++) gram[i, j] += blocks[f].Gram[i, j];
                }
            }

            RidgeRegression.Solve(gram, moment, options.Ridge * n);
            for (var t = n * held / options.Folds; t < n * (held + 1) / options.Folds; t++)
                for (var i = 0; i < d; i++) predicted[t] += x[t, i] * moment[i];
        }

        return Correlation.Of(predicted, target);
    }

    private static (double[,] Gram, double[] Moment) Moments(double[,] x, double[] y, int from, int to)
    {
        var d = x.GetLength(1);
        var gram = new double[d, d];
        var moment = new double[d];
        for (var t = from; t < to; t++)
            for (var i = 0; i < d; i++)
            {
                var xi = x[t, i];
                moment[i] += xi * y[t];
                for (var j = 0; j <= i; j++) gram[i, j] += xi * x[t, j];
            }

        return (gram, moment);
    }

    /// <summary>
    /// Standardised features of every frame. One moment a frame and none around it: with neighbours, offsets that make one of them
    /// coincide would all score alike.
    /// </summary>
    private static double[,] Design(FeatureTrack features, List<int> frames, double offset)
    {
        var d = features.Dimension;
        var x = new double[frames.Count, d];
        var row = new float[d];
        for (var t = 0; t < frames.Count; t++)
        {
            features.Sample(frames[t] / 25.0 + offset, row);
            for (var i = 0; i < d; i++) x[t, i] = row[i];
        }

        for (var i = 0; i < d; i++)
        {
            double mean = 0, squares = 0;
            for (var t = 0; t < frames.Count; t++) mean += x[t, i] / frames.Count;
            for (var t = 0; t < frames.Count; t++) squares += (x[t, i] - mean) * (x[t, i] - mean);
            var scale = 1 / Math.Sqrt(squares / frames.Count + 1e-4);
            for (var t = 0; t < frames.Count; t++) x[t, i] = (x[t, i] - mean) * scale;
        }

        return x;
    }
}
