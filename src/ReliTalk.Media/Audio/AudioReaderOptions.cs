namespace ReliTalk.Media;

/// <summary>How sound is decoded.</summary>
public sealed record AudioReaderOptions
{
    /// <summary>Samples a second that the reader delivers, 1,000 to 768,000. Default 16,000, what every speech model here hears.</summary>
    public int SampleRate { get; init; } = 16000;

    /// <summary>What the file may cost.</summary>
    public MediaLimits Limits { get; init; } = new();

    internal void Validate()
    {
        if (SampleRate is < 1000 or > 768_000)
            throw new ArgumentOutOfRangeException(nameof(SampleRate), SampleRate, "SampleRate must lie between 1,000 and 768,000 a second.");
        ArgumentNullException.ThrowIfNull(Limits);
    }
}
