using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>The numbers of an ICT-FaceKit head as its files hold them, all vertices, centimetres.</summary>
/// <remarks>
/// In a safetensors file: <c>vertices</c> [V, 3], <c>triangles</c> [n, 3], <c>identity</c> [I, V, 3], <c>expression</c> [E, V, 3],
/// <c>landmarks68</c> [68]; metadata <c>expression_names</c>.
/// </remarks>
internal sealed record IctHeadArrays(
    Vector3[] Vertices, int[] Triangles, Vector3[][] Identity, Vector3[][] Expression, string[] ExpressionNames, int[] Landmarks68)
{
    private const string Neutral = "generic_neutral_mesh";
    private const string IdentityPrefix = "identity";
    private const string Indices = "vertex_indices.json";
    private const string LandmarkKey = "idx_to_landmark_verts";

    public static IctHeadArrays FromFile(string path)
    {
        using var scope = NewDisposeScope();
        using var file = SafeTensorsFile.Open(path);
        if (!file.Metadata.TryGetValue("expression_names", out var names))
            throw new WeightsFileException($"'{path}' does not name its expression modes (metadata 'expression_names').");
        var vertices = Points(file, "vertices", path);
        return Checked(new IctHeadArrays(vertices, Integers(file, "triangles", path), Modes("identity"), Modes("expression"), names.Split(','), Integers(file, "landmarks68", path)), path);

        Vector3[][] Modes(string name) => [.. Points(file, name, path).Chunk(Math.Max(1, vertices.Length))];
    }

    /// <summary>Reads the folder <c>FaceXModel</c>: a neutral mesh, one mesh for each mode, and the landmarks' vertices.</summary>
    public static IctHeadArrays FromFolder(string folder)
    {
        var (vertices, triangles) = ReadMesh(Path.Combine(folder, Neutral + ".obj"), true);
        var modes = Directory.GetFiles(folder, "*.obj").Where(file => Path.GetFileNameWithoutExtension(file) != Neutral)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal).ToLookup(file => Path.GetFileName(file).StartsWith(IdentityPrefix, StringComparison.Ordinal));
        return Checked(
            new IctHeadArrays(
                vertices, triangles, Motions(modes[true]), Motions(modes[false]), [.. modes[false].Select(file => Path.GetFileNameWithoutExtension(file))],
                ReadLandmarks(Path.Combine(folder, Indices))),
            folder);

        Vector3[][] Motions(IEnumerable<string> files)
        {
            var ordered = files.ToArray();
            var motions = new Vector3[ordered.Length][];
            Parallel.For(0, ordered.Length, k =>
            {
                var (moved, _) = ReadMesh(ordered[k], false);
                if (moved.Length != vertices.Length) throw new WeightsFileException($"'{ordered[k]}' has {moved.Length} vertices; the neutral mesh beside it has {vertices.Length}.");
                for (var i = 0; i < moved.Length; i++) moved[i] -= vertices[i];
                motions[k] = moved;
            });
            return motions;
        }
    }

    /// <summary>Named tensors for <see cref="SafeTensorsFile.Write(string, IReadOnlyDictionary{string, Tensor}, IReadOnlyDictionary{string, string}?)"/>, owned by the caller's scope.</summary>
    public Dictionary<string, Tensor> ToTensors() => new()
    {
        ["vertices"] = tensor(MemoryMarshal.Cast<Vector3, float>(Vertices.AsSpan()).ToArray(), [Vertices.Length, 3]),
        ["triangles"] = tensor(Triangles, [Triangles.Length / 3, 3]),
        ["identity"] = Pack(Identity),
        ["expression"] = Pack(Expression),
        ["landmarks68"] = tensor(Landmarks68, [Landmarks68.Length]),
    };

    // Modes move by centimetres at most: half precision keeps them to some micrometres.
    private Tensor Pack(Vector3[][] modes)
    {
        var all = new float[modes.Length * Vertices.Length * 3];
        for (var k = 0; k < modes.Length; k++) MemoryMarshal.Cast<Vector3, float>(modes[k].AsSpan()).CopyTo(all.AsSpan(k * Vertices.Length * 3));
        return tensor(all, [modes.Length, Vertices.Length, 3]).to(ScalarType.Float16);
    }

    private static IctHeadArrays Checked(IctHeadArrays arrays, string path)
    {
        var count = arrays.Vertices.Length;
        void Require(bool holds, string what)
        {
            if (!holds) throw new WeightsFileException($"'{path}' is not an ICT-FaceKit head: {what}.");
        }
        Require(arrays.Triangles.Length % 3 == 0 && arrays.Triangles.All(v => (uint)v < count), "a triangle names a vertex that is not there");
        Require(arrays.Landmarks68.Length == 68 && arrays.Landmarks68.All(v => (uint)v < count), "it does not name 68 landmarks");
        Require(arrays.Identity.Length > 0 && arrays.Expression.Length > 0, "it has no modes");
        Require(arrays.Identity.Concat(arrays.Expression).All(mode => mode.Length == count), "a mode has another number of vertices");
        Require(arrays.ExpressionNames.Length == arrays.Expression.Length, "the names of the expressions are not as many as the expressions");
        return arrays;
    }

    private static (Vector3[] Vertices, int[] Triangles) ReadMesh(string path, bool withTriangles)
    {
        var vertices = new List<Vector3>();
        var triangles = new List<int>();
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                if (line.StartsWith("v ", StringComparison.Ordinal))
                {
                    var numbers = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    vertices.Add(new Vector3(Number(numbers[1]), Number(numbers[2]), Number(numbers[3])));
                }
                else if (withTriangles && line.StartsWith("f ", StringComparison.Ordinal))
                {
                    // "f 1/1/1 2/2/2 3/3/3 4/4/4": a fan around the first corner.
                    var corners = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                        .Select(corner => int.Parse(corner.Split('/')[0], CultureInfo.InvariantCulture) - 1).ToArray();
                    for (var k = 2; k < corners.Length; k++) triangles.AddRange([corners[0], corners[k - 1], corners[k]]);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw new WeightsFileException($"The mesh '{path}' cannot be read: {error.Message} Give ICT-FaceKit's folder FaceXModel.", error);
        }
        return ([.. vertices], [.. triangles]);

        static float Number(string text) => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static int[] ReadLandmarks(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.GetProperty(LandmarkKey).EnumerateArray().Select(value => value.GetInt32())];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new WeightsFileException($"'{path}' does not name the landmarks' vertices ('{LandmarkKey}'): {error.Message} Give ICT-FaceKit's whole folder FaceXModel.", error);
        }
    }

    private static Vector3[] Points(SafeTensorsFile file, string name, string path)
        => MemoryMarshal.Cast<float, Vector3>(Find(file, name, path).to(ScalarType.Float32).data<float>().ToArray()).ToArray();

    private static int[] Integers(SafeTensorsFile file, string name, string path) => Find(file, name, path).to(ScalarType.Int32).data<int>().ToArray();

    private static Tensor Find(SafeTensorsFile file, string name, string path) => file.Contains(name)
        ? file.Read(name)
        : throw new WeightsFileException($"'{path}' lacks the tensor '{name}': it is not a repacked ICT-FaceKit head.");
}
