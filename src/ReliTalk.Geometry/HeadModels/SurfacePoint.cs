using System.Numerics;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>A place on a mesh: three vertices and their weights, which add up to 1.</summary>
/// <param name="A">First vertex.</param>
/// <param name="B">Second vertex.</param>
/// <param name="C">Third vertex.</param>
/// <param name="WeightA">Weight of the first vertex.</param>
/// <param name="WeightB">Weight of the second vertex.</param>
public readonly record struct SurfacePoint(int A, int B, int C, float WeightA, float WeightB)
{
    /// <summary>Weight of the third vertex.</summary>
    public float WeightC => 1 - WeightA - WeightB;

    /// <summary>The place of a vertex.</summary>
    public static SurfacePoint AtVertex(int vertex) => new(vertex, vertex, vertex, 1, 0);

    /// <summary>The place for given vertices (or their motion for a field of motions).</summary>
    public Vector3 Of(ReadOnlySpan<Vector3> vertices) => WeightA * vertices[A] + WeightB * vertices[B] + WeightC * vertices[C];

    /// <summary>The place of a triangle nearest to a point (C. Ericson, "Real-Time Collision Detection", 2005, section 5.1.5).</summary>
    public static SurfacePoint Nearest(Vector3 point, int a, int b, int c, ReadOnlySpan<Vector3> vertices)
    {
        var (p, q, r) = (vertices[a], vertices[b], vertices[c]);
        var (pq, pr) = (q - p, r - p);
        float d1 = Vector3.Dot(pq, point - p), d2 = Vector3.Dot(pr, point - p);
        if (d1 <= 0 && d2 <= 0) return new SurfacePoint(a, b, c, 1, 0);
        float d3 = Vector3.Dot(pq, point - q), d4 = Vector3.Dot(pr, point - q);
        if (d3 >= 0 && d4 <= d3) return new SurfacePoint(a, b, c, 0, 1);
        var edgeR = d1 * d4 - d3 * d2;
        if (edgeR <= 0 && d1 >= 0 && d3 <= 0) return new SurfacePoint(a, b, c, 1 - d1 / (d1 - d3), d1 / (d1 - d3));
        float d5 = Vector3.Dot(pq, point - r), d6 = Vector3.Dot(pr, point - r);
        if (d6 >= 0 && d5 <= d6) return new SurfacePoint(a, b, c, 0, 0);
        var edgeQ = d5 * d2 - d1 * d6;
        if (edgeQ <= 0 && d2 >= 0 && d6 <= 0) return new SurfacePoint(a, b, c, 1 - d2 / (d2 - d6), 0);
        var edgeP = d3 * d6 - d5 * d4;
        if (edgeP <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0)
        {
            var share = (d4 - d3) / (d4 - d3 + (d5 - d6));
            return new SurfacePoint(a, b, c, 0, 1 - share);
        }
        var whole = 1 / (edgeP + edgeQ + edgeR);
        return new SurfacePoint(a, b, c, edgeP * whole, edgeQ * whole);
    }
}
