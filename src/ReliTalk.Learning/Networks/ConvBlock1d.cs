using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Learning.Networks;

/// <summary>Convolution over time, normalisation, activation: <c>[B, in, T]</c> to <c>[B, out, ceil(T / stride)]</c> for odd kernels.</summary>
public sealed class ConvBlock1d : Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    /// <summary>Creates the block.</summary>
    /// <param name="inputChannels">Channels in.</param>
    /// <param name="outputChannels">Channels out.</param>
    /// <param name="kernel">Length of the kernel in steps, odd.</param>
    /// <param name="stride">Step between the places where the kernel is applied.</param>
    /// <param name="dilation">Distance between the kernel's samples.</param>
    /// <param name="norm">Normalisation; without one the convolution has a bias.</param>
    /// <param name="activation">Non-linearity.</param>
    public ConvBlock1d(long inputChannels, long outputChannels, long kernel = 3, long stride = 1, long dilation = 1,
        NormKind norm = NormKind.None, ActivationKind activation = ActivationKind.LeakyRelu)
        : base(nameof(ConvBlock1d))
    {
        layers = Layers.Row(
            ("convolution", Conv1d(inputChannels, outputChannels, kernel, stride, dilation * (kernel - 1) / 2, dilation, bias: norm == NormKind.None)),
            ("norm", Layers.Norm1d(norm, outputChannels)),
            ("activation", Layers.Activation(activation)));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Layers.CallFast(layers, input);
}
