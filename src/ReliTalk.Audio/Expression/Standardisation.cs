using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Expression;

/// <summary>Shifts and scales the last dimension to mean 0 and standard deviation 1.</summary>
internal sealed class Standardisation(Tensor mean, Tensor scale) : IDisposable
{
    /// <summary>[1, n].</summary>
    internal Tensor Mean { get; } = mean;

    /// <summary>[1, n].</summary>
    internal Tensor Scale { get; } = scale;

    internal int Size => (int)Mean.shape[1];

    /// <summary>Statistics of the last dimension.</summary>
    /// <param name="values">[..., n].</param>
    /// <param name="each">A scale for each of the n numbers, or one for all of them.</param>
    /// <param name="leastShare">No scale is less than this share of their mean.</param>
    internal static Standardisation Of(Tensor values, bool each, double leastShare = 0)
    {
        using var scope = NewDisposeScope();
        var rows = values.reshape(-1, values.shape[^1]);
        var mean = rows.mean([0L], true);
        var squares = (rows - mean).square();
        var scale = each ? squares.mean([0L], true).sqrt() : squares.mean().sqrt().expand(1, rows.shape[1]);
        // Numbers that hardly ever change are not blown up to the size of the others.
        scale = maximum(scale, scale.mean() * leastShare + 1e-6).clone();
        return new Standardisation(mean.MoveToOuterDisposeScope(), scale.MoveToOuterDisposeScope());
    }

    internal Tensor Apply(Tensor values) => (values - Mean) / Scale;

    internal Tensor Undo(Tensor values) => values * Scale + Mean;

    internal void Keep()
    {
        Mean.DetachFromDisposeScope();
        Scale.DetachFromDisposeScope();
    }

    public void Dispose()
    {
        Mean.Dispose();
        Scale.Dispose();
    }
}
