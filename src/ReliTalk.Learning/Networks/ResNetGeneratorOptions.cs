namespace ReliTalk.Learning.Networks;

/// <summary>Shape of a <see cref="ResNetGenerator"/>. The paper's F_local, F_albedo and F_normal have 6 blocks and width 64.</summary>
public sealed record ResNetGeneratorOptions
{
    /// <summary>Channels in; at least 1.</summary>
    public required int InputChannels { get; init; }

    /// <summary>Channels out; at least 1.</summary>
    public required int OutputChannels { get; init; }

    /// <summary>Channels at full resolution; every halving of the picture doubles them. 4 to 128; the time of a step grows with its square.</summary>
    public int Width { get; init; } = 16;

    /// <summary>Residual blocks at the lowest resolution, 0 to 16.</summary>
    public int Blocks { get; init; } = 6;

    /// <summary>Halvings of the picture, 0 to 4. Height and width must be divisible by 2 to this power.</summary>
    public int Downsamplings { get; init; } = 2;

    /// <summary>Side of the first and the last kernel, odd, 1 to 9. At full resolution these two cost the most.</summary>
    public int EdgeKernel { get; init; } = 7;

    /// <summary>Normalisation of all layers but the last.</summary>
    public NormKind Norm { get; init; } = NormKind.Group;

    /// <summary>What the convolutions compute with in training.</summary>
    public ConvolutionPrecision Precision { get; init; }

    /// <summary>Range of the result.</summary>
    public OutputRange Output { get; init; } = OutputRange.ZeroToOne;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(InputChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(OutputChannels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Blocks);
        ArgumentOutOfRangeException.ThrowIfNegative(Downsamplings);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Downsamplings, 4);
        if (EdgeKernel < 1 || EdgeKernel % 2 == 0) throw new ArgumentOutOfRangeException(nameof(EdgeKernel), EdgeKernel, "The kernel must be odd.");
    }
}
