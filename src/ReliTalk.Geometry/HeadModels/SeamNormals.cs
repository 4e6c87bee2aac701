using System.Numerics;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// Smooths the normals of the default head where the tracked face meets the skull that was grown behind it. The two slopes there are two guesses, and their
/// difference would draw a ridge over the forehead in light from above.
/// </summary>
internal sealed class SeamNormals
{
    private const float Reach = 3f; // head-space units, about centimetres
    private const int Rounds = 6;

    // Below the eyes the outline is a real edge: cheek and jaw turn away from it.
    private const float Lowest = 0f;
    private const float Whole = 3f;

    private readonly int[] _vertices;
    private readonly float[] _shares;
    private readonly int[][] _neighbours;
    private readonly Vector3[] _smoothed;

    /// <summary>Finds the seam in a fit's neutral head.</summary>
    public SeamNormals(HeadFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var head = fit.Vertices([], Vector3.Zero);
        var triangles = fit.Triangles;
        var (face, skull) = (new bool[head.Length], new bool[head.Length]);
        var near = new HashSet<int>?[head.Length];
        for (var t = 0; t < fit.TriangleParts.Length; t++)
        {
            var part = fit.TriangleParts[t];
            if (part is not (HeadPart.Face or HeadPart.Skull)) continue;
            for (var k = 0; k < 3; k++)
            {
                var v = triangles[3 * t + k];
                (part == HeadPart.Face ? face : skull)[v] = true;
                (near[v] ??= []).UnionWith([triangles[3 * t + (k + 1) % 3], triangles[3 * t + (k + 2) % 3]]);
            }
        }
        Vector3[] seam = [.. Enumerable.Range(0, head.Length).Where(v => face[v] && skull[v]).Select(v => head[v])];
        var shares = new float[head.Length];
        for (var v = 0; v < head.Length && seam.Length > 0; v++)
        {
            if (near[v] is null || head[v].Y <= Lowest) continue;
            var distance = seam.Min(point => Vector3.Distance(point, head[v]));
            shares[v] = Smoothstep(1 - distance / Reach) * Smoothstep((head[v].Y - Lowest) / (Whole - Lowest));
        }
        _vertices = [.. Enumerable.Range(0, head.Length).Where(v => shares[v] > 0.01f)];
        _shares = [.. _vertices.Select(v => shares[v])];
        _neighbours = [.. _vertices.Select(v => near[v]!.ToArray())];
        _smoothed = new Vector3[_vertices.Length];
    }

    /// <summary>Smooths in place. One thread at a time.</summary>
    /// <param name="normals">Unit normals of the fit's vertices.</param>
    public void Apply(Span<Vector3> normals)
    {
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < _vertices.Length; i++)
            {
                var mean = Vector3.Zero;
                foreach (var neighbour in _neighbours[i]) mean += normals[neighbour];
                var mixed = Vector3.Lerp(normals[_vertices[i]], mean / _neighbours[i].Length, _shares[i]);
                var length = mixed.Length();
                _smoothed[i] = length > 1e-6f ? mixed / length : normals[_vertices[i]];
            }
            for (var i = 0; i < _vertices.Length; i++) normals[_vertices[i]] = _smoothed[i];
        }
    }

    private static float Smoothstep(float value)
    {
        var share = Math.Clamp(value, 0, 1);
        return share * share * (3 - 2 * share);
    }
}
