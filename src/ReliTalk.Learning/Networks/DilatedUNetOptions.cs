namespace ReliTalk.Learning.Networks;

/// <summary>Shape of a <see cref="DilatedUNet"/>. The paper's F_blend has depth 5.</summary>
public sealed record DilatedUNetOptions
{
    /// <summary>Channels in; at least 1.</summary>
    public required int InputChannels { get; init; }

    /// <summary>Channels out; at least 1.</summary>
    public required int OutputChannels { get; init; }

    /// <summary>Channels of the outermost level; every level further in doubles them up to <see cref="MaximumWidth"/>. All levels run at full resolution.</summary>
    public int Width { get; init; } = 8;

    /// <summary>Most channels of a level.</summary>
    public int MaximumWidth { get; init; } = 32;

    /// <summary>Dilation of each level from the outermost to the innermost, each at least 1.</summary>
    public IReadOnlyList<int> Dilations { get; init; } = [16, 8, 4, 2, 1];

    /// <summary>Normalisation of all layers but the first and the last.</summary>
    public NormKind Norm { get; init; } = NormKind.Group;

    /// <summary>Range of the result.</summary>
    public OutputRange Output { get; init; } = OutputRange.ZeroToOne;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(InputChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(OutputChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumWidth, Width);
        ArgumentOutOfRangeException.ThrowIfZero(Dilations.Count, nameof(Dilations));
        foreach (var dilation in Dilations) ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1, nameof(Dilations));
    }
}
