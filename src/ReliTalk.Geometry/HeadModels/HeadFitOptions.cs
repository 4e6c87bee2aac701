namespace ReliTalk.Geometry.HeadModels;

/// <summary>How a head is fitted to a clip.</summary>
public sealed record HeadFitOptions
{
    /// <summary>Number of expression coefficients K, 1..100; fewer are used where the clip has fewer frames.</summary>
    public int ExpressionComponents { get; init; } = 24;

    /// <summary>
    /// Focal length of the camera in pixels of the tracked pictures, greater than 0; null for weak perspective, which is what the landmark
    /// network itself assumes.
    /// </summary>
    public float? FocalLength { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ExpressionComponents, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ExpressionComponents, 100);
        if (FocalLength is <= 0) throw new ArgumentOutOfRangeException(nameof(FocalLength), FocalLength, "The focal length must be greater than 0 pixels.");
    }
}
