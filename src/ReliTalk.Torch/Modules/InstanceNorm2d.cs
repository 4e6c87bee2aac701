using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalisation of each channel of [N, C, H, W] of each sample.</summary>
public sealed class InstanceNorm2d : InstanceNorm
{
    internal InstanceNorm2d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm2d))
    {
    }

    /// <inheritdoc/>
    protected override void ValidateInputDimensions(Tensor input)
    {
        long dims = input.dim();
        if (!(dims == 4)) throw new ArgumentException($"InstanceNorm2d takes [N, C, H, W], not {dims} dimensions.", nameof(input));
    }

    /// <inheritdoc/>
    protected override long GetNumberOfBatchDimensions() => 1;
}
