namespace ReliTalk.Driving;

/// <summary>
/// Where a frame stands on the sound's clock. Whole numbers only: nothing is ever added up, so that after hours a frame's sound still begins within a sample of the frame's time.
/// </summary>
internal static class FrameClock
{
    /// <summary>Frames a second of the sound.</summary>
    public const int FrameRate = 25;

    /// <summary>When a frame is shown.</summary>
    public static TimeSpan TimeOf(int frame) => new(frame * (TimeSpan.TicksPerSecond / FrameRate));

    /// <summary>Samples of the sound before a frame, which is where its own sound begins.</summary>
    public static long SamplesBefore(long frame, int sampleRate) => frame * sampleRate / FrameRate;
}
