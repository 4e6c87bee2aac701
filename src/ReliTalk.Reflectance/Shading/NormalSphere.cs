using System.Numerics;
using System.Runtime.CompilerServices;

namespace ReliTalk.Reflectance.Shading;

/// <summary>
/// The sphere of normals unfolded onto a square of nodes (octahedral map, Meyer et al. 2010). Nodes lie on the square's edges, too, so bilinear
/// interpolation needs no border.
/// </summary>
internal static class NormalSphere
{
    /// <summary>Nodes along each side; cells are about 1.8 degrees wide.</summary>
    public const int Nodes = 65;

    /// <summary>Unit direction of a node.</summary>
    public static Vector3 Direction(int column, int row)
    {
        float x = 2f * column / (Nodes - 1) - 1f, y = 2f * row / (Nodes - 1) - 1f;
        var z = 1f - MathF.Abs(x) - MathF.Abs(y);
        if (z < 0f) (x, y) = ((1f - MathF.Abs(y)) * MathF.CopySign(1f, x), (1f - MathF.Abs(x)) * MathF.CopySign(1f, y));
        return Vector3.Normalize(new Vector3(x, y, z));
    }

    /// <summary>Position of a normal of any length above 0, in node units 0 to Nodes - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (float Column, float Row) Locate(float x, float y, float z)
    {
        var inverse = 1f / (MathF.Abs(x) + MathF.Abs(y) + MathF.Abs(z));
        float u = x * inverse, v = y * inverse;
        if (z < 0f) (u, v) = ((1f - MathF.Abs(v)) * MathF.CopySign(1f, u), (1f - MathF.Abs(u)) * MathF.CopySign(1f, v));
        const float half = 0.5f * (Nodes - 1);
        return ((u + 1f) * half, (v + 1f) * half);
    }
}
