using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Optimisation;

/// <summary>Loss terms that more than one layer uses. Each gives a tensor with one element, owned by the caller's scope, and is differentiable.</summary>
public static class Loss
{
    private const float Tiny = 1e-6f;

    /// <summary>Mean of (a - b) squared. The shapes must be equal or broadcast.</summary>
    public static Tensor SquaredError(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return (a - b).square().mean().MoveToOuterDisposeScope();
    }

    /// <summary>Mean of (a - b) squared inside a mask: sum of mask (a - b)^2 over all channels, divided by the sum of the mask over all channels.</summary>
    /// <param name="a"><c>[B, C, H, W]</c> or <c>[C, H, W]</c>.</param>
    /// <param name="b">Same shape.</param>
    /// <param name="mask">Weights 0..1 that broadcast to the shape, for instance <c>[B, 1, H, W]</c>. An empty mask gives 0.</param>
    public static Tensor SquaredError(Tensor a, Tensor b, Tensor mask)
    {
        using var scope = NewDisposeScope();
        return MaskedMean((a - b).square(), mask).MoveToOuterDisposeScope();
    }

    /// <summary>Mean of |a - b|.</summary>
    public static Tensor AbsoluteError(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return (a - b).abs().mean().MoveToOuterDisposeScope();
    }

    /// <summary>Mean of |a - b| inside a mask, weighted as in <see cref="SquaredError(Tensor, Tensor, Tensor)"/>.</summary>
    /// <inheritdoc cref="SquaredError(Tensor, Tensor, Tensor)"/>
    public static Tensor AbsoluteError(Tensor a, Tensor b, Tensor mask)
    {
        using var scope = NewDisposeScope();
        return MaskedMean((a - b).abs(), mask).MoveToOuterDisposeScope();
    }

    /// <summary>Mean of |x|, the L1 penalty on a residual.</summary>
    public static Tensor Magnitude(Tensor x)
    {
        using var scope = NewDisposeScope();
        return x.abs().mean().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Mean squared difference of neighbouring pixels, to the right and below (Eq. 12 of the ReliTalk paper; Rudin et al. 1992 with squares).
    /// </summary>
    /// <param name="x"><c>[..., H, W]</c>, at least 2x2.</param>
    /// <param name="mask">Weights 0..1 that broadcast to the shape; a pair counts with the smaller weight of its two pixels. Null for the whole picture.</param>
    public static Tensor TotalVariation(Tensor x, Tensor? mask = null)
    {
        using var scope = NewDisposeScope();
        return (Along(-1) + Along(-2)).MoveToOuterDisposeScope();

        Tensor Along(int dimension)
        {
            var squares = (After(x, dimension) - Before(x, dimension)).square();
            return mask is null ? squares.mean() : MaskedMean(squares, minimum(After(mask, dimension), Before(mask, dimension)));
        }
    }

    private static Tensor Before(Tensor x, int dimension) => x.narrow(dimension + x.shape.Length, 0, x.shape[^-dimension] - 1);

    private static Tensor After(Tensor x, int dimension) => x.narrow(dimension + x.shape.Length, 1, x.shape[^-dimension] - 1);

    private static Tensor MaskedMean(Tensor x, Tensor mask) => (x * mask).sum() / (mask.expand(x.shape).sum() + Tiny);
}
