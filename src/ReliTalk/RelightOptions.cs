namespace ReliTalk;

/// <summary>How a light is applied.</summary>
public sealed record RelightOptions
{
    /// <summary>
    /// Whether the light is exposed as a camera would expose it: one gain for the whole video that gives the skin the source video's mean luminance and
    /// keeps it from clipping to white. Default true, since environment maps come on any scale. False takes the light's radiance as it is.
    /// </summary>
    public bool AutoExposure { get; init; } = true;

    /// <summary>Exposure in stops (factors of two) on top of that: -10 to 10. Default 0.</summary>
    public float Exposure { get; init; }

    /// <summary>Rotation of the light about the vertical axis in degrees; positive turns it towards the viewer's right. Default 0.</summary>
    public float RotationDegrees { get; init; }

    /// <summary>Checks every value; the message names the option and its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RelightOptions Validate()
    {
        if (!(Exposure is >= -10 and <= 10)) throw new ArgumentOutOfRangeException(nameof(Exposure), Exposure, "Exposure must be from -10 to 10 stops.");
        if (!float.IsFinite(RotationDegrees)) throw new ArgumentOutOfRangeException(nameof(RotationDegrees), RotationDegrees, "RotationDegrees must be finite.");
        return this;
    }
}
