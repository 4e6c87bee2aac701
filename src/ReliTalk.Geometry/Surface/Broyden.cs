using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// Roots of many small systems at once by Broyden's first method (C. Broyden, "A class of methods for solving nonlinear simultaneous
/// equations", 1965) with the inverse Jacobian kept. The best iterate of each system is returned. No gradients.
/// </summary>
internal static class Broyden
{
    /// <summary>Solves g(x) = 0 for N systems of three unknowns.</summary>
    /// <param name="equations">Residuals [N, 3] of places [N, 3].</param>
    /// <param name="start">First places, [N, 3].</param>
    /// <param name="inverse">First inverse Jacobians, [N, 3, 3].</param>
    /// <param name="steps">Most steps; each evaluates the residuals once.</param>
    /// <param name="tolerance">A residual below this length ends the search of all once all are below it.</param>
    /// <param name="reach">Longest step, so that a bad Jacobian does not throw a place out of its neighbourhood.</param>
    /// <returns>Best places [N, 3] and the lengths [N] of their residuals; owned by the caller.</returns>
    public static (Tensor Places, Tensor Errors) Solve(Func<Tensor, Tensor> equations, Tensor start, Tensor inverse, int steps, double tolerance, double reach)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var place = start;
        var residual = equations(place);
        var best = place;
        var error = residual.norm(1);
        var matrix = inverse;
        for (var step = 0; step < steps && error.max().item<float>() > tolerance; step++)
        {
            var change = -matrix.bmm(residual.unsqueeze(2)).squeeze(2);
            var length = change.norm(1, true);
            change = change * (reach / length.clamp(min: reach));
            place = place + change;
            var next = equations(place);
            var difference = next - residual;
            // B += (dx - B dg) (dx^T B) / (dx^T B dg)
            var row = change.unsqueeze(1).bmm(matrix);
            var scale = row.bmm(difference.unsqueeze(2));
            scale = scale.where(scale.abs() > 1e-9, scale.sign() * 1e-9 + 1e-12);
            var update = (change.unsqueeze(2) - matrix.bmm(difference.unsqueeze(2))).bmm(row) / scale;
            // A system that is solved has nothing left to learn from; its update would be noise.
            matrix = matrix + update * (difference.norm(1) > 1e-7).to(float32).reshape(-1, 1, 1);
            residual = next;
            var now = next.norm(1);
            var better = now < error;
            best = place.where(better.unsqueeze(1), best);
            error = now.where(better, error);
        }
        return (best.MoveToOuterDisposeScope(), error.MoveToOuterDisposeScope());
    }
}
