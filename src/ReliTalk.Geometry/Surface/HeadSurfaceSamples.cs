using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Rasterisation;
using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// What the fitted head knows at places of its neutral surface, for supervision: place and normal in canonical space, expression
/// blendshapes, skinning weights. Because the places lie on the mesh, nothing has to be looked up by nearest distance.
/// </summary>
internal sealed class HeadSurfaceSamples
{
    private const float ProbeAngle = 0.25f;

    private readonly Vector3[] _vertices;
    private readonly Vector3[] _normals;
    private readonly Vector3[][] _fields;
    private readonly Vector3[] _skinning;
    private readonly int[] _corners;
    private readonly float[] _cumulative;
    private readonly bool[] _near;

    /// <param name="fit">The head.</param>
    /// <param name="space">The canonical space.</param>
    /// <param name="seen">How often each triangle is seen in the clip, pixels: what is seen is learnt most exactly.</param>
    public HeadSurfaceSamples(HeadFit fit, CanonicalSpace space, ReadOnlySpan<int> seen)
    {
        var neutral = fit.Vertices([], Vector3.Zero);
        _normals = new Vector3[neutral.Length];
        VertexNormals.Compute(neutral, fit.Triangles, _normals);
        _vertices = Array.ConvertAll(neutral, space.FromHead);
        _fields = new Vector3[fit.ExpressionCount][];
        var unit = new float[fit.ExpressionCount];
        for (var k = 0; k < _fields.Length; k++)
        {
            unit[k] = 1;
            var moved = fit.Vertices(unit, Vector3.Zero);
            unit[k] = 0;
            for (var i = 0; i < moved.Length; i++) moved[i] = (moved[i] - neutral[i]) / space.Extent;
            _fields[k] = moved;
        }
        _skinning = SkinningOf(fit, neutral);
        (_corners, _cumulative, _near) = Surface(fit, neutral, seen);
    }

    public int ExpressionCount => _fields.Length;

    /// <summary>
    /// Points all over the seen surface, no farther apart than a spacing, with normal and area: what the distance to it is computed from.
    /// </summary>
    /// <param name="spacing">Largest distance between points, canonical units.</param>
    public List<(Vector3 Place, Vector3 Normal, float Weight)> Cover(float spacing)
    {
        var points = new List<(Vector3, Vector3, float)>();
        for (var t = 0; t < _cumulative.Length; t++)
        {
            if (!_near[t]) continue;
            var (a, b, c) = (_corners[3 * t], _corners[3 * t + 1], _corners[3 * t + 2]);
            var longest = MathF.Sqrt(Math.Max(Vector3.DistanceSquared(_vertices[a], _vertices[b]), Math.Max(Vector3.DistanceSquared(_vertices[b], _vertices[c]), Vector3.DistanceSquared(_vertices[c], _vertices[a]))));
            var parts = Math.Clamp((int)MathF.Ceiling(longest / spacing), 1, 40);
            var area = Vector3.Cross(_vertices[b] - _vertices[a], _vertices[c] - _vertices[a]).Length() / 2 / (parts * parts);
            // The centres of the parts x parts small triangles.
            for (var i = 0; i < parts; i++)
                for (var j = 0; j < parts - i; j++)
                {
                    Add((i + 1 / 3f) / parts, (j + 1 / 3f) / parts);
                    if (j < parts - i - 1) Add((i + 2 / 3f) / parts, (j + 2 / 3f) / parts);
                }

            void Add(float u, float v)
            {
                var w = 1 - u - v;
                points.Add((u * _vertices[a] + v * _vertices[b] + w * _vertices[c], Vector3.Normalize(u * _normals[a] + v * _normals[b] + w * _normals[c]), area));
            }
        }
        return points;
    }

    /// <summary>Mean over the vertices of the blendshapes' summed squares, canonical units: what their errors are measured by.</summary>
    public float FieldPower() => Math.Max(1e-8f, _fields.Sum(field => field.Average(move => move.LengthSquared())));

    /// <summary>Draws places on the surface: four in five as often as they are seen, the others by area.</summary>
    /// <param name="random">Source of numbers.</param>
    /// <param name="places">Receives the places.</param>
    /// <param name="normals">Receives the unit normals.</param>
    /// <param name="fields">Receives [n, 3 K + 27 + 3]: the targets of <see cref="DeformationNetwork.forward"/>.</param>
    public void Draw(Random random, Span<Vector3> places, Span<Vector3> normals, Span<float> fields)
    {
        var row = 3 * _fields.Length + 3 * DeformationNetwork.PoseFeatureCount + DeformationNetwork.BoneCount;
        fields.Clear();
        for (var i = 0; i < places.Length; i++)
        {
            var at = Array.BinarySearch(_cumulative, random.NextSingle() * _cumulative[^1]);
            var triangle = Math.Min(at < 0 ? ~at : at, _cumulative.Length - 1);
            var (u, v) = (random.NextSingle(), random.NextSingle());
            if (u + v > 1) (u, v) = (1 - u, 1 - v);
            var (a, b, c) = (_corners[3 * triangle], _corners[3 * triangle + 1], _corners[3 * triangle + 2]);
            var w = 1 - u - v;
            places[i] = u * _vertices[a] + v * _vertices[b] + w * _vertices[c];
            normals[i] = Vector3.Normalize(u * _normals[a] + v * _normals[b] + w * _normals[c]);
            var target = fields.Slice(i * row, row);
            for (var k = 0; k < _fields.Length; k++) (u * _fields[k][a] + v * _fields[k][b] + w * _fields[k][c]).CopyTo(target[(3 * k)..]);
            (u * _skinning[a] + v * _skinning[b] + w * _skinning[c]).CopyTo(target[(row - 3)..]);
        }
    }

    /// <summary>
    /// Weights of torso, head and jaw. The jaw's follow from how far a probe turn moves a vertex: linear blend skinning is linear in the
    /// weight. No head model has a torso; the neck's lower end takes that role.
    /// </summary>
    private static Vector3[] SkinningOf(HeadFit fit, Vector3[] neutral)
    {
        var jaw = new Vector3(ProbeAngle, 0, 0);
        var probed = fit.Vertices([], jaw);
        var turn = JawSkinning.Rotation(jaw);
        var chin = fit.UnposedLandmarks([], Vector3.Zero)[FaceLandmarks.Chin].Y;
        var neck = new bool[neutral.Length];
        for (var t = 0; t < fit.TriangleParts.Length; t++)
            if (fit.TriangleParts[t] == HeadPart.Neck)
                for (var k = 0; k < 3; k++) neck[fit.Triangles[3 * t + k]] = true;
        var weights = new Vector3[neutral.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var arm = neutral[i] - fit.JawPivot;
            var full = Vector3.Transform(arm, turn) - arm;
            var jawWeight = full.LengthSquared() > 1e-6f ? Math.Clamp(Vector3.Dot(probed[i] - neutral[i], full) / full.LengthSquared(), 0, 1) : 0;
            var torso = neck[i] ? SmoothStep((chin - neutral[i].Y - TorsoBegins) / (TorsoFull - TorsoBegins)) * (1 - jawWeight) : 0;
            weights[i] = new Vector3(torso, 1 - torso - jawWeight, jawWeight);
        }
        return weights;
    }

    private const float TorsoBegins = 4f; // head-space units below the chin
    private const float TorsoFull = 12f;

    private static float SmoothStep(float t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - 2 * t);
    }

    private static (int[] Corners, float[] Cumulative, bool[] Near) Surface(HeadFit fit, Vector3[] vertices, ReadOnlySpan<int> seen)
    {
        const float seenShare = 0.8f;
        var corners = new List<int>();
        var areas = new List<float>();
        var pixels = new List<float>();
        var near = new List<bool>();
        // A triangle is near what is seen where it shares a corner with a seen one.
        var corner = new bool[vertices.Length];
        for (var t = 0; t < seen.Length; t++)
            if (seen[t] > 0)
                for (var k = 0; k < 3; k++) corner[fit.Triangles[3 * t + k]] = true;
        for (var t = 0; t < fit.TriangleParts.Length; t++)
        {
            // Eyeballs and the mouth's inside are surfaces of their own; the skin is one.
            if (fit.TriangleParts[t] is HeadPart.MouthInterior or HeadPart.Eyes) continue;
            var (a, b, c) = (fit.Triangles[3 * t], fit.Triangles[3 * t + 1], fit.Triangles[3 * t + 2]);
            corners.AddRange([a, b, c]);
            near.Add(seen.IsEmpty || corner[a] || corner[b] || corner[c]);
            areas.Add(Vector3.Cross(vertices[b] - vertices[a], vertices[c] - vertices[a]).Length());
            pixels.Add(seen.IsEmpty ? 0 : seen[t]);
        }
        var (area, pixel) = (areas.Sum(), pixels.Sum());
        var cumulative = new float[areas.Count];
        var total = 0f;
        for (var i = 0; i < cumulative.Length; i++)
            cumulative[i] = total += pixel > 0 ? seenShare * pixels[i] / pixel + (1 - seenShare) * areas[i] / area : areas[i] / area;
        return ([.. corners], cumulative, [.. near]);
    }
}
