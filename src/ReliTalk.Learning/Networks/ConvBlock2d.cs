using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Learning.Networks;

/// <summary>
/// Convolution, normalisation, activation: <c>[B, in, H, W]</c> to <c>[B, out, ceil(H / stride), ceil(W / stride)]</c> for odd kernels.
/// </summary>
public sealed class ConvBlock2d : Module<Tensor, Tensor>
{
    private readonly Sequential layers;
    private readonly ConvolutionPrecision _precision;
    private readonly (long Stride, long Margin, long Dilation) _shape;
    private readonly PaddingModes _padding;

    /// <summary>Creates the block.</summary>
    /// <param name="inputChannels">Channels in.</param>
    /// <param name="outputChannels">Channels out.</param>
    /// <param name="kernel">Side of the kernel, odd.</param>
    /// <param name="stride">Step between the places where the kernel is applied.</param>
    /// <param name="dilation">Distance between the kernel's samples.</param>
    /// <param name="norm">Normalisation; without one the convolution has a bias.</param>
    /// <param name="activation">Non-linearity.</param>
    /// <param name="padding">How the border is continued; reflection keeps flat areas flat there.</param>
    /// <param name="precision">What it computes with in training.</param>
    public ConvBlock2d(long inputChannels, long outputChannels, long kernel = 3, long stride = 1, long dilation = 1,
        NormKind norm = NormKind.Group, ActivationKind activation = ActivationKind.Relu, PaddingModes padding = PaddingModes.Zeros,
        ConvolutionPrecision precision = ConvolutionPrecision.Single)
        : base(nameof(ConvBlock2d))
    {
        _precision = precision;
        _shape = (stride, dilation * (kernel - 1) / 2, dilation);
        _padding = padding;
        layers = Layers.Row(
            ("convolution", Conv2d(inputChannels, outputChannels, kernel, stride, dilation * (kernel - 1) / 2, dilation,
                padding_mode: padding, bias: norm == NormKind.None)),
            ("norm", Layers.Norm(norm, outputChannels)),
            ("activation", Layers.Activation(activation)));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var (stride, margin, dilation) = _shape;
        var reflects = margin > 0 && _padding == PaddingModes.Reflect;
        var coarse = BFloat16Convolution.Wanted(_precision, input);
        if (!coarse && !(reflects && Layers.ChannelsLastIsFaster(input))) return Layers.CallFast(layers, input);
        using var scope = NewDisposeScope();
        var convolution = (Conv2d)layers[0];
        Tensor x;
        if (coarse)
        {
            var outside = margin > 0 && _padding != PaddingModes.Zeros;
            if (outside) input = functional.pad(input, [margin, margin, margin, margin], _padding);
            x = BFloat16Convolution.Apply(input, convolution.weight, convolution.bias, stride, outside ? 0 : margin, dilation);
        }
        else
        {
            x = Layers.CallFast(
                padded => functional.conv2d(padded, convolution.weight, convolution.bias, [stride, stride], dilation: [dilation, dilation]), Layers.Reflected(input, margin));
        }
        for (var i = 1; i < layers.Count; i++) x = layers[i].call(x);
        return x.MoveToOuterDisposeScope();
    }
}
