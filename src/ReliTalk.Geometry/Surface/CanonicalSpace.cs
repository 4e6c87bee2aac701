using System.Numerics;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// The space in which the implicit surface lives: head space at neutral expression, moved and scaled so that the head fills about a unit
/// sphere. unit = (head - Centre) / Extent.
/// </summary>
/// <param name="Centre">What becomes the origin, head-space units.</param>
/// <param name="Extent">Head-space units for one unit of canonical space, greater than 0.</param>
public readonly record struct CanonicalSpace(Vector3 Centre, float Extent)
{
    /// <summary>Head space to canonical space.</summary>
    public Vector3 FromHead(Vector3 point) => (point - Centre) / Extent;

    /// <summary>Canonical space to head space.</summary>
    public Vector3 ToHead(Vector3 point) => Centre + Extent * point;

    /// <summary>The space that suits a mesh: its bounding box's centre, and 1.1 of half its diagonal's longest side.</summary>
    internal static CanonicalSpace Around(ReadOnlySpan<Vector3> vertices)
    {
        var low = new Vector3(float.MaxValue);
        var high = new Vector3(float.MinValue);
        foreach (var vertex in vertices)
        {
            low = Vector3.Min(low, vertex);
            high = Vector3.Max(high, vertex);
        }
        var half = (high - low) / 2;
        return new CanonicalSpace((low + high) / 2, 1.1f * MathF.Max(half.X, MathF.Max(half.Y, half.Z)));
    }
}
