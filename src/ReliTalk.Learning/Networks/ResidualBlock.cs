using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Learning.Networks;

/// <summary>
/// x + f(x), f being two 3x3 convolutions with reflected borders, the second without activation (Johnson et al. 2016, after He et al. 2015).
/// <c>[B, C, H, W]</c> in and out.
/// </summary>
public sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly ConvBlock2d first;
    private readonly ConvBlock2d second;

    /// <summary>Creates the block.</summary>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="norm">Normalisation after each convolution.</param>
    /// <param name="precision">What it computes with in training.</param>
    public ResidualBlock(long channels, NormKind norm = NormKind.Group, ConvolutionPrecision precision = ConvolutionPrecision.Single) : base(nameof(ResidualBlock))
    {
        first = new ConvBlock2d(channels, channels, norm: norm, padding: PaddingModes.Reflect, precision: precision);
        second = new ConvBlock2d(channels, channels, norm: norm, activation: ActivationKind.None, padding: PaddingModes.Reflect, precision: precision);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var hidden = first.call(input);
        using var residual = second.call(hidden);
        return input + residual;
    }
}
