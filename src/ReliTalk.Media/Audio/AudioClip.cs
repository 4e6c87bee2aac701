namespace ReliTalk.Media;

/// <summary>Mono sound in memory. The samples are a plain array that the clip does not copy.</summary>
public sealed class AudioClip
{
    /// <summary>Wraps samples.</summary>
    /// <param name="samples">Mono samples, nominally -1..1; kept, not copied.</param>
    /// <param name="sampleRate">Samples a second, 1,000 to 768,000.</param>
    public AudioClip(float[] samples, int sampleRate)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (sampleRate is < 1000 or > 768_000)
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "The sample rate must lie between 1,000 and 768,000 a second.");
        Samples = samples;
        SampleRate = sampleRate;
    }

    /// <summary>Mono samples, nominally -1..1.</summary>
    public float[] Samples { get; }

    /// <summary>Samples a second.</summary>
    public int SampleRate { get; }

    /// <summary>Length in time.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);

    /// <summary>A copied part; what lies outside the clip is silence.</summary>
    /// <param name="start">Where the part begins; may be negative.</param>
    /// <param name="length">How long it is; not negative.</param>
    public AudioClip Slice(TimeSpan start, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, TimeSpan.Zero);
        var first = (long)Math.Round(start.TotalSeconds * SampleRate);
        var part = new float[(int)Math.Round(length.TotalSeconds * SampleRate)];
        var from = Math.Max(0, first);
        var to = Math.Min(Samples.Length, first + part.Length);
        if (from < to) Samples.AsSpan((int)from, (int)(to - from)).CopyTo(part.AsSpan((int)(from - first)));
        return new AudioClip(part, SampleRate);
    }

    /// <summary>The clip begun later, after silence; a negative delay cuts its beginning.</summary>
    public AudioClip Delay(TimeSpan delay)
    {
        if (delay == TimeSpan.Zero) return this;
        var length = Duration + delay;
        return Slice(-delay, length > TimeSpan.Zero ? length : TimeSpan.Zero);
    }

    /// <summary>The same sound at another sample rate, band-limited to the lower of the two (windowed sinc, Kaiser 1974). Itself when the rate fits.</summary>
    public AudioClip Resample(int sampleRate)
        => sampleRate == SampleRate ? this : new AudioClip(AudioResampler.Resample(Samples, SampleRate, sampleRate), sampleRate);
}
