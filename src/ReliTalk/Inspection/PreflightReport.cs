namespace ReliTalk.Inspection;

/// <summary>What a video offers to training, found in seconds instead of after an hour.</summary>
public sealed record PreflightReport
{
    /// <summary>The inspected file.</summary>
    public required string Path { get; init; }

    /// <summary>Picture width as displayed, pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Picture height as displayed, pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The file's own frame rate, frames a second.</summary>
    public required double FrameRate { get; init; }

    /// <summary>Length of the video.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether the file has a sound track.</summary>
    public required bool HasAudio { get; init; }

    /// <summary>Frames that were looked at, at 25 a second.</summary>
    public required int Frames { get; init; }

    /// <summary>Share of the frames in which the face was tracked, 0 to 1.</summary>
    public required double FaceShare { get; init; }

    /// <summary>Median height of the face in source pixels, forehead to chin.</summary>
    public required double FaceHeight { get; init; }

    /// <summary>Share of the face's pixels that are clipped to white in some channel, 0 to 1.</summary>
    public required double ClippedShare { get; init; }

    /// <summary>Mean luma of the face, sRGB 0 to 1.</summary>
    public required double FaceBrightness { get; init; }

    /// <summary>What stands in the way of a good portrait, worst first; empty when nothing does.</summary>
    public required IReadOnlyList<PreflightFinding> Findings { get; init; }

    /// <summary>True when training can start at all.</summary>
    public bool CanTrain => Findings.All(finding => finding.Severity != FindingSeverity.Blocking);
}
