using System.Numerics;
using System.Runtime.InteropServices;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>The numbers of a FLAME head, centimetres; also how a head file holds them.</summary>
/// <remarks>
/// In a safetensors file: <c>vertices</c> [V, 3], <c>triangles</c> [n, 3], <c>identity</c> [S, V, 3], <c>expression</c> [E, V, 3],
/// <c>pose_correctives</c> [36, V, 3], <c>joint_regressor</c> [5, V], <c>skin_weights</c> [V, 5], <c>joint_parents</c> [5] (-1 the root),
/// <c>landmarks</c> [L, 11] (tracked a, b, c, weights of a and b; surface a, b, c, weights of a and b; 1 where it slides).
/// </remarks>
internal sealed record FlameArrays(
    Vector3[] Template, int[] Triangles, Vector3[][] Shape, Vector3[][] Expression, Vector3[][] PoseCorrectives,
    (int Vertex, float Weight)[][] Regressor, float[] SkinWeights, int[] Parents, IReadOnlyList<HeadLandmark> Landmarks)
{
    private const int LandmarkColumns = 11;

    /// <summary>The entries that are not 0 of a dense regressor [5, V].</summary>
    public static (int Vertex, float Weight)[][] Sparse(float[] dense, int vertices)
        => [.. dense.Chunk(vertices).Select(row => row.Select((weight, vertex) => (vertex, weight)).Where(entry => entry.weight != 0).ToArray())];

    public static FlameArrays FromTensors(SafeTensorsFile file, string path)
    {
        var template = MemoryMarshal.Cast<float, Vector3>(Read("vertices")).ToArray();
        var count = template.Length;
        var triangles = Array.ConvertAll(Read("triangles"), value => (int)value);
        var regressor = Read("joint_regressor", FlamePose.JointCount * count);
        var rows = file.Contains("landmarks") ? Read("landmarks") : [];
        if (triangles.Any(v => (uint)v >= count)) throw Damaged("triangles");
        var landmarks = rows.Chunk(LandmarkColumns).Select(row => new HeadLandmark(Place(row, 0, 478), Place(row, 5, count), row[10] != 0)).ToList();
        return new FlameArrays(
            template, triangles, Fields("identity"), Fields("expression"), Fields("pose_correctives", 9 * (FlamePose.JointCount - 1)), Sparse(regressor, count),
            Read("skin_weights", FlamePose.JointCount * count), Array.ConvertAll(Read("joint_parents", FlamePose.JointCount), value => (int)value), landmarks);

        WeightsFileException Damaged(string name) => new($"'{path}' is not a usable FLAME head file: the tensor '{name}' does not fit. Import the head again with 'relitalk head import'.");

        float[] Read(string name, int? length = null)
        {
            if (!file.Contains(name)) throw Damaged(name);
            var values = file.Read(name).to(ScalarType.Float32).data<float>().ToArray();
            return length is null || values.Length == length ? values : throw Damaged(name);
        }

        Vector3[][] Fields(string name, int? wanted = null)
        {
            var values = Read(name);
            if (count == 0 || values.Length % (3 * count) != 0 || wanted is not null && values.Length != 3 * count * wanted) throw Damaged(name);
            return [.. MemoryMarshal.Cast<float, Vector3>(values).ToArray().Chunk(count)];
        }

        SurfacePoint Place(float[] row, int at, int limit)
        {
            if (row.Length != LandmarkColumns) throw Damaged("landmarks");
            for (var k = 0; k < 3; k++) if (!(row[at + k] >= 0 && row[at + k] < limit)) throw Damaged("landmarks");
            return new SurfacePoint((int)row[at], (int)row[at + 1], (int)row[at + 2], row[at + 3], row[at + 4]);
        }
    }

    /// <summary>Named tensors for a head file, owned by the caller's scope.</summary>
    public Dictionary<string, Tensor> ToTensors()
    {
        var count = Template.Length;
        var regressor = new float[Regressor.Length * count];
        for (var joint = 0; joint < Regressor.Length; joint++)
            foreach (var (vertex, weight) in Regressor[joint])
                regressor[joint * count + vertex] = weight;
        var tensors = new Dictionary<string, Tensor>
        {
            ["vertices"] = Pack([Template]).reshape(count, 3),
            ["triangles"] = tensor(Triangles, [Triangles.Length / 3, 3]),
            ["identity"] = Pack(Shape),
            ["expression"] = Pack(Expression),
            ["pose_correctives"] = Pack(PoseCorrectives),
            ["joint_regressor"] = tensor(regressor, [Regressor.Length, count]),
            ["skin_weights"] = tensor(SkinWeights, [count, FlamePose.JointCount]),
            ["joint_parents"] = tensor(Parents, [Parents.Length]),
        };
        if (Landmarks.Count > 0)
        {
            float[] rows = [.. Landmarks.SelectMany(l => (float[])[.. Row(l.Tracked), .. Row(l.Surface), l.Slides ? 1 : 0])];
            tensors["landmarks"] = tensor(rows, [Landmarks.Count, LandmarkColumns]);
        }
        return tensors;

        static float[] Row(SurfacePoint place) => [place.A, place.B, place.C, place.WeightA, place.WeightB];

        Tensor Pack(Vector3[][] fields) => tensor(MemoryMarshal.Cast<Vector3, float>(fields.SelectMany(field => field).ToArray()).ToArray(), [fields.Length, count, 3]);
    }
}
