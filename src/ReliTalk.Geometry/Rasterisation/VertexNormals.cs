using System.Numerics;

namespace ReliTalk.Geometry.Rasterisation;

/// <summary>Smooth normals of a triangle mesh.</summary>
public static class VertexNormals
{
    /// <summary>
    /// Unit normal of each vertex: the mean of the adjoining triangles' normals, weighted by their areas. A sliver beside a crease then turns
    /// its neighbours' normals by no more than it covers. A vertex without triangles gets (0, 0, 1).
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
            var cross = Vector3.Cross(b - a, c - a); // as long as twice the triangle's area
            normals[i] += cross;
            normals[j] += cross;
            normals[k] += cross;
        }
        for (var v = 0; v < vertices.Length; v++)
        {
            var length = normals[v].Length();
            normals[v] = length > 1e-20f ? normals[v] / length : Vector3.UnitZ;
        }
    }
}
