using ReliTalk.Audio;

namespace ReliTalk;

/// <summary>How speech drives the portrait.</summary>
public sealed record DriveOptions
{
    /// <summary>Scale of the predicted expression about the person's mean: 0 (a still mouth) to 2. Default 1.</summary>
    public float ExpressionStrength { get; init; } = 1f;

    /// <summary>What the face does where nobody speaks. Default <see cref="SilenceBehaviour.Learnt"/>: it rests as the person rests in the pauses of the source video.</summary>
    public SilenceBehaviour Silence { get; init; } = SilenceBehaviour.Learnt;

    /// <summary>What the lips do at the sounds p, b and m. Default <see cref="BilabialBehaviour.Learnt"/>: they shut where this person's lips were seen to shut.</summary>
    public BilabialBehaviour Bilabials { get; init; } = BilabialBehaviour.Learnt;

    /// <summary>Where the head's motion comes from. Default <see cref="HeadMotionSource.Source"/>.</summary>
    public HeadMotionSource HeadMotion { get; init; } = HeadMotionSource.Source;

    /// <summary>When the eyes blink. Default <see cref="Blinks.Source"/>.</summary>
    public Blinks Blinks { get; init; } = Blinks.Source;

    /// <summary>Longest speech that is accepted, in seconds, greater than 0. Default 4 hours.</summary>
    public double MaxSeconds { get; init; } = 4 * 3600;

    /// <summary>Checks every value; the message names the option and its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public DriveOptions Validate()
    {
        if (!(ExpressionStrength is >= 0 and <= 2)) throw new ArgumentOutOfRangeException(nameof(ExpressionStrength), ExpressionStrength, "ExpressionStrength must be from 0 to 2.");
        if (HeadMotion is null) throw new ArgumentOutOfRangeException(nameof(HeadMotion), HeadMotion, "HeadMotion must be Source, Still or Reference.");
        if (Blinks is null) throw new ArgumentOutOfRangeException(nameof(Blinks), Blinks, "Blinks must be Source, None, PerMinute or At.");
        if (!Enum.IsDefined(Bilabials)) throw new ArgumentOutOfRangeException(nameof(Bilabials), Bilabials, "Bilabials must be Learnt or Closed.");
        if (!Enum.IsDefined(Silence)) throw new ArgumentOutOfRangeException(nameof(Silence), Silence, "Silence must be Learnt, Closed or Free.");
        if (!(MaxSeconds > 0)) throw new ArgumentOutOfRangeException(nameof(MaxSeconds), MaxSeconds, "MaxSeconds must be positive.");
        return this;
    }
}
