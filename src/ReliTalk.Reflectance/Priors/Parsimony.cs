using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Reflectance.Priors;

/// <summary>
/// Albedo parsimony (Eq. 13): a face has few albedos, so the entropy of their histogram is small. Soft Gaussian bins keep it differentiable; a Monte Carlo
/// sample of skin pixels keeps it cheap.
/// </summary>
public static class Parsimony
{
    /// <summary>Mean over the channels of the histogram's Shannon entropy, natural logarithm; one element.</summary>
    /// <param name="albedo"><c>[3, H, W]</c>, 0..1.</param>
    /// <param name="pixels">Indices of sampled pixels, int64 <c>[n]</c>, in row-major order.</param>
    /// <param name="bins">Bins over 0..1, at least 2; each Gaussian is as wide as a bin.</param>
    public static Tensor Entropy(Tensor albedo, Tensor pixels, int bins = 24)
    {
        ArgumentNullException.ThrowIfNull(albedo);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        using var scope = NewDisposeScope();
        var samples = albedo.reshape(3, -1).index_select(1, pixels).unsqueeze(2);
        var centres = ((arange(bins, dtype: float32, device: albedo.device) + 0.5) / bins).reshape(1, 1, bins);
        var distance = (samples - centres) * bins;
        var weights = (distance * distance * -0.5).exp();
        var histogram = weights.sum(1L) + 1e-6;
        var share = histogram / histogram.sum(1L, keepdim: true);
        return (-(share * share.log()).sum(1L).mean()).MoveToOuterDisposeScope();
    }
}
