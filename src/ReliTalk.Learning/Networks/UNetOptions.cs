namespace ReliTalk.Learning.Networks;

/// <summary>Shape of a <see cref="UNet"/>. The paper's F_cspec has depth 8 and width 64.</summary>
public sealed record UNetOptions
{
    /// <summary>Channels in; at least 1.</summary>
    public required int InputChannels { get; init; }

    /// <summary>Channels out; at least 1.</summary>
    public required int OutputChannels { get; init; }

    /// <summary>Channels after the first halving; every further halving doubles them up to 8 times this. 4 to 128.</summary>
    public int Width { get; init; } = 16;

    /// <summary>Halvings, 1 to 8. Height and width must be divisible by 2 to this power: at 256 pixels depth 8 ends in a single one.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>Normalisation of all layers but the first, the innermost and the last.</summary>
    public NormKind Norm { get; init; } = NormKind.Group;

    /// <summary>Range of the result.</summary>
    public OutputRange Output { get; init; } = OutputRange.ZeroToOne;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(InputChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(OutputChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Depth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Depth, 8);
    }
}
