using System.Numerics;

namespace ReliTalk.Geometry.Rasterisation;

/// <summary>Smooth normals of a triangle mesh.</summary>
public static class VertexNormals
{
    /// <summary>
    /// Unit normal of each vertex: the mean of the adjoining triangles' normals, weighted by the angle at the vertex
    /// (G. Thürmer and C. Wüthrich, "Computing vertex normals from polygonal facets", 1998). A vertex without triangles gets (0, 0, 1).
    /// </summary>
    /// <param name="vertices">Vertices; right-handed space.</param>
    /// <param name="triangles">Vertex indices, three for each triangle, counter-clockwise from outside.</param>
    /// <param name="normals">Result, one for each vertex.</param>
    public static void Compute(ReadOnlySpan<Vector3> vertices, ReadOnlySpan<int> triangles, Span<Vector3> normals)
    {
        normals[..vertices.Length].Clear();
        for (var t = 0; t + 2 < triangles.Length; t += 3)
        {
            var (i, j, k) = (triangles[t], triangles[t + 1], triangles[t + 2]);
            var (a, b, c) = (vertices[i], vertices[j], vertices[k]);
            var cross = Vector3.Cross(b - a, c - a);
            var area = cross.Length();
            if (area < 1e-20f) continue;
            var normal = cross / area;
            normals[i] += Angle(b - a, c - a, area) * normal;
            normals[j] += Angle(c - b, a - b, area) * normal;
            normals[k] += Angle(a - c, b - c, area) * normal;
        }
        for (var v = 0; v < vertices.Length; v++)
        {
            var length = normals[v].Length();
            normals[v] = length > 1e-12f ? normals[v] / length : Vector3.UnitZ;
        }
    }

    // tan(angle) = |u x v| / u.v, and |u x v| is the same at all three corners.
    private static float Angle(Vector3 u, Vector3 v, float area) => MathF.Atan2(area, Vector3.Dot(u, v));
}
