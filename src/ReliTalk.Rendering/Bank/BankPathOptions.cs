namespace ReliTalk.Rendering.Bank;

/// <summary>How <see cref="BankPath"/> walks through the source frames.</summary>
public sealed record BankPathOptions
{
    /// <summary>
    /// Largest head jump that may pass unseen between two output frames, as a multiple of the clip's own 90th percentile of frame-to-frame head motion, above 0. Default 1.5.
    /// </summary>
    public float JumpTolerance { get; init; } = 1.5f;

    /// <summary>How many frames before an end of the clip the walk looks for the stillest frame to turn round at, 0 or more. Default 12.</summary>
    public int TurnWindow { get; init; } = 12;

    /// <summary>Frames that must pass between two jumps, 1 or more. Default 25.</summary>
    public int JumpInterval { get; init; } = 25;

    /// <summary>Source frame to begin with. Default 0.</summary>
    public int Start { get; init; }
}
