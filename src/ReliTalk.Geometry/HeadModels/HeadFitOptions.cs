namespace ReliTalk.Geometry.HeadModels;

/// <summary>How a head is fitted to a clip.</summary>
public sealed record HeadFitOptions
{
    /// <summary>Number of expression coefficients K, 1..100; fewer are used where the clip has fewer frames.</summary>
    public int ExpressionComponents { get; init; } = 24;

    /// <summary>
    /// Focal length of the camera in pixels of the tracked pictures, greater than 0 (infinity for weak perspective); null where it is not
    /// known, then it is estimated from the landmarks around <see cref="ViewingDistance"/>.
    /// </summary>
    public float? FocalLength { get; init; }

    /// <summary>
    /// Expected distance from camera to head in head-space units (about centimetres), greater than 0, for cameras that are not known. Talking
    /// videos are mostly taken from 50 to 150 cm; at these distances the perspective of a face changes slowly.
    /// </summary>
    public float ViewingDistance { get; init; } = 90;

    /// <summary>
    /// How far, in standard deviations of the logarithm, the distance may be from <see cref="ViewingDistance"/>, 0 (it is held) to 1. A clip
    /// says little about it unless the head turns or is very near.
    /// </summary>
    public float ViewingDistanceSpread { get; init; } = 0.35f;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ExpressionComponents, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ExpressionComponents, 100);
        if (FocalLength is <= 0) throw new ArgumentOutOfRangeException(nameof(FocalLength), FocalLength, "The focal length must be greater than 0 pixels.");
        if (!(ViewingDistance > 0)) throw new ArgumentOutOfRangeException(nameof(ViewingDistance), ViewingDistance, "The distance must be greater than 0.");
        if (!(ViewingDistanceSpread is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(ViewingDistanceSpread), ViewingDistanceSpread, "The spread must be from 0 to 1.");
    }
}
