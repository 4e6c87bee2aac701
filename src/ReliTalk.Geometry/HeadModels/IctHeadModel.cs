using System.Numerics;
using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// The ICT-FaceKit head (USC Institute for Creative Technologies, MIT licence): 100 identity and up to 57 expression modes over face, head,
/// neck, mouth, gums, teeth and eyeballs, in centimetres. The user supplies it; none is part of the package. Kept are the parts that a
/// camera sees from outside.
/// </summary>
public sealed class IctHeadModel : IHeadModel
{
    private const int FileVertices = 26719;
    private const int FaceEnd = 9409;
    private const int HeadEnd = 11248;
    private const int SocketEnd = 13294;
    private const int GumsBegin = 14062;
    private const int TeethEnd = 21451;
    private const int EyesEnd = 24591;
    private const string JawOpen = "jawOpen";

    private readonly Vector3[] _vertices;
    private readonly Vector3[][] _identity;
    private readonly Vector3[][] _expression;
    private readonly int[] _triangles;
    private readonly HeadPart[] _parts;
    private readonly float[] _jawWeights;
    private readonly HeadLandmark[] _landmarks;

    private IctHeadModel(
        Vector3[] vertices, Vector3[][] identity, Vector3[][] expression, int[] triangles, HeadPart[] parts, int[] landmarks68, string[] expressionNames)
    {
        _vertices = vertices;
        _identity = identity;
        _expression = expression;
        _triangles = triangles;
        _parts = parts;
        Landmarks68 = landmarks68;
        ExpressionNames = expressionNames;
        _landmarks = [.. landmarks68.Select((vertex, i) => new HeadLandmark(FaceLandmarks.Ibug68[i], SurfacePoint.AtVertex(vertex), i < FaceLandmarks.JawLineCount))];
        (JawPivot, JawOpenAngle, _jawWeights) = FindJaw();
    }

    /// <inheritdoc/>
    public string Name => "ict";

    /// <inheritdoc/>
    public int VertexCount => _vertices.Length;

    /// <inheritdoc/>
    public int ShapeCount => _identity.Length;

    /// <inheritdoc/>
    public int ExpressionCount => _expression.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> Triangles => _triangles;

    /// <inheritdoc/>
    public IReadOnlyList<HeadPart> TriangleParts => _parts;

    /// <inheritdoc/>
    public IReadOnlyList<Vector2> Uv => [];

    /// <inheritdoc/>
    public IReadOnlyList<HeadLandmark> Landmarks => _landmarks;

    /// <inheritdoc/>
    public (float Low, float High) ExpressionRange => (0, 1);

    /// <inheritdoc/>
    public int JawOpenMode => Array.IndexOf((string[])ExpressionNames, JawOpen);

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Vector3>> JawCorrectives => [];

    /// <inheritdoc/>
    public IReadOnlyList<float> JawWeights => _jawWeights;

    /// <inheritdoc/>
    /// <remarks>Found from the lower teeth, which the jaw mode moves rigidly.</remarks>
    public Vector3 JawPivot { get; }

    /// <summary>Names of the expression modes, in order.</summary>
    public IReadOnlyList<string> ExpressionNames { get; }

    /// <summary>Vertices of the 68 points of the iBUG mark-up.</summary>
    public IReadOnlyList<int> Landmarks68 { get; }

    /// <inheritdoc/>
    public float JawOpenAngle { get; }

    internal ReadOnlySpan<Vector3> Template => _vertices;

    internal IReadOnlyList<Vector3[]> IdentityModes => _identity;

    internal IReadOnlyList<Vector3[]> ExpressionModes => _expression;

    /// <summary>Reads the head: one safetensors file, or ICT-FaceKit's own folder of OBJ files (<c>FaceXModel</c>).</summary>
    /// <param name="path">Path of the file or of the folder.</param>
    /// <exception cref="WeightsFileException">It is missing, damaged, or not this head.</exception>
    public static IctHeadModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FromArrays(Directory.Exists(path) ? IctHeadArrays.FromFolder(path) : IctHeadArrays.FromFile(path), path);
    }

    internal static IctHeadModel FromArrays(IctHeadArrays arrays, string path)
    {
        var vertices = arrays.Vertices;
        if (vertices.Length != FileVertices)
            throw new WeightsFileException($"'{path}' has {vertices.Length} vertices; the ICT-FaceKit head has {FileVertices}. Give ICT-FaceKit's own model.");
        if (!arrays.ExpressionNames.Contains(JawOpen))
            throw new WeightsFileException($"'{path}' has no expression '{JawOpen}', from which the jaw is found. Give the whole of ICT-FaceKit's model.");
        var keep = Enumerable.Range(0, EyesEnd).Where(v => v < SocketEnd || v >= GumsBegin).ToArray();
        var place = Enumerable.Repeat(-1, FileVertices).ToArray();
        for (var i = 0; i < keep.Length; i++) place[keep[i]] = i;
        var all = arrays.Triangles;
        var triangles = new List<int>();
        var parts = new List<HeadPart>();
        for (var t = 0; t + 2 < all.Length; t += 3)
        {
            if (place[all[t]] < 0 || place[all[t + 1]] < 0 || place[all[t + 2]] < 0) continue;
            triangles.AddRange([place[all[t]], place[all[t + 1]], place[all[t + 2]]]);
            parts.Add(PartOf(Math.Max(all[t], Math.Max(all[t + 1], all[t + 2])), vertices[all[t]]));
        }
        return new IctHeadModel(
            Kept(vertices), [.. arrays.Identity.Select(Kept)], [.. arrays.Expression.Select(Kept)], [.. triangles], [.. parts],
            [.. arrays.Landmarks68.Select(v => place[v])], arrays.ExpressionNames);

        Vector3[] Kept(Vector3[] points) => Array.ConvertAll(keep, v => points[v]);
    }

    /// <inheritdoc/>
    /// <remarks>Eq. 1 without pose correctives, which this head does not have; the jaw's own mode is separate from <paramref name="jaw"/>.</remarks>
    public void Evaluate(ReadOnlySpan<float> shape, ReadOnlySpan<float> expression, Vector3 jaw, Span<Vector3> vertices)
    {
        vertices = vertices[.._vertices.Length];
        _vertices.CopyTo(vertices);
        AddModes(_identity, shape, vertices);
        AddModes(_expression, expression, vertices);
        JawSkinning.Pose(vertices, _jawWeights, JawPivot, jaw);
    }

    internal static void AddModes(IReadOnlyList<Vector3[]> modes, ReadOnlySpan<float> amounts, Span<Vector3> vertices)
    {
        for (var k = 0; k < Math.Min(modes.Count, amounts.Length); k++)
        {
            if (amounts[k] == 0) continue;
            var mode = modes[k];
            for (var i = 0; i < vertices.Length; i++) vertices[i] += amounts[k] * mode[i];
        }
    }

    private (Vector3 Pivot, float Angle, float[] Weights) FindJaw()
    {
        var mode = _expression[JawOpenMode];
        var teeth = Enumerable.Range(TeethBegin, TeethEnd - GumsBegin + SocketEnd - TeethBegin).Where(v => mode[v].LengthSquared() > 1e-4f).ToArray();
        var from = teeth.Select(v => _vertices[v]).ToArray();
        var to = teeth.Select(v => _vertices[v] + mode[v]).ToArray();
        var fit = SimilarityFit.Solve(from, to, Enumerable.Repeat(1f, teeth.Length).ToArray());
        var angle = 2 * MathF.Asin(Math.Clamp(fit.Rotation.X * MathF.Sign(fit.Rotation.W), -1, 1));
        // The point of the middle plane that the rotation leaves in place: (I - R) p = t in y and z.
        var (sin, cos) = MathF.SinCos(angle);
        var determinant = (1 - cos) * (1 - cos) + sin * sin;
        // Teeth keep their size: the shift belongs to the turn alone, without the similarity's scale.
        var shift = Average(to) - Vector3.Transform(Average(from), fit.Rotation);
        var y = ((1 - cos) * shift.Y - sin * shift.Z) / determinant;
        var z = (sin * shift.Y + (1 - cos) * shift.Z) / determinant;
        var pivot = new Vector3(0, y, z);
        var turn = Matrix4x4.CreateFromQuaternion(JawSkinning.Rotation(new Vector3(angle, 0, 0)));
        var weights = new float[_vertices.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var arm = _vertices[i] - pivot;
            var full = Vector3.Transform(arm, turn) - arm;
            weights[i] = Math.Clamp(Vector3.Dot(full, mode[i]) / Math.Max(1e-6f, full.LengthSquared()), 0, 1);
        }
        return (pivot, angle, weights);
    }

    private static Vector3 Average(Vector3[] points) => points.Aggregate(Vector3.Zero, (sum, point) => sum + point) / points.Length;

    // Position of the file's first tooth vertex (17039) after the sockets are left out.
    private const int TeethBegin = 17039 - GumsBegin + SocketEnd;

    private static HeadPart PartOf(int vertex, Vector3 place) => vertex switch
    {
        < FaceEnd => place.Y < -9.2f ? HeadPart.Neck : HeadPart.Face,
        < HeadEnd => place.Y < -6f ? HeadPart.Neck : HeadPart.Skull,
        < TeethEnd => HeadPart.MouthInterior,
        _ => HeadPart.Eyes,
    };
}
