using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Learning.Networks;

/// <summary>
/// Picture to picture through residual blocks at low resolution (Johnson et al. 2016): an edge convolution, halvings by strided
/// convolutions, residual blocks, doublings by nearest-neighbour enlargement and convolution (Odena et al. 2016: no checkerboard), an edge
/// convolution. <c>[B, in, H, W]</c> to <c>[B, out, H, W]</c>.
/// </summary>
public sealed class ResNetGenerator : Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    /// <summary>Creates the network with torch's default initial weights (from torch's random generator).</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public ResNetGenerator(ResNetGeneratorOptions options) : base(nameof(ResNetGenerator))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var rows = new List<(string, Module<Tensor, Tensor>?)>
        {
            ("enter", new ConvBlock2d(options.InputChannels, options.Width, options.EdgeKernel, norm: options.Norm, padding: PaddingModes.Reflect, precision: options.Precision)),
        };
        long width = options.Width;
        for (var i = 0; i < options.Downsamplings; i++, width *= 2)
            rows.Add(($"down{i}", new ConvBlock2d(width, 2 * width, stride: 2, norm: options.Norm, precision: options.Precision)));
        for (var i = 0; i < options.Blocks; i++)
            rows.Add(($"block{i}", new ResidualBlock(width, options.Norm, options.Precision)));
        for (var i = options.Downsamplings - 1; i >= 0; i--, width /= 2)
        {
            rows.Add(($"enlarge{i}", Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest)));
            rows.Add(($"up{i}", new ConvBlock2d(width, width / 2, norm: options.Norm, padding: PaddingModes.Reflect, precision: options.Precision)));
        }
        rows.Add(("leave", new ConvBlock2d(width, options.OutputChannels, options.EdgeKernel, norm: NormKind.None,
            activation: ActivationKind.None, padding: PaddingModes.Reflect, precision: options.Precision)));
        rows.Add(("range", Layers.Range(options.Output)));
        layers = Layers.Row([.. rows]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!Layers.ChannelsLastIsFaster(input)) return layers.call(input);
        using var scope = NewDisposeScope();
        return layers.call(Layers.ChannelsLast(input)).contiguous().MoveToOuterDisposeScope();
    }
}
