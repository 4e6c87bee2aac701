using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Learning.Networks;

/// <summary>
/// A U-Net that never shrinks the picture: its levels widen their view by dilation instead (Yu and Koltun 2016; as renderer in Thies et al.
/// 2020, "Neural Voice Puppetry"). Dilated 3x3 convolutions on the way in, plain ones on the way out, skip connections between.
/// <c>[B, in, H, W]</c> to <c>[B, out, H, W]</c>, any size.
/// </summary>
public sealed class DilatedUNet : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> inward;
    private readonly ModuleList<Module<Tensor, Tensor>> outward;

    /// <summary>Creates the network with torch's default initial weights (from torch's random generator).</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public DilatedUNet(DilatedUNetOptions options) : base(nameof(DilatedUNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var depth = options.Dilations.Count;
        long WidthAt(int level) => Math.Min((long)options.Width << level, options.MaximumWidth);

        inward = new ModuleList<Module<Tensor, Tensor>>();
        outward = new ModuleList<Module<Tensor, Tensor>>();
        for (var level = 0; level < depth; level++)
        {
            var input = level == 0 ? options.InputChannels : WidthAt(level - 1);
            inward.Add(new ConvBlock2d(input, WidthAt(level), dilation: options.Dilations[level],
                norm: level == 0 ? NormKind.None : options.Norm, activation: ActivationKind.LeakyRelu));
        }
        for (var level = 0; level < depth; level++)
        {
            var input = level == depth - 1 ? WidthAt(level) : 2 * WidthAt(level);
            outward.Add(level == 0
                ? Layers.Row(("convolution", Conv2d(input, options.OutputChannels, 3, 1, 1)), ("range", Layers.Range(options.Output)))
                : new ConvBlock2d(input, WidthAt(level - 1), norm: options.Norm, activation: ActivationKind.LeakyRelu));
        }
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var levels = new Tensor[inward.Count];
        for (var level = 0; level < levels.Length; level++) levels[level] = inward[level].call(level == 0 ? input : levels[level - 1]);
        var x = levels[^1];
        for (var level = levels.Length - 1; level >= 0; level--)
        {
            x = outward[level].call(x);
            if (level > 0) x = cat([levels[level - 1], x], 1);
        }
        return x.MoveToOuterDisposeScope();
    }
}
