using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A 2-dimensional convolution (in fact a correlation).</summary>
public sealed class Conv2d : Convolution
{
    private readonly long[] _none = new long[2];

    internal Conv2d(
        long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, long groups, bool bias,
        PaddingModes padding_mode, Device? device, ScalarType? dtype)
        : base(nameof(Conv2d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, new long[2], groups, bias, padding_mode, device, dtype)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!PadsOutside && !PadsUnevenly) return Call.Tensor(Ops.conv2d, input, weight, bias, stride, EvenPadding, dilation, groups);
        Tensor padded = Padded(input);
        Tensor result = Call.Tensor(Ops.conv2d, padded, weight, bias, stride, _none, dilation, groups);
        padded.Dispose();
        return result;
    }
}
