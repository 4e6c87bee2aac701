using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalisation of each channel of [N, C] or [N, C, L] over the batch.</summary>
public sealed class BatchNorm1d : BatchNorm
{
    internal BatchNorm1d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm1d))
    {
    }

    /// <inheritdoc/>
    protected override void ValidateInputDimensions(Tensor input)
    {
        long dims = input.dim();
        if (!(dims is 2 or 3)) throw new ArgumentException($"BatchNorm1d takes [N, C] or [N, C, L], not {dims} dimensions.", nameof(input));
    }
}
