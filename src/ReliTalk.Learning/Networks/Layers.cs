using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Learning.Networks;

/// <summary>The layers that the blocks choose among.</summary>
internal static class Layers
{
    private const int ChannelsPerGroup = 8;

    public static Module<Tensor, Tensor>? Norm(NormKind kind, long channels) => kind switch
    {
        NormKind.None => null,
        NormKind.Group => NewGroupNorm(channels),
        NormKind.Instance => InstanceNorm2d(channels, affine: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown normalisation."),
    };

    public static Module<Tensor, Tensor>? Norm1d(NormKind kind, long channels)
        => kind == NormKind.Instance ? InstanceNorm1d(channels, affine: true) : Norm(kind, channels);

    public static Module<Tensor, Tensor>? Activation(ActivationKind kind) => kind switch
    {
        ActivationKind.None => null,
        ActivationKind.Relu => ReLU(),
        ActivationKind.LeakyRelu => LeakyReLU(0.2),
        ActivationKind.Silu => SiLU(),
        ActivationKind.Tanh => Tanh(),
        ActivationKind.Sigmoid => Sigmoid(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown activation."),
    };

    public static Module<Tensor, Tensor>? Range(OutputRange range) => range switch
    {
        OutputRange.Unbounded => null,
        OutputRange.ZeroToOne => Sigmoid(),
        OutputRange.MinusOneToOne => Tanh(),
        _ => throw new ArgumentOutOfRangeException(nameof(range), range, "Unknown range."),
    };

    /// <summary>Named layers in a row; the absent ones are left out.</summary>
    public static Sequential Row(params (string Name, Module<Tensor, Tensor>? Layer)[] layers)
        => Sequential(layers.Where(layer => layer.Layer is not null).Select(layer => (layer.Name, layer.Layer!)).ToArray());

    /// <summary>
    /// Calls a layer on a single small picture as on a batch of two equal ones. On the CPU libtorch gives oneDNN's fast convolutions only to
    /// batches or to large pictures (more than 20480 numbers); the twin's results are cut off, so that its gradient is 0.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">[B, C, H, W] or [B, C, T].</param>
    /// <param name="enlargement">By how much the layer enlarges the picture's area before it convolves.</param>
    public static Tensor CallFast(Module<Tensor, Tensor> layer, Tensor input, long enlargement = 1) => CallFast(layer.call, input, enlargement);

    /// <inheritdoc cref="CallFast(Module{Tensor, Tensor}, Tensor, long)"/>
    public static Tensor CallFast(Func<Tensor, Tensor> layer, Tensor input, long enlargement = 1)
    {
        const long largePicture = 20480;
        if (input.shape[0] != 1 || input.numel() * enlargement > largePicture || input.device_type != DeviceType.CPU) return layer(input);
        using var scope = NewDisposeScope();
        return layer(input.expand([2, .. input.shape[1..]])).narrow(0, 0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Whether a picture network had better keep its channels last in memory: on the CPU, where no gradient is wanted. There oneDNN's kernels for few channels are faster so, and
    /// borders are reflected by copying whole pixels.
    /// </summary>
    public static bool ChannelsLastIsFaster(Tensor input) => input.device_type == DeviceType.CPU && !is_grad_enabled();

    /// <summary>The same picture [B, C, H, W], channels last in memory.</summary>
    public static Tensor ChannelsLast(Tensor input)
    {
        using var scope = NewDisposeScope();
        return input.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>A picture with its border reflected, as <c>pad</c> does it, put together from whole rows and columns: several times as fast where the channels lie last.</summary>
    public static Tensor Reflected(Tensor input, long margin)
    {
        using var scope = NewDisposeScope();
        var x = input.permute(0, 2, 3, 1);
        foreach (var axis in new[] { 1, 2 })
        {
            var last = x.shape[axis] - 1;
            List<Tensor> parts = [x];
            for (var k = 1; k <= margin; k++)
            {
                parts.Insert(0, x.narrow(axis, k, 1));
                parts.Add(x.narrow(axis, last - k, 1));
            }
            x = cat(parts, axis);
        }
        return x.permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>The TorchSharp package 0.107 leaves a group norm's scale and shift as its memory was (measured); PyTorch starts from 1 and 0.</summary>
    private static GroupNorm NewGroupNorm(long channels)
    {
        var norm = GroupNorm(GroupsOf(channels), channels);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        norm.weight!.fill_(1);
        norm.bias!.fill_(0);
        return norm;
    }

    private static long GroupsOf(long channels)
    {
        var groups = Math.Max(1, channels / ChannelsPerGroup);
        while (channels % groups != 0) groups--;
        return groups;
    }
}
