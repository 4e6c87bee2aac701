namespace ReliTalk.Audio;

/// <summary>How speech drives a trained face.</summary>
public sealed record SpeechDriveOptions
{
    /// <summary>Size of the expression about the speaker's mean; 0 to 2. Default 1.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>What the face does where nobody speaks. Default: it rests as the speaker rests.</summary>
    public SilenceBehaviour Silence { get; init; } = SilenceBehaviour.Learnt;

    /// <summary>What the lips do at p, b and m. Default: what the speaker's film shows.</summary>
    public BilabialBehaviour Bilabials { get; init; } = BilabialBehaviour.Learnt;

    /// <summary>
    /// Hear no further ahead than 0.24 s, without the speech encoder of <see cref="SpeechFeatureKind.Moonshine"/>, which hears 0.2 s further. Null, the default: true for a
    /// stream, false for speech that is there as a whole. Makes no difference where the clip was learnt without the encoder.
    /// </summary>
    public bool? LowLatency { get; init; }

    internal void Validate()
    {
        if (Strength is not (>= 0 and <= 2)) throw new ArgumentOutOfRangeException(nameof(Strength), Strength, "Must be 0 to 2.");
        if (!Enum.IsDefined(Silence)) throw new ArgumentOutOfRangeException(nameof(Silence), Silence, "Must be Learnt, Closed or Free.");
        if (!Enum.IsDefined(Bilabials)) throw new ArgumentOutOfRangeException(nameof(Bilabials), Bilabials, "Must be Learnt or Closed.");
    }
}
