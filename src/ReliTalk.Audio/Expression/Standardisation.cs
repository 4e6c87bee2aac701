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
    internal static Standardisation Of(Tensor values, bool each)
    {
        using var scope = NewDisposeScope();
        var rows = values.reshape(-1, values.shape[^1]);
        var mean = rows.mean([0L], true);
        var squares = (rows - mean).square();
        var scale = each ? squares.mean([0L], true).sqrt() : squares.mean().sqrt().expand(1, rows.shape[1]);
        // A number that never changes is left as it is, but for its mean.
        var typical = scale.mean() * 1e-3 + 1e-8;
        scale = where(scale.lt(typical), ones_like(scale), scale).clone();
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
