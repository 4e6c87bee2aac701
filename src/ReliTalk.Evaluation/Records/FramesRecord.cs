namespace ReliTalk.Evaluation;

/// <summary>Outcome of comparing two videos or folders of pictures frame by frame, as JSON.</summary>
public sealed record FramesRecord
{
    /// <summary>"frames": pairs in order, no alignment, no scaling.</summary>
    public required string Protocol { get; init; }

    /// <summary>The truth, as named by the caller.</summary>
    public required string Truth { get; init; }

    /// <summary>The candidate, as named by the caller.</summary>
    public required string Candidate { get; init; }

    /// <summary>Pairs compared.</summary>
    public required int Frames { get; init; }

    /// <summary>Width and height.</summary>
    public required int[] Size { get; init; }

    /// <summary>Figures of every region.</summary>
    public required IReadOnlyList<RegionScores> Regions { get; init; }
}
