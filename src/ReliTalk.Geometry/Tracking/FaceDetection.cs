using System.Numerics;

namespace ReliTalk.Geometry.Tracking;

/// <summary>One face that the detector found, in picture pixels.</summary>
/// <param name="Centre">Centre of the box.</param>
/// <param name="Width">Width of the box.</param>
/// <param name="Height">Height of the box.</param>
/// <param name="Keypoints">Six points: the person's right eye (left in the picture), left eye, nose tip, mouth, right and left ear.</param>
/// <param name="Score">Confidence, 0..1.</param>
public sealed record FaceDetection(Vector2 Centre, float Width, float Height, IReadOnlyList<Vector2> Keypoints, float Score)
{
    /// <summary>The person's right eye: the left one in the picture.</summary>
    public Vector2 RightEye => Keypoints[0];

    /// <summary>The person's left eye: the right one in the picture.</summary>
    public Vector2 LeftEye => Keypoints[1];

    /// <summary>Intersection of the two boxes over their union, 0..1.</summary>
    public float Overlap(FaceDetection other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var width = Math.Min(Centre.X + Width / 2, other.Centre.X + other.Width / 2) - Math.Max(Centre.X - Width / 2, other.Centre.X - other.Width / 2);
        var height = Math.Min(Centre.Y + Height / 2, other.Centre.Y + other.Height / 2) - Math.Max(Centre.Y - Height / 2, other.Centre.Y - other.Height / 2);
        if (width <= 0 || height <= 0) return 0;
        var both = width * height;
        return both / (Width * Height + other.Width * other.Height - both);
    }
}
