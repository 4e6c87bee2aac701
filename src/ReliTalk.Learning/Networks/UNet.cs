using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Learning.Networks;

/// <summary>
/// Encoder and decoder with skip connections (Ronneberger et al. 2015) in the form of pix2pix (Isola et al. 2017): 4x4 convolutions of stride
/// 2 on the way down, enlargement and 3x3 convolutions on the way up. <c>[B, in, H, W]</c> to <c>[B, out, H, W]</c>, H and W divisible by
/// 2^depth.
/// </summary>
public sealed class UNet : Module<Tensor, Tensor>
{
    private const int WidestLevel = 8;

    private readonly int _depth;
    private readonly ModuleList<Module<Tensor, Tensor>> down;
    private readonly ModuleList<Module<Tensor, Tensor>> up;

    /// <summary>Creates the network with torch's default initial weights (from torch's random generator).</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public UNet(UNetOptions options) : base(nameof(UNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _depth = options.Depth;
        long WidthAt(int level) => (long)options.Width * Math.Min(1 << level, WidestLevel);

        down = new ModuleList<Module<Tensor, Tensor>>();
        up = new ModuleList<Module<Tensor, Tensor>>();
        for (var level = 0; level < _depth; level++)
        {
            var input = level == 0 ? options.InputChannels : WidthAt(level - 1);
            // The innermost level may be one pixel, whose statistics are the pixel itself.
            var norm = level == 0 || level == _depth - 1 ? NormKind.None : options.Norm;
            down.Add(Layers.Row(
                ("activation", level == 0 ? null : LeakyReLU(0.2)),
                ("convolution", Conv2d(input, WidthAt(level), 4, 2, 1, bias: norm == NormKind.None)),
                ("norm", Layers.Norm(norm, WidthAt(level)))));
        }
        for (var level = 0; level < _depth; level++)
        {
            var input = level == _depth - 1 ? WidthAt(level) : 2 * WidthAt(level);
            var norm = level == 0 ? NormKind.None : options.Norm;
            var output = level == 0 ? options.OutputChannels : WidthAt(level - 1);
            up.Add(Layers.Row(
                ("activation", ReLU()),
                ("enlarge", Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest)),
                ("convolution", Conv2d(input, output, 3, 1, 1, bias: norm == NormKind.None)),
                ("norm", Layers.Norm(norm, output)),
                ("range", level == 0 ? Layers.Range(options.Output) : null)));
        }
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Height or width is not divisible by 2^depth.</exception>
    public override Tensor forward(Tensor input)
    {
        var (height, width) = (input.shape[^2], input.shape[^1]);
        var factor = 1L << _depth;
        if (height % factor != 0 || width % factor != 0)
            throw new ArgumentException($"A picture of {width}x{height} cannot be halved {_depth} times.", nameof(input));

        using var scope = NewDisposeScope();
        var levels = new Tensor[_depth];
        for (var level = 0; level < _depth; level++) levels[level] = Layers.CallFast(down[level], level == 0 ? input : levels[level - 1]);
        var x = levels[^1];
        for (var level = _depth - 1; level >= 0; level--)
        {
            x = Layers.CallFast(up[level], x, enlargement: 4);
            if (level > 0) x = cat([levels[level - 1], x], 1);
        }
        return x.MoveToOuterDisposeScope();
    }
}
