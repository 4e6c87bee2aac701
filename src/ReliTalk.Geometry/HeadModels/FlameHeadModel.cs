using System.Numerics;
using System.Runtime.InteropServices;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// The FLAME head (T. Li et al., "Learning a model of facial shape and expression from 4D scans", 2017) from the user's own file: Eq. 1 with
/// shape and expression modes, pose correctives and linear blend skinning over five joints. The licence of FLAME does not allow it to be
/// handed on, so none is part of the package. Files are read as data and never unpickled; lengths become centimetres.
/// </summary>
public sealed class FlameHeadModel : IHeadModel
{
    /// <summary>The <see cref="Name"/> of this head, and its kind in a head file.</summary>
    public const string ModelName = "flame";

    private const int Joints = FlamePose.JointCount;
    private const int Neck = 1;
    private const int Jaw = 2;
    private const int LeftEye = 3;
    private const int RightEye = 4;
    private const int PublishedShapeModes = 300;
    private const float CentimetresPerMetre = 100;

    private readonly FlameArrays _arrays;
    private readonly HeadPart[] _parts;
    private readonly float[] _jawWeights;
    private readonly Vector3[][] _jawCorrectives;

    internal FlameHeadModel(FlameArrays arrays)
    {
        _arrays = arrays;
        _jawWeights = [.. Enumerable.Range(0, arrays.Template.Length).Select(v => arrays.SkinWeights[v * Joints + Jaw])];
        // The root has no correctives: fields 0..8 are the neck's, 9..17 the jaw's.
        _jawCorrectives = arrays.PoseCorrectives[9..18];
        JawPivot = JointsOf([])[Jaw];
        _parts = PartsOf(arrays);
    }

    /// <inheritdoc/>
    public string Name => ModelName;

    /// <inheritdoc/>
    public int VertexCount => _arrays.Template.Length;

    /// <inheritdoc/>
    public int ShapeCount => _arrays.Shape.Length;

    /// <inheritdoc/>
    public int ExpressionCount => _arrays.Expression.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> Triangles => _arrays.Triangles;

    /// <inheritdoc/>
    /// <remarks>By the joint that holds a triangle most: eyeballs, neck, and the rest, of which the part in front of the ears is the face.</remarks>
    public IReadOnlyList<HeadPart> TriangleParts => _parts;

    /// <inheritdoc/>
    public IReadOnlyList<Vector2> Uv => [];

    /// <inheritdoc/>
    public IReadOnlyList<HeadLandmark> Landmarks => _arrays.Landmarks;

    /// <inheritdoc/>
    public (float Low, float High) ExpressionRange => (-3, 3);

    /// <inheritdoc/>
    public int JawOpenMode => -1;

    /// <inheritdoc/>
    public float JawOpenAngle => 0;

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Vector3>> JawCorrectives => _jawCorrectives;

    /// <inheritdoc/>
    public IReadOnlyList<float> JawWeights => _jawWeights;

    /// <inheritdoc/>
    /// <remarks>The jaw joint of the mean shape; <see cref="JointsOf"/> gives that of a subject.</remarks>
    public Vector3 JawPivot { get; }

    internal FlameArrays Arrays => _arrays;

    /// <summary>Reads FLAME 2019, 2020 or 2023.</summary>
    /// <param name="path">The model: FLAME's <c>.pkl</c>, an <c>.npz</c> with the same arrays, or a head file that <c>relitalk head import</c> wrote.</param>
    /// <param name="embeddingPath">
    /// Where the landmarks lie: <c>landmark_embedding.npy</c>, <c>flame_static_embedding.pkl</c> or <c>mediapipe_landmark_embedding.npz</c>; null
    /// where the model is not fitted to faces, or where the head file holds them.
    /// </param>
    /// <exception cref="WeightsFileException">A file is missing, damaged, or not FLAME.</exception>
    public static FlameHeadModel Load(string path, string? embeddingPath = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var scope = NewDisposeScope();
        if (path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            using var file = SafeTensorsFile.Open(path);
            return new FlameHeadModel(FlameArrays.FromTensors(file, path));
        }
        var arrays = path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) ? NumpyFile.ReadArchive(path) : PickledArrays.Read(path);
        return new FlameHeadModel(Convert(arrays, path, embeddingPath));
    }

    /// <summary>Where the joints of a subject lie: J(beta), a linear function of the shaped vertices.</summary>
    /// <param name="shape">beta, up to <see cref="ShapeCount"/> numbers.</param>
    /// <returns>Root, neck, jaw, left eye and right eye in head space.</returns>
    public Vector3[] JointsOf(ReadOnlySpan<float> shape)
    {
        var shaped = _arrays.Template.ToArray();
        IctHeadModel.AddModes(_arrays.Shape, shape, shaped);
        return Regress(shaped);
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<float> shape, ReadOnlySpan<float> expression, Vector3 jaw, Span<Vector3> vertices)
        => Evaluate(shape, expression, new FlamePose(Jaw: jaw), vertices);

    /// <summary>Evaluates Eq. 1 with all joints: W(T(beta, theta, psi), J(beta), theta).</summary>
    /// <param name="shape">beta, up to <see cref="ShapeCount"/> numbers; missing ones are 0.</param>
    /// <param name="expression">psi, up to <see cref="ExpressionCount"/> numbers; missing ones are 0.</param>
    /// <param name="pose">theta.</param>
    /// <param name="vertices">Result, <see cref="VertexCount"/> points in head space.</param>
    public void Evaluate(ReadOnlySpan<float> shape, ReadOnlySpan<float> expression, FlamePose pose, Span<Vector3> vertices)
    {
        vertices = vertices[.._arrays.Template.Length];
        _arrays.Template.CopyTo(vertices);
        IctHeadModel.AddModes(_arrays.Shape, shape, vertices);
        IctHeadModel.AddModes(_arrays.Expression, expression, vertices);
        // FLAME regresses its joints from shape and expression together.
        var joints = Regress(vertices);
        for (var joint = 1; joint < Joints; joint++)
        {
            if (pose[joint] == Vector3.Zero) continue;
            var features = JawSkinning.PoseFeatures(pose[joint]);
            IctHeadModel.AddModes(_arrays.PoseCorrectives[(9 * (joint - 1))..(9 * joint)], features, vertices);
        }
        Span<Matrix4x4> worlds = stackalloc Matrix4x4[Joints];
        for (var joint = 0; joint < Joints; joint++)
        {
            // A turn about the joint where it rests, then all that its parents do.
            var own = Matrix4x4.CreateTranslation(-joints[joint]) * Matrix4x4.CreateFromQuaternion(JawSkinning.Rotation(pose[joint]))
                * Matrix4x4.CreateTranslation(joints[joint]);
            var parent = _arrays.Parents[joint];
            worlds[joint] = parent < 0 ? own : own * worlds[parent];
        }
        for (var v = 0; v < vertices.Length; v++)
        {
            var skinned = Vector3.Zero;
            for (var joint = 0; joint < Joints; joint++)
            {
                var weight = _arrays.SkinWeights[v * Joints + joint];
                if (weight != 0) skinned += weight * Vector3.Transform(vertices[v], worlds[joint]);
            }
            vertices[v] = skinned;
        }
    }

    private Vector3[] Regress(ReadOnlySpan<Vector3> vertices)
    {
        var joints = new Vector3[Joints];
        for (var joint = 0; joint < Joints; joint++)
            foreach (var (vertex, weight) in _arrays.Regressor[joint])
                joints[joint] += weight * vertices[vertex];
        return joints;
    }

    private static HeadPart[] PartsOf(FlameArrays arrays)
    {
        var count = arrays.Template.Length;
        // Without landmarks the front half stands for the face.
        var places = arrays.Landmarks.Count > 0 ? [.. arrays.Landmarks.Select(landmark => landmark.Surface.Of(arrays.Template))] : arrays.Template;
        var (low, high) = (places.Aggregate(Vector3.Min), places.Aggregate(Vector3.Max));
        var size = high - low;
        var behind = arrays.Landmarks.Count > 0 ? low.Z : (low.Z + high.Z) / 2;
        var top = arrays.Landmarks.Count > 0 ? high.Y + 0.5f * size.Y : high.Y;
        var parts = new HeadPart[arrays.Triangles.Length / 3];
        Span<float> held = stackalloc float[Joints];
        for (var t = 0; t < parts.Length; t++)
        {
            held.Clear();
            var middle = Vector3.Zero;
            for (var k = 0; k < 3; k++)
            {
                var v = arrays.Triangles[3 * t + k];
                middle += arrays.Template[v] / 3;
                for (var joint = 0; joint < Joints; joint++) held[joint] += arrays.SkinWeights[v * Joints + joint] / 3;
            }
            parts[t] = held[LeftEye] + held[RightEye] > 0.5f ? HeadPart.Eyes
                : held[0] > 0.5f || middle.Y < low.Y - 0.1f * size.Y && held[Jaw] < 0.5f ? HeadPart.Neck
                : middle.Z > behind && middle.Y < top ? HeadPart.Face
                : HeadPart.Skull;
        }
        return parts;
    }

    private static FlameArrays Convert(IReadOnlyDictionary<string, Tensor> found, string path, string? embeddingPath)
    {
        Tensor Find(string name) => found.TryGetValue(name, out var tensor) ? tensor
            : throw new WeightsFileException($"'{path}' is not a FLAME head: it lacks '{name}'. Give the model file as FLAME's own site hands it out (generic_model.pkl, flame2023.pkl).");
        void Shape(string name, Tensor tensor, params long[] wanted)
        {
            var fits = tensor.shape.Length == wanted.Length && wanted.Zip(tensor.shape, (want, has) => want < 0 || want == has).All(equal => equal);
            if (!fits)
                throw new WeightsFileException($"'{path}' is not a FLAME head: '{name}' is [{string.Join(", ", tensor.shape)}] instead of [{string.Join(", ", wanted.Select(n => n < 0 ? "n" : $"{n}"))}].");
        }
        var template = Find("v_template");
        Shape("v_template", template, -1, 3);
        var vertices = template.shape[0];
        var (modes, correctives, regressor, weights, triangles, tree) = (Find("shapedirs"), Find("posedirs"), Find("J_regressor"), Find("weights"), Find("f"), Find("kintree_table"));
        Shape("shapedirs", modes, vertices, 3, -1);
        Shape("posedirs", correctives, vertices, 3, 9 * (Joints - 1));
        Shape("J_regressor", regressor, Joints, vertices);
        Shape("weights", weights, vertices, Joints);
        Shape("f", triangles, -1, 3);
        Shape("kintree_table", tree, 2, Joints);
        var fields = Fields(modes);
        var shapes = Math.Min(PublishedShapeModes, fields.Length);
        var sums = Floats(regressor);
        var corners = triangles.to(ScalarType.Int64).data<long>().ToArray();
        if (corners.Any(corner => corner < 0 || corner >= vertices)) throw new WeightsFileException($"'{path}' is not a FLAME head: a triangle names a vertex that is not there.");
        var own = Array.ConvertAll(corners, corner => (int)corner);
        // The root's parent is written as -1 or as the largest 32-bit number.
        var parents = tree.to(ScalarType.Int64).data<long>().ToArray().Take(Joints).Select(parent => parent is >= 0 and < Joints ? (int)parent : -1).ToArray();
        for (var joint = 0; joint < Joints; joint++)
            if (parents[joint] >= joint) throw new WeightsFileException($"'{path}' is not a FLAME head: joint {joint} hangs on joint {parents[joint]}, which comes later.");
        return new FlameArrays(
            Points(template), own, fields[..shapes], fields[shapes..], Fields(correctives), FlameArrays.Sparse(sums, (int)vertices), Floats(weights), parents,
            embeddingPath is null ? [] : FlameLandmarks.Read(embeddingPath, own));

        static float[] Floats(Tensor tensor) => tensor.to(ScalarType.Float32).contiguous().data<float>().ToArray();

        static Vector3[] Points(Tensor tensor) => Array.ConvertAll(MemoryMarshal.Cast<float, Vector3>(Floats(tensor)).ToArray(), point => point * CentimetresPerMetre);

        static Vector3[][] Fields(Tensor tensor) => [.. Points(tensor.permute(2, 0, 1)).Chunk((int)tensor.shape[0])];
    }
}
