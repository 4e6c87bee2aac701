using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// Finds the canonical place of a place in a frame: the root of Deform(x) = x_d, by Broyden's method from a start that the fitted mesh gives
/// (one start instead of one for each bone).
/// </summary>
/// <param name="deformation">The deformation; must not change during a search.</param>
public sealed class CorrespondenceSearch(DeformationNetwork deformation)
{
    private const int Steps = 8;
    private const double Reach = 0.2;

    /// <summary>Residual, canonical units, below which a correspondence counts as found.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>Searches.</summary>
    /// <param name="targets">Places in the frames, relative to the head, canonical units: float32 [F, n, 3].</param>
    /// <param name="starts">First guesses in canonical space, float32 [F, n, 3].</param>
    /// <param name="frames">The frames' states.</param>
    /// <returns>Canonical places [F, n, 3] and whether each was found, bool [F, n]; no gradients; owned by the caller.</returns>
    public (Tensor Places, Tensor Found) Find(Tensor targets, Tensor starts, FrameStates frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var shape = targets.shape;
        var (_, jacobian) = deformation.DeformWithJacobian(starts, frames);
        var (places, errors) = Broyden.Solve(
            x => (deformation.Deform(x.reshape(shape), frames) - targets).reshape(-1, 3),
            starts.reshape(-1, 3), SmallMatrices.Inverse(jacobian.reshape(-1, 3, 3)), Steps, Tolerance, Reach);
        return (places.reshape(shape).MoveToOuterDisposeScope(), (errors < Tolerance).reshape(shape[0], shape[1]).MoveToOuterDisposeScope());
    }
}
