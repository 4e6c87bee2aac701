namespace ReliTalk.Geometry.HeadModels;

/// <summary>How a head is fitted to a clip.</summary>
public sealed record HeadFitOptions
{
    /// <summary>Number of expression coefficients K, 1..100; fewer are used where the clip has fewer frames.</summary>
    public int ExpressionComponents { get; init; } = 24;

    /// <summary>
    /// Focal length of the camera in pixels of the tracked pictures, greater than 0 (infinity for weak perspective); null where it is not
    /// known, then it follows from <see cref="ViewingDistance"/>.
    /// </summary>
    public float? FocalLength { get; init; }

    /// <summary>
    /// Distance from camera to head in head-space units (about centimetres), greater than 0, for cameras that are not known. Talking videos
    /// are mostly taken from 50 to 150 cm; at these distances the perspective of a face changes slowly.
    /// </summary>
    public float ViewingDistance { get; init; } = 90;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ExpressionComponents, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ExpressionComponents, 100);
        if (FocalLength is <= 0) throw new ArgumentOutOfRangeException(nameof(FocalLength), FocalLength, "The focal length must be greater than 0 pixels.");
        if (!(ViewingDistance > 0)) throw new ArgumentOutOfRangeException(nameof(ViewingDistance), ViewingDistance, "The distance must be greater than 0.");
    }
}
