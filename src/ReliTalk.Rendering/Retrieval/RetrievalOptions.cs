namespace ReliTalk.Rendering.Retrieval;

/// <summary>What makes a bank mouth a good reference for a driven one.</summary>
public sealed record RetrievalOptions
{
    /// <summary>Pixels of lip distance that one degree of head rotation counts as, 0 or more, in a 256 picture. Default 0.25.</summary>
    public float PixelsPerDegree { get; init; } = 0.25f;

    /// <summary>
    /// Weight of the lip points' depth against their place in the picture plane, 0 or more: a tracker knows depth least, but pushed-out lips hardly show elsewhere. Default 1.
    /// </summary>
    public float DepthWeight { get; init; } = 1f;

    /// <summary>
    /// Price of leaving the running sequence of bank frames (anything but the same, the next or the previous frame), in pixels of lip
    /// distance of a 256 picture. Larger values switch the reference less often: steadier, but further from the wanted lips. Default 1.
    /// </summary>
    public float SwitchPrice { get; init; } = 1f;

    /// <summary>
    /// How many references are bent and averaged, 1 or more. Their mean is nearer to the truth than the best of them and flickers less, the more of them the better;
    /// the best one alone is the sharpest. Each costs about a quarter of a millisecond a frame of 256 pixels. Default 16.
    /// </summary>
    public int References { get; init; } = 16;

    /// <summary>
    /// Smallest distance in frames between two references of one mouth, 1 or more: neighbours say the same thing twice, and share their errors. Default 8; a bank too short for
    /// <see cref="References"/> so far apart gives fewer.
    /// </summary>
    public int Separation { get; init; } = 8;
}
