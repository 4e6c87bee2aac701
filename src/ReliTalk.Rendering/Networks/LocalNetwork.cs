using ReliTalk.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Networks;

/// <summary>
/// F_local of Eq. 5: a ResNet of six residual blocks that turns the rough normals of the driven area into colour. Beside the normals it sees
/// the mouth opening and the lips as masks, because the head's surface says nothing about what is inside an open mouth.
/// </summary>
public sealed class LocalNetwork : nn.Module<Tensor, Tensor>
{
    /// <summary>Input channels: N^ (3), mouth opening (1), lips (1).</summary>
    public const int InputChannels = 5;

    private readonly ResNetGenerator generator;

    /// <summary>Creates the network with random weights.</summary>
    /// <param name="width">Channels at full resolution, 4 or more.</param>
    /// <param name="precision">What the convolutions compute with in training.</param>
    public LocalNetwork(int width, ConvolutionPrecision precision = ConvolutionPrecision.Single) : base(nameof(LocalNetwork))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 4);
        generator = new ResNetGenerator(new ResNetGeneratorOptions
        {
            InputChannels = InputChannels,
            OutputChannels = 3,
            Width = width,
            Blocks = 6,
            Downsamplings = 2,
            EdgeKernel = 5,
            Norm = NormKind.Group,
            Output = OutputRange.ZeroToOne,
            Precision = precision,
        });
        RegisterComponents();
    }

    /// <summary>Colour of the driven area.</summary>
    /// <param name="input">[B, 5, S, S] in the order of <see cref="InputChannels"/>, S a multiple of 4.</param>
    /// <returns>[B, 3, S, S], sRGB 0..1. Owned by the caller's dispose scope.</returns>
    public override Tensor forward(Tensor input) => generator.call(input);
}
