using ReliTalk.Learning.WeightFiles;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Evaluation.Tests;

/// <summary>Weights from a formula, so that PyTorch can have the same; expected figures were printed by PyTorch 1.13 from the authors' layers.</summary>
public sealed class SyncNetTests
{
    [Fact]
    public void Both_stacks_compute_the_authors_network()
    {
        using var folder = new TemporaryFolder();
        using var network = SyncNetNetwork.Load(Weights(folder));
        using var scope = NewDisposeScope();
        using var inference = no_grad();

        var picture = network.EmbedPictures((Formula(15 * 224 * 224, 0.011, 127) + 128).view(1, 15, 224, 224))[0];
        var sound = network.EmbedSounds(Formula(13 * 20, 0.21, 8).view(1, 1, 13, 20))[0];

        Assert.Equal([1024], picture.shape);
        Assert.Equal([-0.06561f, 0.02685f, -0.12092f, 0.10876f], Picked(picture), (a, b) => MathF.Abs(a - b) < 2e-4f);
        Assert.Equal([0.10377f, -0.01806f, -0.10426f, 0.05008f], Picked(sound), (a, b) => MathF.Abs(a - b) < 2e-4f);
        Assert.Equal(4.362016f, (picture - sound).square().sum().sqrt().item<float>(), 1e-3f);
    }

    [Fact]
    public void Windows_pair_five_frames_with_a_fifth_of_a_second_of_sound()
    {
        using var folder = new TemporaryFolder();
        using var network = SyncNetNetwork.Load(Weights(folder));
        var frames = Enumerable.Range(0, 8).Select(_ => new Frame(224, 224)).ToArray();
        var sound = new AudioClip([.. Enumerable.Range(0, 8 * 640).Select(i => MathF.Sin(i * 0.1f) * 0.3f)], 16_000);

        var (pictures, sounds) = network.Embed(frames, sound);

        Assert.Equal((3, 3), (pictures.Count, sounds.Count));
        Assert.Throws<ArgumentException>(() => network.Embed([.. frames.Take(5)], sound));
        Assert.Throws<ArgumentException>(() => network.Embed([.. frames.Select(_ => new Frame(96, 96))], sound));
        Assert.Throws<ArgumentException>(() => network.Embed(frames, new AudioClip(new float[8000], 8_000)));
    }

    [Fact]
    public void Other_weights_are_refused_by_the_name_of_the_tensor()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "other.safetensors");
        using (NewDisposeScope()) SafeTensorsFile.Write(path, new Dictionary<string, Tensor> { ["netcnnaud.0.weight"] = zeros([64, 3, 3, 3]) });

        Assert.Contains("'netcnnaud.0.weight' is [64, 3, 3, 3] instead of [64, 1, 3, 3]", Assert.Throws<WeightsFileException>(() => SyncNetNetwork.Load(path)).Message);
    }

    private static string Weights(TemporaryFolder folder)
    {
        var path = Path.Combine(folder.Path, "syncnet.safetensors");
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>();
        var index = 0;
        foreach (var (name, shape) in SyncNetNetwork.Layout.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var count = shape.Aggregate(1L, (product, length) => product * length);
            var values = Formula(count, 0.37 + (0.01 * index++), shape.Length > 1 ? 1.5 / Math.Sqrt(count / shape[0]) : 0.1).view(shape);
            if (name.EndsWith("running_var", StringComparison.Ordinal)) values = values.abs() + 0.5;
            if (shape.Length == 1 && name.EndsWith("weight", StringComparison.Ordinal)) values = values + 1;
            tensors[name] = values;
        }
        SafeTensorsFile.Write(path, tensors);
        return path;
    }

    private static float[] Picked(Tensor embedding)
    {
        var values = embedding.data<float>().ToArray();
        return [values[0], values[1], values[500], values[1023]];
    }

    private static Tensor Formula(long count, double frequency, double scale)
        => (sin(arange(count, ScalarType.Float64) * frequency) * scale).to(ScalarType.Float32);
}
