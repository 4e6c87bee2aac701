namespace ReliTalk.Rendering.Retrieval;

/// <summary>What makes a bank mouth a good reference for a driven one.</summary>
public sealed record RetrievalOptions
{
    /// <summary>Pixels of lip distance that one degree of head rotation counts as, 0 or more, in a 256 picture. Default 0.35.</summary>
    public float PixelsPerDegree { get; init; } = 0.35f;

    /// <summary>
    /// Weight of the lip points' depth against their place in the picture plane, 0 or more: depth is what a tracker knows least. Default 0.3.
    /// </summary>
    public float DepthWeight { get; init; } = 0.3f;

    /// <summary>
    /// Price of leaving the running sequence of bank frames (anything but the same, the next or the previous frame), in pixels of lip
    /// distance of a 256 picture. Larger values switch the reference less often: steadier, but further from the wanted lips. Default 0.4.
    /// </summary>
    public float SwitchPrice { get; init; } = 0.4f;

    /// <summary>
    /// How many references are bent and averaged, 1 or more. Their mean is nearer to the truth than the best of them and flickers less, the more of them the better;
    /// the best one alone is the sharpest. Each costs about half a millisecond a frame of 256 pixels. Default 16.
    /// </summary>
    public int References { get; init; } = 16;

    /// <summary>Smallest distance in frames between two references of one mouth, 1 or more: neighbours say the same thing twice. Default 3.</summary>
    public int Separation { get; init; } = 3;
}
