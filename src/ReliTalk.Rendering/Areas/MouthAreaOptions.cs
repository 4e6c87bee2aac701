namespace ReliTalk.Rendering.Areas;

/// <summary>How <see cref="MouthArea.Follow"/> sizes and moves the boxes.</summary>
public sealed record MouthAreaOptions
{
    /// <summary>Side of M as a share of the picture at the paper's face scale, 0..1. Default 80 / 256.</summary>
    public float DrivenShare { get; init; } = 80f / 256f;

    /// <summary>Side of M^d as a share of the picture at the paper's face scale, 0..1. Default 120 / 256.</summary>
    public float HoleShare { get; init; } = 120f / 256f;

    /// <summary>Scale both boxes with the face. False keeps the shares literal. Default true.</summary>
    public bool ScaleToFace { get; init; } = true;

    /// <summary>Standard deviation of the temporal smoothing of the box centre, in frames, 0 or more. Default 2.</summary>
    public float SmoothingFrames { get; init; } = 2f;
}
