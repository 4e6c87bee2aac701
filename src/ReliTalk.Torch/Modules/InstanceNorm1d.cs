using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalisation of each channel of [N, C] or [N, C, L] of each sample.</summary>
public sealed class InstanceNorm1d : InstanceNorm
{
    internal InstanceNorm1d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm1d))
    {
    }

    /// <inheritdoc/>
    protected override void ValidateInputDimensions(Tensor input)
    {
        long dims = input.dim();
        if (!(dims is 2 or 3)) throw new ArgumentException($"InstanceNorm1d takes [N, C] or [N, C, L], not {dims} dimensions.", nameof(input));
    }

    /// <inheritdoc/>
    protected override long GetNumberOfBatchDimensions() => 1;
}
