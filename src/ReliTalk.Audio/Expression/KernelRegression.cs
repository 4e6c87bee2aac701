using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Expression;

/// <summary>
/// Kernel ridge regression (Saunders, Gammerman and Vovk 1998): what the face does in a moment is a weighted mean over the clip's own frames, by how alike
/// they sound. The kernel is a sum of Gaussians exp(-|a - b|^2 / 2), one for each view of the moment. Owns its tensors.
/// </summary>
internal sealed class KernelRegression : IDisposable
{
    // Of clips of 10 to 80 s whose heads turn by 1 to 5 degrees: a turn of a tenth of a degree on every frame counts for nothing, one of 3 degrees in full.
    private const double BesideRidge = 0.5;

    // One second.
    private const int RunFrames = 25;

    private readonly Tensor[] _centres;
    private readonly double[] _shares;
    private readonly Tensor _weights;

    /// <summary>Takes a fitted regression; the tensors become its own.</summary>
    /// <param name="centres">The views of the remembered frames, [M, d] each.</param>
    /// <param name="shares">Share of each view in the kernel.</param>
    /// <param name="weights">[M, outputs].</param>
    internal KernelRegression(Tensor[] centres, double[] shares, Tensor weights)
    {
        _centres = centres;
        _shares = shares;
        _weights = weights;
        foreach (var centre in centres) centre.DetachFromDisposeScope();
        weights.DetachFromDisposeScope();
    }

    /// <summary>The views of the remembered frames, [M, d] each.</summary>
    internal IReadOnlyList<Tensor> Centres => _centres;

    /// <summary>The remembered frames' weights, [M, outputs].</summary>
    internal Tensor Weights => _weights;

    /// <summary>Fits all frames.</summary>
    /// <param name="views">The views of each frame, scaled so that their Gaussians have width 1: [N, d] each.</param>
    /// <param name="shares">Share of each view in the kernel.</param>
    /// <param name="targets">[N, outputs], of mean 0.</param>
    /// <param name="ridge">What is added to the kernel's diagonal, above 0.</param>
    /// <param name="beside">What else acts on the targets, linearly: [N, c] of mean 0; null for nothing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>
    /// The regression of the targets without what acts beside; for each frame what the others would predict of that (leave-one-out, in closed form), owned by the
    /// caller; and the slopes of what acts beside, [c][outputs], by generalised least squares: the kernel says which targets are alike anyway.
    /// </returns>
    internal static (KernelRegression Regression, Tensor LeftOut, double[][] Slopes) Fit(
        Tensor[] views, double[] shares, Tensor targets, double ridge, double[][]? beside, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var y = Rows(targets);
        var (solver, weights, slopes) = Solve(views, shares, y, ridge, beside, cancellationToken);
        var diagonal = solver.InverseDiagonal();
        for (var i = 0; i < y.Length; i++)
            for (var k = 0; k < y[i].Length; k++) y[i][k] -= weights[i][k] / diagonal[i];
        return (new KernelRegression([.. views.Select(view => view.clone())], shares, Matrix(weights)), Matrix(y).MoveToOuterDisposeScope(), slopes);
    }

    /// <summary>
    /// The error where runs of frames are predicted from the others (in closed form, as one frame is): neighbours that look and sound nearly the same cannot
    /// tell on a run as they do on a frame.
    /// </summary>
    /// <param name="views">The views of each frame, in order of time: [N, d] each.</param>
    /// <param name="shares">Share of each view in the kernel.</param>
    /// <param name="targets">[N, outputs], of mean 0.</param>
    /// <param name="importance">Weight of the squared error of each output.</param>
    /// <param name="ridge">What is added to the kernel's diagonal, above 0.</param>
    /// <param name="beside">What else acts on the targets, linearly: [N, c] of mean 0; null for nothing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal static double HeldOutError(
        Tensor[] views, double[] shares, Tensor targets, float[] importance, double ridge, double[][]? beside, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var (solver, weights, _) = Solve(views, shares, Rows(targets), ridge, beside, cancellationToken);
        var error = 0.0;
        for (var first = 0; first < weights.Length; first += RunFrames)
        {
            var count = Math.Min(RunFrames, weights.Length - first);
            var missed = new PositiveDefinite(solver.InverseBlock(first, count), cancellationToken).Solve(weights[first..(first + count)]);
            error += missed.Sum(row => row.Select((v, k) => importance[k] * v * v).Sum());
        }

        return error;
    }

    private static (PositiveDefinite Solver, double[][] Weights, double[][] Slopes) Solve(
        Tensor[] views, double[] shares, double[][] targets, double ridge, double[][]? beside, CancellationToken cancellationToken)
    {
        var kernel = Rows(Kernel(views, views, shares));
        for (var i = 0; i < kernel.Length; i++) kernel[i][i] += ridge;
        var solver = new PositiveDefinite(kernel, cancellationToken);
        var weights = solver.Solve(targets);
        return (solver, weights, beside is null ? [] : Slopes(beside, solver.Solve(beside), weights, targets));
    }

    /// <summary>Slopes of <paramref name="beside"/>; takes their part out of the weights and the targets.</summary>
    private static double[][] Slopes(double[][] beside, double[][] solved, double[][] weights, double[][] targets)
    {
        var (count, outputs) = (beside[0].Length, targets[0].Length);
        var slopes = new double[count][];
        var inverse = new double[count][];
        for (var i = 0; i < count; i++)
        {
            slopes[i] = new double[outputs];
            inverse[i] = new double[i + 1];
            for (var t = 0; t < beside.Length; t++)
            {
                for (var j = 0; j <= i; j++) inverse[i][j] += beside[t][i] * solved[t][j];
                for (var k = 0; k < outputs; k++) slopes[i][k] += beside[t][i] * weights[t][k];
            }

            inverse[i][i] += BesideRidge;
        }

        slopes = new PositiveDefinite(inverse).Solve(slopes);
        for (var t = 0; t < beside.Length; t++)
            for (var i = 0; i < count; i++)
                for (var k = 0; k < outputs; k++)
                {
                    weights[t][k] -= solved[t][i] * slopes[i][k];
                    targets[t][k] -= beside[t][i] * slopes[i][k];
                }
        return slopes;
    }

    /// <summary>Predicts frames.</summary>
    /// <param name="views">[T, d] each.</param>
    /// <returns>[T, outputs], owned by the caller.</returns>
    internal Tensor Predict(Tensor[] views)
    {
        using var scope = NewDisposeScope();
        return Kernel(views, _centres, _shares).matmul(_weights).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var centre in _centres) centre.Dispose();
        _weights.Dispose();
    }

    private static Tensor Kernel(Tensor[] a, Tensor[] b, double[] shares)
    {
        Tensor? sum = null;
        for (var i = 0; i < a.Length; i++)
        {
            var squares = a[i].square().sum(1).unsqueeze(1) + b[i].square().sum(1).unsqueeze(0) - a[i].matmul(b[i].t()) * 2;
            var part = exp(squares.clamp_min(0) * -0.5) * shares[i];
            sum = sum is null ? part : sum + part;
        }

        return sum!;
    }

    private static double[][] Rows(Tensor matrix)
    {
        var values = matrix.contiguous().data<float>().ToArray();
        var columns = (int)matrix.shape[1];
        return [.. Enumerable.Range(0, (int)matrix.shape[0]).Select(r => Array.ConvertAll(values[(r * columns)..((r + 1) * columns)], v => (double)v))];
    }

    private static Tensor Matrix(double[][] rows) => tensor([.. rows.SelectMany(row => row.Select(v => (float)v))], [rows.Length, rows[0].Length]);
}
