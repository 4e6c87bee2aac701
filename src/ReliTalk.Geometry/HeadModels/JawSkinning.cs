using System.Numerics;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>Linear blend skinning with one moving bone, the jaw: v' = pivot + (w R + (1 - w) I)(v - pivot), and its inverse.</summary>
internal static class JawSkinning
{
    /// <summary>Rotation of an axis-angle vector (O. Rodrigues, 1840).</summary>
    public static Quaternion Rotation(Vector3 axisAngle)
    {
        var angle = axisAngle.Length();
        return angle < 1e-8f ? Quaternion.Identity : Quaternion.CreateFromAxisAngle(axisAngle / angle, angle);
    }

    /// <summary>R - I of a rotation, row by row for column vectors: what pose correctives are linear in (M. Loper et al., "SMPL", 2015, Eq. 9).</summary>
    public static float[] PoseFeatures(Vector3 axisAngle)
    {
        // System.Numerics stores the transpose.
        var m = Matrix4x4.CreateFromQuaternion(Rotation(axisAngle));
        return [m.M11 - 1, m.M21, m.M31, m.M12, m.M22 - 1, m.M32, m.M13, m.M23, m.M33 - 1];
    }

    /// <summary>Turns the jaw.</summary>
    public static void Pose(Span<Vector3> vertices, ReadOnlySpan<float> weights, Vector3 pivot, Vector3 jaw)
    {
        var matrix = Matrix4x4.CreateFromQuaternion(Rotation(jaw));
        for (var i = 0; i < vertices.Length; i++)
        {
            if (weights[i] == 0) continue;
            var arm = vertices[i] - pivot;
            vertices[i] = pivot + Vector3.Lerp(arm, Vector3.Transform(arm, matrix), weights[i]);
        }
    }

    /// <summary>Turns the jaw back: the exact inverse of <see cref="Pose"/>.</summary>
    public static void Unpose(Span<Vector3> vertices, ReadOnlySpan<float> weights, Vector3 pivot, Vector3 jaw)
    {
        var rotation = Matrix4x4.CreateFromQuaternion(Rotation(jaw));
        for (var i = 0; i < vertices.Length; i++)
        {
            if (weights[i] == 0) continue;
            var blended = Matrix4x4.Lerp(Matrix4x4.Identity, rotation, weights[i]);
            Matrix4x4.Invert(blended, out var inverse);
            vertices[i] = pivot + Vector3.Transform(vertices[i] - pivot, inverse);
        }
    }
}
