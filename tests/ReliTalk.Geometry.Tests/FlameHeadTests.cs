using System.Globalization;
using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.WeightFiles;
using ReliTalk.Testing;

namespace ReliTalk.Geometry.Tests;

public sealed class FlameHeadTests : IDisposable
{
    private const int Vertices = 14;
    private const int Shapes = 300;
    private const int Expressions = 4;
    private const int Joints = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-flame-").FullName;
    private readonly Random _random = new(11);
    private readonly double[] _template, _modes, _correctives, _regressor, _weights;

    public FlameHeadTests()
    {
        _template = Numbers(3 * Vertices, 0.1);
        _modes = Numbers(3 * Vertices * (Shapes + Expressions), 0.01);
        _correctives = Numbers(3 * Vertices * 36, 0.005);
        _regressor = [.. Enumerable.Range(0, Joints * Vertices).Select(i => i % 3 == 0 ? _random.NextDouble() : 0)];
        for (var j = 0; j < Joints; j++) Normalise(_regressor.AsSpan(j * Vertices, Vertices));
        _weights = [.. Enumerable.Range(0, Joints * Vertices).Select(_ => _random.NextDouble())];
        for (var v = 0; v < Vertices; v++) Normalise(_weights.AsSpan(v * Joints, Joints));
    }

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pickled_head_moves_as_the_published_equations_say(bool columnMajor)
    {
        var model = FlameHeadModel.Load(WriteModel(columnMajor));
        Assert.Equal(Vertices, model.VertexCount);
        Assert.Equal(Shapes, model.ShapeCount);
        Assert.Equal(Expressions, model.ExpressionCount);

        float[] shape = [.. Enumerable.Range(0, 20).Select(_ => _random.NextSingle() * 4 - 2)], expression = [0.7f, -1.2f, 0.3f, 2];
        var pose = new FlamePose(new(0.2f, -0.3f, 0.1f), new(-0.1f, 0.4f, 0.2f), new(0.35f, 0.05f, -0.02f), new(0.1f, 0.3f, 0), new(-0.2f, -0.3f, 0.1f));
        var found = new Vector3[Vertices];
        model.Evaluate(shape, expression, pose, found);
        var expected = Reference(shape, expression, pose);
        for (var v = 0; v < Vertices; v++)
            Assert.True(Vector3.Distance(expected[v], found[v]) < 2e-4f, $"vertex {v}: {found[v]} instead of {expected[v]} cm");

        // The interface's jaw alone is the same with the other joints at rest.
        model.Evaluate(shape, expression, pose.Jaw, found);
        expected = Reference(shape, expression, new FlamePose(Jaw: pose.Jaw));
        for (var v = 0; v < Vertices; v++) Assert.True(Vector3.Distance(expected[v], found[v]) < 2e-4f);
    }

    [Fact]
    public void An_imported_head_is_the_same_with_its_landmarks()
    {
        var (model, embedding) = (WriteModel(), WriteEmbedding());
        var file = Path.Combine(_folder, "head.safetensors");
        var first = (FlameHeadModel)HeadModelFile.Import(model, file, embedding);
        var again = (FlameHeadModel)HeadModelFile.Load(file);
        Assert.Equal(51, first.Landmarks.Count);
        Assert.Equal(first.Landmarks, again.Landmarks);
        Assert.Equal(FaceLandmarks.Ibug68[17], first.Landmarks[0].Tracked);
        var places = new Vector3[Vertices];
        again.Evaluate([], [], Vector3.Zero, places);
        // Landmark i lies on triangle i mod 3 with the weights 0.2, 0.3 and 0.5.
        Assert.True(Vector3.Distance(first.Landmarks[4].Surface.Of(places), 0.2f * places[3] + 0.3f * places[4] + 0.5f * places[5]) < 1e-4f);
        Vector3[] a = new Vector3[Vertices], b = new Vector3[Vertices];
        var pose = new FlamePose(Neck: new(0.1f, 0.2f, 0.3f), Jaw: new(0.3f, 0, 0));
        first.Evaluate([1, -1], [2], pose, a);
        again.Evaluate([1, -1], [2], pose, b);
        Assert.Equal(a, b);
        Assert.Equal(first.TriangleParts, again.TriangleParts);
    }

    [Fact]
    public void A_pickle_that_is_no_head_is_refused_by_what_it_lacks()
    {
        var writer = new PickleWriter();
        writer.Dictionary(("v_template", () => writer.Doubles(_template, [Vertices, 3])));
        var path = Path.Combine(_folder, "other.pkl");
        File.WriteAllBytes(path, writer.Finish());
        Assert.Contains("lacks 'shapedirs'", Assert.Throws<WeightsFileException>(() => FlameHeadModel.Load(path)).Message);
        Assert.Throws<WeightsFileException>(() => HeadModelFile.Load(Path.Combine(_folder, "nothing.safetensors")));
    }

    [SharedDataFact("heads/ict_light.safetensors")]
    public void A_folder_of_meshes_gives_the_head_of_the_file()
    {
        var arrays = IctHeadArrays.FromFile(SharedData.Find("heads/ict_light.safetensors")!);
        var jaw = Array.IndexOf(arrays.ExpressionNames, "jawOpen");
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "FaceXModel")).FullName;
        WriteMesh("generic_neutral_mesh", _ => Vector3.Zero);
        for (var k = 0; k < 2; k++) WriteMesh($"identity{k:000}", v => arrays.Identity[k][v]);
        WriteMesh("jawOpen", v => arrays.Expression[jaw][v]);
        WriteMesh("mouthFunnel", v => arrays.Expression[Array.IndexOf(arrays.ExpressionNames, "mouthFunnel")][v]);
        File.WriteAllText(Path.Combine(folder, "vertex_indices.json"), $"{{\"idx_to_landmark_verts\": [{string.Join(", ", arrays.Landmarks68)}]}}");

        var file = Path.Combine(_folder, "ict.safetensors");
        var model = HeadModelFile.Import(folder, file);
        var again = (IctHeadModel)HeadModelFile.Load(file);
        var whole = IctHeadModel.Load(SharedData.Find("heads/ict_light.safetensors")!);
        Assert.Equal("ict", model.Name);
        Assert.Equal((2, 2), (model.ShapeCount, model.ExpressionCount));
        Assert.Equal(["jawOpen", "mouthFunnel"], again.ExpressionNames);
        Assert.Equal(whole.Triangles, model.Triangles);
        Assert.Equal(whole.JawOpenAngle, model.JawOpenAngle, 1e-4f);
        Vector3[] a = new Vector3[whole.VertexCount], b = new Vector3[whole.VertexCount], c = new Vector3[whole.VertexCount];
        var amounts = new float[whole.ExpressionCount];
        amounts[jaw] = 0.5f;
        whole.Evaluate([1, -2], amounts, Vector3.Zero, a);
        model.Evaluate([1, -2], [0.5f], Vector3.Zero, b);
        again.Evaluate([1, -2], [0.5f], Vector3.Zero, c);
        Assert.True(a.Zip(b, Vector3.Distance).Max() < 1e-3f);
        Assert.True(b.Zip(c, Vector3.Distance).Max() < 1e-2f);

        void WriteMesh(string name, Func<int, Vector3> moved)
        {
            using var writer = new StreamWriter(Path.Combine(folder, name + ".obj"));
            writer.WriteLine("# a mesh");
            for (var v = 0; v < arrays.Vertices.Length; v++)
            {
                var p = arrays.Vertices[v] + moved(v);
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"v {p.X:R} {p.Y:R} {p.Z:R}"));
            }
            writer.WriteLine("vt 0.5 0.5");
            if (name == "generic_neutral_mesh")
                for (var t = 0; t < arrays.Triangles.Length; t += 3)
                    writer.WriteLine($"f {arrays.Triangles[t] + 1}/1 {arrays.Triangles[t + 1] + 1}/1 {arrays.Triangles[t + 2] + 1}/1");
        }
    }

    private string WriteModel(bool columnMajor = false)
    {
        var writer = new PickleWriter();
        writer.Dictionary(
            ("bs_style", () => writer.Text("lbs")), ("bs_type", () => writer.Text("lrotmin")),
            ("f", () => writer.Unsigned([0, 1, 2, 3, 4, 5, 6, 7, 8], [3, 3])),
            ("v_template", () => writer.Chumpy(() => writer.Doubles(_template, [Vertices, 3], columnMajor))),
            ("shapedirs", () => writer.Chumpy(() => writer.Doubles(_modes, [Vertices, 3, Shapes + Expressions], columnMajor))),
            ("posedirs", () => writer.Doubles(_correctives, [Vertices, 3, 36], columnMajor)),
            ("J_regressor", () => writer.Columns(_regressor, Joints, Vertices)),
            ("weights", () => writer.Doubles(_weights, [Vertices, Joints], columnMajor)),
            ("kintree_table", () => writer.Unsigned([uint.MaxValue, 0, 1, 1, 1, 0, 1, 2, 3, 4], [2, Joints])));
        var path = Path.Combine(_folder, $"model{columnMajor}.pkl");
        File.WriteAllBytes(path, writer.Finish());
        return path;
    }

    private string WriteEmbedding()
    {
        var writer = new PickleWriter();
        writer.Dictionary(
            ("lmk_face_idx", () => writer.Longs([.. Enumerable.Range(0, 51).Select(i => (long)(i % 3))], [51])),
            ("lmk_b_coords", () => writer.Doubles([.. Enumerable.Range(0, 51).SelectMany(_ => (double[])[0.2, 0.3, 0.5])], [51, 3])));
        var path = Path.Combine(_folder, "flame_static_embedding.pkl");
        File.WriteAllBytes(path, writer.Finish());
        return path;
    }

    /// <summary>
    /// SMPL's equations 5 to 9 as they are printed, in double precision: shaped vertices, regressed joints, pose correctives of R - I, chained
    /// 4 x 4 transforms with the rest pose taken off. Centimetres.
    /// </summary>
    private Vector3[] Reference(float[] shape, float[] expression, FlamePose pose)
    {
        var modes = Shapes + Expressions;
        double[] amounts = [.. Enumerable.Range(0, modes).Select(k => k < Shapes ? (k < shape.Length ? shape[k] : 0) : k - Shapes < expression.Length ? expression[k - Shapes] : 0.0)];
        var shaped = new double[3 * Vertices];
        for (var i = 0; i < shaped.Length; i++)
        {
            shaped[i] = _template[i];
            for (var k = 0; k < modes; k++) shaped[i] += _modes[i * modes + k] * amounts[k];
        }
        var joints = new double[Joints, 3];
        for (var j = 0; j < Joints; j++)
            for (var v = 0; v < Vertices; v++)
                for (var c = 0; c < 3; c++)
                    joints[j, c] += _regressor[j * Vertices + v] * shaped[3 * v + c];
        var turns = Enumerable.Range(0, Joints).Select(j => Rodrigues(pose[j])).ToArray();
        var posed = (double[])shaped.Clone();
        for (var i = 0; i < posed.Length; i++)
            for (var j = 1; j < Joints; j++)
                for (var r = 0; r < 3; r++)
                    for (var c = 0; c < 3; c++)
                        posed[i] += _correctives[i * 36 + 9 * (j - 1) + 3 * r + c] * (turns[j][r, c] - (r == c ? 1 : 0));
        int[] parents = [-1, 0, 1, 1, 1];
        var worlds = new double[Joints][,];
        for (var j = 0; j < Joints; j++)
        {
            var local = new double[4, 4];
            for (var r = 0; r < 3; r++)
            {
                for (var c = 0; c < 3; c++) local[r, c] = turns[j][r, c];
                local[r, 3] = joints[j, r] - (parents[j] < 0 ? 0 : joints[parents[j], r]);
            }
            local[3, 3] = 1;
            worlds[j] = parents[j] < 0 ? local : Product(worlds[parents[j]], local);
        }
        var result = new Vector3[Vertices];
        for (var v = 0; v < Vertices; v++)
        {
            var sum = new double[3];
            for (var j = 0; j < Joints; j++)
                for (var r = 0; r < 3; r++)
                {
                    var value = worlds[j][r, 3];
                    for (var c = 0; c < 3; c++) value += worlds[j][r, c] * (posed[3 * v + c] - joints[j, c]);
                    sum[r] += _weights[v * Joints + j] * value;
                }
            result[v] = new Vector3((float)sum[0], (float)sum[1], (float)sum[2]) * 100;
        }
        return result;
    }

    private static double[,] Rodrigues(Vector3 axisAngle)
    {
        double angle = axisAngle.Length();
        var result = new double[3, 3];
        var axis = angle == 0 ? Vector3.UnitX : axisAngle / (float)angle;
        double[,] k = { { 0, -axis.Z, axis.Y }, { axis.Z, 0, -axis.X }, { -axis.Y, axis.X, 0 } };
        for (var r = 0; r < 3; r++)
            for (var c = 0; c < 3; c++)
            {
                var square = 0.0;
                for (var m = 0; m < 3; m++) square += k[r, m] * k[m, c];
                result[r, c] = (r == c ? 1 : 0) + Math.Sin(angle) * k[r, c] + (1 - Math.Cos(angle)) * square;
            }
        return result;
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        var result = new double[4, 4];
        for (var r = 0; r < 4; r++)
            for (var c = 0; c < 4; c++)
                for (var k = 0; k < 4; k++)
                    result[r, c] += a[r, k] * b[k, c];
        return result;
    }

    private static void Normalise(Span<double> row)
    {
        var sum = 0.0;
        foreach (var value in row) sum += value;
        for (var i = 0; i < row.Length; i++) row[i] /= sum;
    }

    private double[] Numbers(int count, double size) => [.. Enumerable.Range(0, count).Select(_ => (_random.NextDouble() * 2 - 1) * size)];
}
