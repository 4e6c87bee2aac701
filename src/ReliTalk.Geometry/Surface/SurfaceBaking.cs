using System.Numerics;
using System.Runtime.InteropServices;
using ReliTalk.Geometry.HeadModels;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// Bakes an implicit head into a mesh that every frame can be drawn from at the speed of the rasteriser: the fitted mesh is divided until it
/// is fine enough, and its vertices move to the surface along the gradient. Expression, jaw and landmarks stay those of the fit.
/// </summary>
internal static class SurfaceBaking
{
    /// <summary>Enough for smooth normals of a face of 150 pixels.</summary>
    private const int FewestVertices = 8000;

    private const int Steps = 6;

    /// <summary>Bakes.</summary>
    public static HeadFit Bake(HeadFit fit, ImplicitHead head)
    {
        var mesh = new FineMesh(fit);
        while (mesh.Mean.Count < FewestVertices) mesh.Divide();
        var onSkin = new bool[mesh.Mean.Count];
        for (var t = 0; t < mesh.Parts.Count; t++)
            if (mesh.Parts[t] is not (HeadPart.Eyes or HeadPart.MouthInterior))
                for (var k = 0; k < 3; k++) onSkin[mesh.Triangles[3 * t + k]] = true;
        var moving = Enumerable.Range(0, onSkin.Length).Where(i => onSkin[i]).ToArray();
        var moved = Project(head, [.. moving.Select(i => head.Space.FromHead(mesh.Mean[i]))]);
        for (var i = 0; i < moving.Length; i++) mesh.Mean[moving[i]] = head.Space.ToHead(moved[i]);
        return fit.WithSurface(
            fit.ModelName, new LinearPoints([.. mesh.Mean], [.. mesh.Basis.Select(field => field.ToArray())], [.. mesh.JawWeights]), [.. mesh.Triangles], [.. mesh.Parts], head.Footprint);
    }

    /// <summary>Newton's steps along the gradient; a vertex that would leave the band stays where the mesh has it.</summary>
    private static Vector3[] Project(ImplicitHead head, Vector3[] points)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var start = tensor(MemoryMarshal.Cast<Vector3, float>(points.AsSpan()).ToArray(), [points.Length, 3]);
        var place = start;
        for (var step = 0; step < Steps; step++)
        {
            var (distance, gradient, _) = head.Distance.WithGradient(place);
            place = place - (distance / (gradient.pow(2).sum(1) + 1e-6)).unsqueeze(1) * gradient;
        }
        var near = (place - start).norm(1, true) < head.Band;
        return MemoryMarshal.Cast<float, Vector3>(place.where(near, start).data<float>().ToArray()).ToArray();
    }

    /// <summary>A mesh with its fields, of which every triangle can be divided in four.</summary>
    private sealed class FineMesh
    {
        public FineMesh(HeadFit fit)
        {
            Mean = [.. fit.Surface.Mean];
            Basis = [.. fit.Surface.Basis.Select(field => new List<Vector3>(field))];
            JawWeights = [.. fit.Surface.JawWeights];
            Triangles = [.. fit.Triangles];
            Parts = [.. fit.TriangleParts];
        }

        public List<Vector3> Mean { get; }

        public List<Vector3>[] Basis { get; }

        public List<float> JawWeights { get; }

        public List<int> Triangles { get; private set; }

        public List<HeadPart> Parts { get; private set; }

        public void Divide()
        {
            var middles = new Dictionary<(int, int), int>();
            var triangles = new List<int>(4 * Triangles.Count);
            var parts = new List<HeadPart>(4 * Parts.Count);
            for (var t = 0; t < Parts.Count; t++)
            {
                var (a, b, c) = (Triangles[3 * t], Triangles[3 * t + 1], Triangles[3 * t + 2]);
                var (ab, bc, ca) = (Middle(a, b), Middle(b, c), Middle(c, a));
                triangles.AddRange([a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca]);
                for (var k = 0; k < 4; k++) parts.Add(Parts[t]);
            }
            (Triangles, Parts) = (triangles, parts);

            int Middle(int a, int b)
            {
                var edge = a < b ? (a, b) : (b, a);
                if (middles.TryGetValue(edge, out var middle)) return middle;
                Mean.Add((Mean[a] + Mean[b]) / 2);
                foreach (var field in Basis) field.Add((field[a] + field[b]) / 2);
                JawWeights.Add((JawWeights[a] + JawWeights[b]) / 2);
                return middles[edge] = Mean.Count - 1;
            }
        }
    }
}
