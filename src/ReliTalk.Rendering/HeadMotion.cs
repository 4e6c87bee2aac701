using System.Numerics;

namespace ReliTalk.Rendering;

/// <summary>The head's pose in one frame: picture point = scale x rotated head point, y flipped, plus translation.</summary>
/// <param name="Rotation">Head to camera axes, unit quaternion.</param>
/// <param name="Scale">Pixels of the work picture per head unit, above 0.</param>
/// <param name="Translation">Where the head's origin falls, in pixels of the work picture.</param>
public readonly record struct HeadMotion(Quaternion Rotation, float Scale, Vector2 Translation)
{
    /// <summary>Angle between the two rotations in radians, 0..pi.</summary>
    public float AngleTo(HeadMotion other)
    {
        var cosine = MathF.Abs(Quaternion.Dot(Quaternion.Normalize(Rotation), Quaternion.Normalize(other.Rotation)));
        return 2f * MathF.Acos(Math.Clamp(cosine, 0f, 1f));
    }
}
