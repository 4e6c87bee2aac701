using System.Numerics;
using System.Runtime.InteropServices;
using ReliTalk.Geometry.Tracking;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// One subject's head, learnt from a clip, with its expression psi, jaw pose theta and head pose in every frame. Immutable; safe to share
/// between threads. Head space: x right, y up, z to the viewer, about centimetres.
/// </summary>
public sealed class HeadFit
{
    private readonly LinearPoints _surface;
    private readonly LinearPoints _landmarks;
    private readonly float[] _expressions;
    private readonly Vector3[] _jaws;
    private readonly HeadPose[] _poses;
    private readonly int[] _triangles;
    private readonly HeadPart[] _parts;

    internal HeadFit(
        string modelName, int width, int height, HeadCamera camera, LinearPoints surface, LinearPoints landmarks, int[] triangles,
        HeadPart[] parts, Vector3 jawPivot, float[] expressions, Vector3[] jaws, HeadPose[] poses)
    {
        ModelName = modelName;
        Width = width;
        Height = height;
        Camera = camera;
        JawPivot = jawPivot;
        _surface = surface;
        _landmarks = landmarks;
        _triangles = triangles;
        _parts = parts;
        _expressions = expressions;
        _jaws = jaws;
        _poses = poses;
    }

    /// <summary>Name of the head model that was fitted.</summary>
    public string ModelName { get; }

    /// <summary>Width of the pictures that the fit belongs to, pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the pictures that the fit belongs to, pixels.</summary>
    public int Height { get; }

    /// <summary>The clip's camera.</summary>
    public HeadCamera Camera { get; }

    /// <summary>Number of frames T.</summary>
    public int FrameCount => _poses.Length;

    /// <summary>Number of expression coefficients K.</summary>
    public int ExpressionCount => _surface.Basis.Length;

    /// <summary>Number of vertices V.</summary>
    public int VertexCount => _surface.Mean.Length;

    /// <summary>Vertex indices, three for each triangle, counter-clockwise from outside.</summary>
    public ReadOnlySpan<int> Triangles => _triangles;

    /// <summary>What each triangle shows.</summary>
    public ReadOnlySpan<HeadPart> TriangleParts => _parts;

    /// <summary>The point that the jaw turns about, head space.</summary>
    public Vector3 JawPivot { get; }

    /// <summary>The head's pose in each frame.</summary>
    public IReadOnlyList<HeadPose> Poses => _poses;

    /// <summary>The expression psi of all frames, float32 [T, K]; root mean square displacement in head-space units. A new tensor, owned by the caller.</summary>
    public Tensor Expressions() => tensor(_expressions, [FrameCount, ExpressionCount]);

    /// <summary>The jaw pose theta of all frames, float32 [T, 3], axis-angle in radians, positive x opens. A new tensor, owned by the caller.</summary>
    public Tensor JawPoses() => tensor(MemoryMarshal.Cast<Vector3, float>(_jaws.AsSpan()).ToArray(), [FrameCount, 3]);

    /// <summary>The expression psi of one frame, K numbers.</summary>
    public ReadOnlySpan<float> ExpressionOf(int frame) => _expressions.AsSpan(frame * ExpressionCount, ExpressionCount);

    /// <summary>The jaw pose theta of one frame, axis-angle in radians.</summary>
    public Vector3 JawPoseOf(int frame) => _jaws[frame];

    /// <summary>The head's surface (Eq. 1) in head space.</summary>
    /// <param name="expression">psi, up to K numbers.</param>
    /// <param name="jaw">theta, axis-angle in radians.</param>
    /// <returns>V points.</returns>
    /// <exception cref="ArgumentException">There are more than K coefficients.</exception>
    public Vector3[] Vertices(ReadOnlySpan<float> expression, Vector3 jaw)
    {
        var result = new Vector3[VertexCount];
        _surface.Evaluate(expression, JawPivot, jaw, result);
        return result;
    }

    /// <summary>The 478 landmarks in head space, without head pose.</summary>
    /// <param name="expression">psi, up to K numbers.</param>
    /// <param name="jaw">theta, axis-angle in radians.</param>
    public Vector3[] UnposedLandmarks(ReadOnlySpan<float> expression, Vector3 jaw)
    {
        var result = new Vector3[FaceLandmarks.Count];
        _landmarks.Evaluate(expression, JawPivot, jaw, result);
        return result;
    }

    /// <summary>The 478 landmarks in picture pixels, z smaller = nearer, as a tracker would see them.</summary>
    /// <param name="expression">psi, up to K numbers.</param>
    /// <param name="jaw">theta, axis-angle in radians.</param>
    /// <param name="pose">Where the head is.</param>
    public Vector3[] Landmarks(ReadOnlySpan<float> expression, Vector3 jaw, HeadPose pose)
    {
        var points = UnposedLandmarks(expression, jaw);
        pose.Project(points, Camera, points);
        for (var i = 0; i < points.Length; i++) points[i].Z = -points[i].Z;
        return points;
    }

    /// <summary>The 80 lip points in head space without head pose, in the order of <see cref="FaceLandmarks.Lips"/>: the lip mesh V_lip of Eq. 3.</summary>
    /// <param name="expression">psi, up to K numbers.</param>
    /// <param name="jaw">theta, axis-angle in radians.</param>
    public Vector3[] LipVertices(ReadOnlySpan<float> expression, Vector3 jaw)
    {
        var points = UnposedLandmarks(expression, jaw);
        var lips = new Vector3[FaceLandmarks.Lips.Length];
        for (var i = 0; i < lips.Length; i++) lips[i] = points[FaceLandmarks.Lips[i]];
        return lips;
    }

    /// <summary>
    /// How far the surface may be off along itself, head-space units: its rough normals are drawn as their mean over that distance. 0, the
    /// default, for a fitted mesh that is drawn as it is.
    /// </summary>
    public float Footprint { get; internal init; }

    internal LinearPoints Surface => _surface;

    /// <summary>The same fit with another surface over the same psi, theta, poses and landmarks.</summary>
    internal HeadFit WithSurface(string modelName, LinearPoints surface, int[] triangles, HeadPart[] parts, float footprint = 0)
        => new(modelName, Width, Height, Camera, surface, _landmarks, triangles, parts, JawPivot, _expressions, _jaws, _poses) { Footprint = footprint };

    /// <summary>The same fit with other head poses, one for each frame.</summary>
    internal HeadFit WithPoses(HeadPose[] poses)
        => new(ModelName, Width, Height, Camera, _surface, _landmarks, _triangles, _parts, JawPivot, _expressions, _jaws, poses);

    /// <summary>Everything as named tensors, for a file. The tensors are new and owned by the caller.</summary>
    public Dictionary<string, Tensor> ToTensors()
    {
        var rows = new float[FrameCount * PoseColumns];
        for (var t = 0; t < FrameCount; t++)
        {
            var pose = _poses[t];
            float[] row = [pose.Rotation.X, pose.Rotation.Y, pose.Rotation.Z, pose.Rotation.W, pose.Scale, pose.Translation.X, pose.Translation.Y];
            row.CopyTo(rows, t * PoseColumns);
        }
        var tensors = new Dictionary<string, Tensor>
        {
            ["surface.mean"] = Pack(_surface.Mean),
            ["surface.basis"] = Pack(_surface.Basis),
            ["surface.jaw_weights"] = tensor(_surface.JawWeights, [VertexCount]),
            ["landmarks.mean"] = Pack(_landmarks.Mean),
            ["landmarks.basis"] = Pack(_landmarks.Basis),
            ["landmarks.jaw_weights"] = tensor(_landmarks.JawWeights, [_landmarks.Mean.Length]),
            ["triangles"] = tensor(Array.ConvertAll(_triangles, index => (float)index), [_triangles.Length / 3, 3]),
            ["parts"] = tensor(Array.ConvertAll(_parts, part => (float)part), [_parts.Length]),
            ["footprint"] = tensor(new[] { Footprint }),
            ["jaw_pivot"] = tensor(new[] { JawPivot.X, JawPivot.Y, JawPivot.Z }, [3]),
            ["camera"] = tensor(
                new[] { Width, Height, float.IsInfinity(Camera.FocalLength) ? 0 : Camera.FocalLength, Camera.PrincipalPoint.X, Camera.PrincipalPoint.Y }, [5]),
            ["expressions"] = Expressions(),
            ["jaw_poses"] = JawPoses(),
            ["poses"] = tensor(rows, [FrameCount, PoseColumns]),
        };
        if (_surface.JawCorrectives.Length > 0) tensors["surface.jaw_correctives"] = Pack(_surface.JawCorrectives);
        return tensors;
    }

    /// <summary>Rebuilds a fit from what <see cref="ToTensors"/> gave. The tensors are read and stay the caller's.</summary>
    /// <param name="tensors">Named tensors.</param>
    /// <param name="modelName">Name of the head model.</param>
    /// <exception cref="WeightsFileException">A tensor is missing or has the wrong size.</exception>
    public static HeadFit FromTensors(IReadOnlyDictionary<string, Tensor> tensors, string modelName = CanonicalHeadModel.ModelName)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var camera = Read(tensors, "camera", 5);
        var mean = ReadPoints(tensors, "surface.mean");
        var landmarks = ReadPoints(tensors, "landmarks.mean");
        if (landmarks.Length != FaceLandmarks.Count) throw Damaged("landmarks.mean", $"{landmarks.Length} points instead of {FaceLandmarks.Count}");
        var triangles = Array.ConvertAll(Read(tensors, "triangles"), value => (int)value);
        if (triangles.Any(index => (uint)index >= mean.Length)) throw Damaged("triangles", "an index beyond the vertices");
        var parts = Array.ConvertAll(Read(tensors, "parts", triangles.Length / 3), value => (HeadPart)(int)value);
        var pivot = Read(tensors, "jaw_pivot", 3);
        var rows = Read(tensors, "poses");
        var count = rows.Length / PoseColumns;
        var poses = new HeadPose[count];
        for (var t = 0; t < count; t++)
        {
            var row = rows.AsSpan(t * PoseColumns, PoseColumns);
            poses[t] = new HeadPose(new Quaternion(row[0], row[1], row[2], row[3]), row[4], new Vector2(row[5], row[6]));
        }
        var surface = new LinearPoints(mean, ReadFields(tensors, "surface.basis", mean.Length), Read(tensors, "surface.jaw_weights", mean.Length),
            tensors.ContainsKey("surface.jaw_correctives") ? ReadFields(tensors, "surface.jaw_correctives", mean.Length) : null);
        var points = new LinearPoints(
            landmarks, ReadFields(tensors, "landmarks.basis", landmarks.Length), Read(tensors, "landmarks.jaw_weights", landmarks.Length));
        var focal = camera[2] > 0 ? camera[2] : float.PositiveInfinity;
        return new HeadFit(
            modelName, (int)camera[0], (int)camera[1], new HeadCamera(focal, new Vector2(camera[3], camera[4])), surface, points, triangles, parts,
            new Vector3(pivot[0], pivot[1], pivot[2]), Read(tensors, "expressions", count * surface.Basis.Length),
            MemoryMarshal.Cast<float, Vector3>(Read(tensors, "jaw_poses", count * 3)).ToArray(), poses)
        {
            Footprint = tensors.ContainsKey("footprint") ? Read(tensors, "footprint", 1)[0] : 0, // fits of before have none
        };
    }

    private const int PoseColumns = 7;

    private static Tensor Pack(Vector3[] points) => tensor(MemoryMarshal.Cast<Vector3, float>(points.AsSpan()).ToArray(), [points.Length, 3]);

    private static Tensor Pack(Vector3[][] fields)
    {
        var length = fields[0].Length;
        var all = new float[fields.Length * length * 3];
        for (var k = 0; k < fields.Length; k++) MemoryMarshal.Cast<Vector3, float>(fields[k].AsSpan()).CopyTo(all.AsSpan(k * length * 3));
        return tensor(all, [fields.Length, length, 3]);
    }

    private static float[] Read(IReadOnlyDictionary<string, Tensor> tensors, string name, int? length = null)
    {
        if (!tensors.TryGetValue(name, out var found)) throw Damaged(name, "it is missing");
        var values = found.data<float>().ToArray();
        if (length is not null && values.Length != length) throw Damaged(name, $"{values.Length} numbers instead of {length}");
        return values;
    }

    private static Vector3[] ReadPoints(IReadOnlyDictionary<string, Tensor> tensors, string name)
        => MemoryMarshal.Cast<float, Vector3>(Read(tensors, name)).ToArray();

    private static Vector3[][] ReadFields(IReadOnlyDictionary<string, Tensor> tensors, string name, int points)
    {
        var all = ReadPoints(tensors, name);
        if (all.Length == 0 || all.Length % points != 0) throw Damaged(name, $"{all.Length} points do not divide into fields of {points}");
        return [.. Enumerable.Range(0, all.Length / points).Select(k => all[(k * points)..((k + 1) * points)])];
    }

    private static WeightsFileException Damaged(string name, string what)
        => new($"The stored head fit is damaged: '{name}': {what}. Train the portrait again.");
}
