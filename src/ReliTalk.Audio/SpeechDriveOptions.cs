namespace ReliTalk.Audio;

/// <summary>How speech drives a trained face.</summary>
public sealed record SpeechDriveOptions
{
    /// <summary>Size of the expression about the speaker's mean; 0 to 2. Default 1.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>Whether silence closes the lips and keeps them still. Default true.</summary>
    public bool SilenceClosesLips { get; init; } = true;

    internal void Validate()
    {
        if (Strength is not (>= 0 and <= 2)) throw new ArgumentOutOfRangeException(nameof(Strength), Strength, "Must be 0 to 2.");
    }
}
