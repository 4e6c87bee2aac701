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
        NormKind.Group => GroupNorm(GroupsOf(channels), channels),
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

    private static long GroupsOf(long channels)
    {
        var groups = Math.Max(1, channels / ChannelsPerGroup);
        while (channels % groups != 0) groups--;
        return groups;
    }
}
