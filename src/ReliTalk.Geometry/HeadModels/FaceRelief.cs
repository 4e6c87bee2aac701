using System.Numerics;
using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// What stands out of a face: nose, brows, lips and chin against its broad curve. The landmark network exaggerates it, and neither the
/// clip's turns nor the perspective of a usual camera say by how much.
/// </summary>
internal static class FaceRelief
{
    // Of the true relief over the network's, on rendered heads: normals, rotations and landmarks are all best near this share.
    private const float Share = 0.85f;

    // Head-space units: keeps the powers of the broad curve's polynomial near 1.
    private const float HalfFace = 8;

    private const int Terms = 10;

    /// <summary>Takes a share of the relief away; the broad curve, a cubic in x and y over the mesh's points, stays.</summary>
    /// <param name="face">The 478 landmarks in head space.</param>
    /// <returns>The same points with other depths.</returns>
    public static Vector3[] Lowered(ReadOnlySpan<Vector3> face)
    {
        var result = new Vector3[face.Length];
        Span<float> row = stackalloc float[Terms];
        var equations = new NormalEquations(Terms);
        for (var i = 0; i < FaceLandmarks.MeshCount; i++)
        {
            Fill(face[i], row);
            equations.Add(row, face[i].Z, 1);
        }
        var curve = equations.Solve();
        for (var i = 0; i < face.Length; i++)
        {
            Fill(face[i], row);
            var broad = 0.0;
            for (var k = 0; k < Terms; k++) broad += curve[k] * row[k];
            result[i] = face[i] with { Z = (float)(broad + Share * (face[i].Z - broad)) };
        }
        return result;
    }

    private static void Fill(Vector3 point, Span<float> row)
    {
        var (x, y) = (point.X / HalfFace, point.Y / HalfFace);
        var at = 0;
        for (var power = 0; power <= 3; power++)
            for (var ofY = 0; ofY <= power; ofY++)
                row[at++] = MathF.Pow(x, power - ofY) * MathF.Pow(y, ofY);
    }
}
