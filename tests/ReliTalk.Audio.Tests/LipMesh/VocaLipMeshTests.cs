using ReliTalk.Audio.LipMesh;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests.LipMesh;

public sealed class VocaLipMeshTests
{
    private const int Subjects = 3;
    private const int Letters = 4;
    private const int Vertices = 2;

    [Fact]
    public void Vertices_equal_the_layers_written_out()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var weights = Weights();
        var path = Path.Combine(folder.Path, "voca.safetensors");
        SafeTensorsFile.Write(path, weights);
        using var mesh = VocaLipMesh.Load(path, firstColumn: 1, subject: 1);
        Assert.Equal(Subjects, mesh.Subjects);
        var window = new float[16 * (1 + Letters)];
        for (var i = 0; i < window.Length; i++) window[i] = (float)Math.Sin(0.7 * i);
        var moved = mesh.Animate(LipTemplate.Average, tensor(window, [1, 16, 1 + Letters]));
        Assert.Equal([1, Vertices, 3], moved.shape);
        var values = moved.data<float>().ToArray();
        var expected = ByHand(weights.ToDictionary(w => w.Key, w => w.Value.data<float>().ToArray()), window);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], 2);
    }

    [Fact]
    public void A_file_of_another_layout_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder.Path, "voca.safetensors");
        var weights = Weights();
        weights.Remove("dense2.bias");
        SafeTensorsFile.Write(path, weights);
        Assert.Contains("dense2.bias", Assert.Throws<WeightsFileException>(() => VocaLipMesh.Load(path)).Message, StringComparison.Ordinal);
        weights = Weights();
        weights["conv2.weight"] = zeros(5, 9, 3);
        SafeTensorsFile.Write(path, weights);
        Assert.Contains("conv2", Assert.Throws<WeightsFileException>(() => VocaLipMesh.Load(path)).Message, StringComparison.Ordinal);
        SafeTensorsFile.Write(path, Weights());
        Assert.Throws<ArgumentOutOfRangeException>(() => VocaLipMesh.Load(path, subject: Subjects));
    }

    private static readonly int[] Channels = [Letters + Subjects, 3, 3, 4, 5];

    private static Dictionary<string, Tensor> Weights()
    {
        var random = new Random(9);
        Tensor Numbers(params long[] shape)
        {
            var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
            for (var i = 0; i < values.Length; i++) values[i] = (float)(random.NextDouble() - 0.45);
            return tensor(values, shape);
        }

        var weights = new Dictionary<string, Tensor>
        {
            ["norm.mean"] = Numbers(1), ["norm.variance"] = Numbers(1).abs(), ["norm.scale"] = Numbers(1), ["norm.shift"] = Numbers(1),
            ["dense1.weight"] = Numbers(6, Channels[4] + Subjects), ["dense1.bias"] = Numbers(6), ["dense2.weight"] = Numbers(5, 6), ["dense2.bias"] = Numbers(5),
            ["basis.weight"] = Numbers(Vertices * 3, 5), ["basis.bias"] = Numbers(Vertices * 3), ["template"] = Numbers(Vertices, 3),
        };
        for (var i = 1; i <= 4; i++)
        {
            weights[$"conv{i}.weight"] = Numbers(Channels[i], Channels[i - 1], 3);
            weights[$"conv{i}.bias"] = Numbers(Channels[i]);
        }

        return weights;
    }

    private static double[] ByHand(Dictionary<string, float[]> w, float[] window)
    {
        var x = new double[Channels[0], 16];
        for (var t = 0; t < 16; t++)
        {
            for (var c = 0; c < Letters; c++)
                x[c, t] = (window[t * (1 + Letters) + 1 + c] - w["norm.mean"][0]) / Math.Sqrt(w["norm.variance"][0] + 1e-5) * w["norm.scale"][0] + w["norm.shift"][0];
            x[Letters + 1, t] = 1;
        }

        for (var layer = 1; layer <= 4; layer++)
        {
            var steps = x.GetLength(1) / 2;
            var y = new double[Channels[layer], steps];
            for (var o = 0; o < Channels[layer]; o++)
                for (var t = 0; t < steps; t++)
                {
                    double sum = w[$"conv{layer}.bias"][o];
                    for (var i = 0; i < Channels[layer - 1]; i++)
                        for (var k = 0; k < 3; k++)
                            if (2 * t + k < x.GetLength(1)) sum += w[$"conv{layer}.weight"][(o * Channels[layer - 1] + i) * 3 + k] * x[i, 2 * t + k];
                    y[o, t] = Math.Max(0, sum);
                }

            x = y;
        }

        double[] v = [.. Enumerable.Range(0, Channels[4]).Select(c => x[c, 0]), 0, 1, 0];
        double[] Dense(double[] input, string name) =>
            [.. w[name + ".bias"].Select((b, o) => b + input.Select((a, i) => a * w[name + ".weight"][o * input.Length + i]).Sum())];
        v = Dense([.. Dense(v, "dense1").Select(Math.Tanh)], "dense2");
        return [.. Dense(v, "basis").Select((a, i) => 100 * (a + w["template"][i]))];
    }
}
