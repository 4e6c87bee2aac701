using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Networks.Pretrained;

/// <summary>A frozen network whose inner activations describe a picture. Safe for several threads; differentiable with respect to the picture.</summary>
public interface IFeatureTrunk : IDisposable
{
    /// <summary>The activations at the trunk's taps, from fine to coarse.</summary>
    /// <param name="pictures"><c>[B, 3, H, W]</c>, RGB, sRGB-encoded 0..1, at least 32 pixels a side.</param>
    /// <returns><c>[B, C, h, w]</c> for each tap, owned by the caller's scope.</returns>
    Tensor[] Features(Tensor pictures);
}
