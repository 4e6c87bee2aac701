namespace ReliTalk;

/// <summary>What live sound is like, and what happens when it stops.</summary>
public sealed record LiveAudioOptions
{
    /// <summary>Samples a second of the sound: 8,000 to 192,000. Default 16,000, which needs no resampling.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>
    /// How long the stream waits for the next piece of sound, 40 ms or more, before silence takes its place at the pace of the wall clock: the portrait then closes its lips
    /// and goes on at 25 frames a second until sound comes again. <see cref="Timeout.InfiniteTimeSpan"/> waits for ever. Default 200 ms.
    /// </summary>
    public TimeSpan GapTolerance { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Answer 0.24 s after the sound (default), or with the lips that a recording gets, which hear 0.2 s further ahead: see <see cref="ReliTalk.Audio.SpeechDriveOptions.LowLatency"/>.
    /// </summary>
    public bool LowLatency { get; init; } = true;

    /// <summary>Checks every value; the message names the option and its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public LiveAudioOptions Validate()
    {
        if (SampleRate is < 8_000 or > 192_000) throw new ArgumentOutOfRangeException(nameof(SampleRate), SampleRate, "SampleRate must be from 8,000 to 192,000 samples a second.");
        if (GapTolerance != Timeout.InfiniteTimeSpan && GapTolerance < TimeSpan.FromMilliseconds(40))
            throw new ArgumentOutOfRangeException(nameof(GapTolerance), GapTolerance, "GapTolerance must be 40 ms or more, or Timeout.InfiniteTimeSpan.");
        return this;
    }
}
