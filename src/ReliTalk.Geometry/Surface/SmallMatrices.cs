using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>Closed forms for many 3x3 matrices: a handful of tensor operations, differentiable.</summary>
internal static class SmallMatrices
{
    /// <summary>Inverse of [N, 3, 3]; a determinant near zero counts as 1e-6 with its sign.</summary>
    public static Tensor Inverse(Tensor matrices)
    {
        using var scope = NewDisposeScope();
        var (cofactors, determinant) = Cofactors(matrices);
        return (cofactors.transpose(1, 2) / determinant).MoveToOuterDisposeScope();
    }

    /// <summary>M^-T g up to a positive factor, [N, 3, 3] and [N, 3] to [N, 3]: how a gradient follows the places that M moves.</summary>
    public static Tensor TurnGradient(Tensor matrices, Tensor gradients)
    {
        using var scope = NewDisposeScope();
        var (cofactors, determinant) = Cofactors(matrices);
        return (cofactors.bmm(gradients.unsqueeze(2)) * determinant.sign()).squeeze(2).MoveToOuterDisposeScope();
    }

    private static (Tensor Cofactors, Tensor Determinant) Cofactors(Tensor m)
    {
        var (a, b, c) = (m.select(2, 0), m.select(2, 1), m.select(2, 2));
        var bc = linalg.cross(b, c, -1);
        var cofactors = stack([bc, linalg.cross(c, a, -1), linalg.cross(a, b, -1)], 2);
        var determinant = (a * bc).sum(1, true);
        determinant = determinant.where(determinant.abs() > 1e-6, determinant.detach().sign() * 1e-6 + 1e-9);
        return (cofactors, determinant.unsqueeze(2));
    }
}
