namespace ReliTalk.Geometry.Tracking;

/// <summary>How a clip is tracked.</summary>
public sealed record FaceTrackerOptions
{
    /// <summary>Frames worked on at the same time, 1 or more; by default one for each processor.</summary>
    public int Parallelism { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>Frames between two runs of the detector, 1..250; inside, the face is followed from frame to frame.</summary>
    public int ChunkFrames { get; init; } = 25;

    /// <summary>Faces followed at once until the main one is known, 1..8.</summary>
    public int MaximumFaces { get; init; } = 3;

    /// <summary>Probability from which the landmark network's presence flag counts as a face, 0..1.</summary>
    public float MinimumPresence { get; init; } = 0.5f;

    /// <summary>Expected number of frames for progress reports, 0 when unknown.</summary>
    public int ExpectedFrames { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ChunkFrames, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ChunkFrames, 250);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumFaces, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaximumFaces, 8);
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumPresence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MinimumPresence, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(ExpectedFrames);
    }
}
