using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Networks.Pretrained;

/// <summary>
/// How different two pictures look: the squared difference of unit-length feature vectors, averaged over the picture and summed over the
/// taps of a trunk (Zhang et al. 2018, LPIPS, without its trained channel weights).
/// </summary>
public static class PerceptualDistance
{
    private const float Tiny = 1e-3f;

    /// <summary>Distance of two pictures, 0 for equal ones. Differentiable.</summary>
    /// <param name="trunk">The frozen network.</param>
    /// <param name="a"><c>[B, 3, H, W]</c>, sRGB 0..1.</param>
    /// <param name="b">Same shape.</param>
    /// <returns>A tensor with one element, the mean over the batch, owned by the caller's scope.</returns>
    public static Tensor Between(IFeatureTrunk trunk, Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(trunk);
        using var scope = NewDisposeScope();
        return Sum(trunk.Features(a), trunk.Features(b)).MoveToOuterDisposeScope();
    }

    /// <summary>Distance to a picture whose features are already known, which saves half of the work where the truth stays the same.</summary>
    /// <param name="trunk">The frozen network.</param>
    /// <param name="picture"><c>[B, 3, H, W]</c>, sRGB 0..1.</param>
    /// <param name="truth">Result of <see cref="IFeatureTrunk.Features"/> for the other picture.</param>
    /// <returns>A tensor with one element, owned by the caller's scope.</returns>
    public static Tensor ToFeatures(IFeatureTrunk trunk, Tensor picture, IReadOnlyList<Tensor> truth)
    {
        ArgumentNullException.ThrowIfNull(trunk);
        using var scope = NewDisposeScope();
        return Sum(trunk.Features(picture), truth).MoveToOuterDisposeScope();
    }

    private static Tensor Sum(IReadOnlyList<Tensor> a, IReadOnlyList<Tensor> b)
    {
        if (a.Count != b.Count) throw new ArgumentException($"The features have {a.Count} and {b.Count} taps.");
        Tensor? sum = null;
        for (var tap = 0; tap < a.Count; tap++)
        {
            var difference = (Unit(a[tap]) - Unit(b[tap])).square().sum(1).mean();
            sum = sum is null ? difference : sum + difference;
        }
        return sum!;
    }

    /// <summary>Unit length over the channels; the small constant keeps the gradient finite where all features are 0.</summary>
    private static Tensor Unit(Tensor features) => features / (features.square().sum(1, keepdim: true) + Tiny).sqrt();
}
