using System.Numerics;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// The camera of a clip. Distances are counted in pixels at the head's depth, so the focal length is also the viewing distance:
/// screen = principal point + (X, -Y) / (1 - Z / f). An infinite focal length is weak perspective.
/// </summary>
/// <param name="FocalLength">Focal length in pixels, greater than 0; <see cref="float.PositiveInfinity"/> for weak perspective.</param>
/// <param name="PrincipalPoint">Where the optical axis meets the picture, pixels.</param>
public readonly record struct HeadCamera(float FocalLength, Vector2 PrincipalPoint)
{
    /// <summary>Weak perspective for a picture of the given size; the principal point is its centre.</summary>
    public static HeadCamera WeakPerspective(int width, int height) => new(float.PositiveInfinity, new Vector2(width / 2f, height / 2f));

    /// <summary>
    /// Projects a point of camera space (x right, y up, z to the viewer, pixels at the head's depth) to the screen
    /// (x px, y px downwards, z px to the viewer, unchanged).
    /// </summary>
    public Vector3 Project(Vector3 point)
    {
        var nearness = 1f / (1f - point.Z / FocalLength);
        return new Vector3(PrincipalPoint.X + point.X * nearness, PrincipalPoint.Y - point.Y * nearness, point.Z);
    }
}
