using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The transpose of a 2-dimensional convolution: it enlarges by its stride.</summary>
public sealed class ConvTranspose2d : ConvolutionTranspose
{
    internal ConvTranspose2d(
        long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] output_padding, long[] dilation, long groups, bool bias,
        PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose2d), in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode, device, dtype)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.conv_transpose2d(input, weight, bias, stride, padding, output_padding, dilation, groups);
}
