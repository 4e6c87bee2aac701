namespace ReliTalk;

/// <summary>What a performance wrote, and how fast.</summary>
/// <param name="Path">The finished file.</param>
/// <param name="Frames">Number of frames written.</param>
/// <param name="Duration">Length of the video.</param>
/// <param name="DeliveredFps">Frames a second over the whole job, with decoding and encoding.</param>
/// <param name="ModelFps">Frames a second of the computation alone.</param>
public sealed record PerformanceReport(string Path, int Frames, TimeSpan Duration, double DeliveredFps, double ModelFps)
{
    /// <summary>
    /// Computing time of each step for one frame: "listening" to the speech, "posing" the head, "preparing" what the mouth networks see, "drawing" the mouth, "lighting" (with the background).
    /// The steps run side by side, each on a thread of its own.
    /// </summary>
    public IReadOnlyDictionary<string, TimeSpan> StageTimes { get; init; } = new Dictionary<string, TimeSpan>();
}
