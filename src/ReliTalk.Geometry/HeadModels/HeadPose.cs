using System.Numerics;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// Where the head is in one frame: camera = Scale * (Rotation * vertex) + Translation, in pixels at the head's depth, x right, y up,
/// z to the viewer; the origin is the camera's principal point.
/// </summary>
/// <param name="Rotation">Head space to camera space, unit quaternion.</param>
/// <param name="Scale">Pixels for one unit of head space, greater than 0.</param>
/// <param name="Translation">Where the origin of head space lies, pixels from the principal point, y up.</param>
public readonly record struct HeadPose(Quaternion Rotation, float Scale, Vector2 Translation)
{
    /// <summary>Moves a point from head space to camera space, pixels.</summary>
    public Vector3 ToCamera(Vector3 vertex)
    {
        var turned = Vector3.Transform(vertex, Rotation) * Scale;
        return new Vector3(turned.X + Translation.X, turned.Y + Translation.Y, turned.Z);
    }

    /// <summary>Moves points from head space to the screen: x px, y px downwards, z px to the viewer.</summary>
    /// <exception cref="ArgumentException"><paramref name="screen"/> is shorter than <paramref name="vertices"/>.</exception>
    public void Project(ReadOnlySpan<Vector3> vertices, HeadCamera camera, Span<Vector3> screen)
    {
        if (screen.Length < vertices.Length) throw new ArgumentException("The result is shorter than the vertices.", nameof(screen));
        var matrix = Matrix4x4.CreateFromQuaternion(Rotation) * Matrix4x4.CreateScale(Scale);
        matrix.Translation = new Vector3(Translation, 0);
        for (var i = 0; i < vertices.Length; i++) screen[i] = camera.Project(Vector3.Transform(vertices[i], matrix));
    }

    /// <summary>
    /// Undoes projection and pose for a point whose three coordinates were observed: landmark pixels (z smaller = nearer) to head space.
    /// </summary>
    /// <param name="landmark">Observed point.</param>
    /// <param name="camera">The clip's camera.</param>
    /// <param name="depthOrigin">Depth, pixels towards the viewer, that the observation gives the origin of head space.</param>
    public Vector3 Unpose(Vector3 landmark, HeadCamera camera, float depthOrigin = 0)
    {
        var depth = -landmark.Z - depthOrigin;
        var nearness = 1f - depth / camera.FocalLength;
        var x = (landmark.X - camera.PrincipalPoint.X) * nearness - Translation.X;
        var y = (camera.PrincipalPoint.Y - landmark.Y) * nearness - Translation.Y;
        return Vector3.Transform(new Vector3(x, y, depth), Quaternion.Conjugate(Rotation)) / Scale;
    }

    /// <summary>
    /// Yaw, pitch and roll in degrees: turns about y (positive: the nose moves to the picture's right), x (positive: the nose moves down)
    /// and z (positive: the head's top moves to the picture's left), applied as y, then x, then z.
    /// </summary>
    public (float Yaw, float Pitch, float Roll) Angles
    {
        get
        {
            var m = Matrix4x4.CreateFromQuaternion(Rotation);
            // Column vectors: R = Ry Rx Rz; System.Numerics stores the transpose.
            var pitch = MathF.Asin(Math.Clamp(-m.M32, -1f, 1f));
            var yaw = MathF.Atan2(m.M31, m.M33);
            var roll = MathF.Atan2(m.M12, m.M22);
            const float degrees = 180f / MathF.PI;
            return (yaw * degrees, pitch * degrees, roll * degrees);
        }
    }
}
