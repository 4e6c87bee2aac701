using ReliTalk.Audio.Evaluation;
using ReliTalk.Audio.Synchronisation;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Expression;

/// <summary>
/// Shuts lips where they should be shut. A prediction is a mean of several possible mouths, and such a mean is seldom closed; so the probability of
/// closed lips is learnt beside it (logistic regression on the predicted aperture and on phones that close lips), from frames that were left out of the
/// prediction, and where it is high the outputs are moved along the direction in which this speaker's lips close, as far as they close for this speaker.
/// </summary>
internal sealed class LipClosure
{
    private const double OpenBelow = 0.4;
    private const double ClosedAbove = 0.5;
    private const double Penalty = 2;
    private const int FewestClosed = 5;
    private const int Iterations = 20;

    private readonly double[] _readout;
    private readonly double[] _direction;
    private readonly double[] _logistic;
    private readonly double[] _mean;
    private readonly double[] _scale;
    private readonly double _closed;

    private LipClosure(double[] readout, double[] direction, double[] logistic, double[] mean, double[] scale, double closed)
    {
        _readout = readout;
        _direction = direction;
        _logistic = logistic;
        _mean = mean;
        _scale = scale;
        _closed = closed;
    }

    /// <summary>Learns from a clip.</summary>
    /// <param name="leftOut">Outputs as predicted from other frames, [N, outputs].</param>
    /// <param name="truth">Tracked outputs, [N, outputs].</param>
    /// <param name="turned">What the head's turn does to the tracked outputs and not to the predicted ones, [N, outputs]; null for nothing.</param>
    /// <param name="aperture">Tracked aperture of each frame, finite.</param>
    /// <param name="evidence">What speaks for closed lips in each frame, [N][E].</param>
    /// <returns>Null where the clip shows too few closed or too few open lips to learn from.</returns>
    internal static LipClosure? Learn(Tensor leftOut, Tensor truth, Tensor? turned, double[] aperture, double[][] evidence)
    {
        var rows = Rows(truth);
        if (turned is not null) (rows, aperture) = Straight(rows, Rows(turned), aperture);
        var threshold = LipMeasures.ClosedBelow(aperture);
        var closed = aperture.Count(a => a < threshold);
        var mean = aperture.Average();
        var variance = aperture.Sum(a => (a - mean) * (a - mean));
        if (closed < FewestClosed || aperture.Length - closed < FewestClosed || variance <= 0) return null;
        var (readout, centre) = Readout(rows, aperture, mean);
        var direction = new double[readout.Length - 1];
        for (var t = 0; t < rows.Length; t++)
            for (var k = 0; k < direction.Length; k++) direction[k] += (rows[t][k] - centre[k]) * (aperture[t] - mean) / variance;
        var gain = direction.Zip(readout.Skip(1), (d, r) => d * r).Sum();
        if (gain <= 0.1) return null;
        for (var k = 0; k < direction.Length; k++) direction[k] /= gain;
        var predicted = Rows(leftOut);
        double[][] inputs = [.. predicted.Select((row, t) => (double[])[Read(readout, row), .. evidence[t]])];
        var (means, scales) = Statistics(inputs);
        var logistic = Logistic([.. inputs.Select(row => Standardised(row, means, scales))], [.. aperture.Select(a => a < threshold)]);
        return new LipClosure(readout, direction, logistic, means, scales, aperture.Where(a => a < threshold).Average());
    }

    /// <summary>Shuts the lips of the frames that call for it.</summary>
    /// <param name="outputs">[T, outputs].</param>
    /// <param name="evidence">As in training, [T][E].</param>
    /// <param name="least">How far each frame's lips are shut at least, 0..1; empty: nowhere.</param>
    /// <returns>[T, outputs], owned by the caller.</returns>
    internal Tensor Apply(Tensor outputs, double[][] evidence, ReadOnlySpan<double> least = default)
    {
        using var scope = NewDisposeScope();
        var rows = Rows(outputs);
        var shift = new float[rows.Length];
        for (var t = 0; t < rows.Length; t++)
        {
            var aperture = Read(_readout, rows[t]);
            var probability = Probability(_logistic, Standardised([aperture, .. evidence[t]], _mean, _scale));
            var amount = Math.Clamp((probability - OpenBelow) / (ClosedAbove - OpenBelow), 0, 1);
            if (least.Length > 0) amount = Math.Max(amount, least[t]);
            shift[t] = (float)(amount * Math.Min(0, _closed - aperture));
        }

        var direction = tensor(Array.ConvertAll(_direction, d => (float)d), [1, _direction.Length]);
        return (outputs + tensor(shift, [shift.Length, 1]) * direction).MoveToOuterDisposeScope();
    }

    /// <summary>Everything that <see cref="FromState"/> needs: one tensor, owned by the caller.</summary>
    internal Tensor State() => tensor((double[])[_direction.Length, _mean.Length, _closed, .. _readout, .. _direction, .. _logistic, .. _mean, .. _scale]);

    /// <summary>Restores what <see cref="State"/> gave.</summary>
    /// <exception cref="WeightsFileException">The tensor does not have the length that it says.</exception>
    internal static LipClosure FromState(Tensor state)
    {
        var all = state.data<double>().ToArray();
        var (outputs, inputs) = all.Length >= 3 ? ((int)all[0], (int)all[1]) : (0, 0);
        if (outputs < 1 || inputs < 1 || all.Length != 3 + 2 * outputs + 1 + 3 * inputs + 1)
            throw new WeightsFileException("The lip closure of the speech driver is damaged; train again.");
        var at = 3;
        double[] Take(int count) => all[at..(at += count)];
        return new LipClosure(Take(outputs + 1), Take(outputs), Take(inputs + 1), Take(inputs), Take(inputs), all[2]);
    }

    /// <summary>Outputs and aperture as they would be with the head held straight.</summary>
    private static (double[][] Rows, double[] Aperture) Straight(double[][] rows, double[][] turned, double[] aperture)
    {
        var readout = Readout(rows, aperture, aperture.Average()).Readout;
        return ([.. rows.Select((row, t) => (double[])[.. row.Select((v, k) => v - turned[t][k])])],
            [.. aperture.Select((a, t) => a - turned[t].Select((v, k) => v * readout[k + 1]).Sum())]);
    }

    /// <summary>Aperture as a linear function of the outputs: constant, then one weight each.</summary>
    private static (double[] Readout, double[] Centre) Readout(double[][] rows, double[] aperture, double mean)
    {
        var (means, scales) = Statistics(rows);
        var size = means.Length;
        var gram = new double[size, size];
        var moment = new double[size];
        for (var t = 0; t < rows.Length; t++)
        {
            var row = Standardised(rows[t], means, scales);
            for (var i = 0; i < size; i++)
            {
                moment[i] += row[i] * (aperture[t] - mean);
                for (var j = 0; j <= i; j++) gram[i, j] += row[i] * row[j];
            }
        }

        RidgeRegression.Solve(gram, moment, 1e-3 * rows.Length);
        for (var i = 0; i < size; i++) moment[i] /= scales[i];
        return ([mean - moment.Zip(means, (w, m) => w * m).Sum(), .. moment], means);
    }

    private static double Read(double[] readout, double[] row)
    {
        var sum = readout[0];
        for (var k = 0; k < row.Length; k++) sum += readout[k + 1] * row[k];
        return sum;
    }

    private static (double[] Means, double[] Scales) Statistics(double[][] rows)
    {
        var means = new double[rows[0].Length];
        var scales = new double[means.Length];
        foreach (var row in rows)
            for (var i = 0; i < means.Length; i++) means[i] += row[i] / rows.Length;
        foreach (var row in rows)
            for (var i = 0; i < means.Length; i++) scales[i] += (row[i] - means[i]) * (row[i] - means[i]) / rows.Length;
        for (var i = 0; i < means.Length; i++) scales[i] = Math.Sqrt(scales[i]) + 1e-6;
        return (means, scales);
    }

    private static double[] Standardised(double[] row, double[] means, double[] scales) => [.. row.Select((v, i) => (v - means[i]) / scales[i])];

    /// <summary>Weights of a penalised logistic regression, constant first, by Newton's method.</summary>
    private static double[] Logistic(double[][] inputs, bool[] closed)
    {
        var size = inputs[0].Length + 1;
        var weights = new double[size];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var hessian = new double[size, size];
            var gradient = new double[size];
            for (var i = 1; i < size; i++)
            {
                hessian[i, i] = Penalty;
                gradient[i] = -Penalty * weights[i];
            }

            for (var t = 0; t < inputs.Length; t++)
            {
                var p = Probability(weights, inputs[t]);
                double[] x = [1, .. inputs[t]];
                for (var i = 0; i < size; i++)
                {
                    gradient[i] += x[i] * ((closed[t] ? 1 : 0) - p);
                    for (var j = 0; j <= i; j++) hessian[i, j] += x[i] * x[j] * p * (1 - p);
                }
            }

            RidgeRegression.Solve(hessian, gradient, 1e-6);
            for (var i = 0; i < size; i++) weights[i] += Math.Clamp(gradient[i], -2, 2);
        }

        return weights;
    }

    private static double Probability(double[] weights, double[] inputs)
    {
        var sum = weights[0];
        for (var i = 0; i < inputs.Length; i++) sum += weights[i + 1] * inputs[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    private static double[][] Rows(Tensor matrix)
    {
        var values = matrix.contiguous().data<float>().ToArray();
        var columns = (int)matrix.shape[1];
        return [.. values.Chunk(columns).Select(row => Array.ConvertAll(row, v => (double)v))];
    }
}
