using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Learning.WeightFiles;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.Networks.Pretrained;

/// <summary>A small file of the same structure stands for the user's weights.</summary>
[NoTensorLeaks]
public sealed class VggFaceTrunkTests : IDisposable
{
    private static readonly string[] Layers = ["1_1", "1_2", "2_1", "2_2", "3_1", "3_2", "3_3", "4_1", "4_2", "4_3"];
    private static readonly long[] Widths = [4, 4, 5, 5, 6, 6, 6, 7, 7, 7];

    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-vgg-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_taps_are_the_last_activations_of_four_blocks_and_tell_the_picture_its_gradient()
    {
        using var scope = NewDisposeScope();
        Write(Random());
        using var trunk = VggFaceTrunk.Load(new ModelStore(_folder));
        var picture = rand(2, 3, 32, 40).requires_grad_();
        var taps = trunk.Features(picture);
        Assert.Equal([[2, 4, 32, 40], [2, 5, 16, 20], [2, 6, 8, 10], [2, 7, 4, 5]], taps.Select(tap => tap.shape));
        Assert.All(taps, tap => Assert.True(tap.min().item<float>() >= 0));
        var distance = PerceptualDistance.Between(trunk, picture, rand(2, 3, 32, 40));
        Assert.True(distance.item<float>() > 0);
        distance.backward();
        Assert.True(picture.grad!.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void A_network_that_passes_one_colour_on_shows_the_mean_and_the_pooling()
    {
        using var scope = NewDisposeScope();
        var weights = Random();
        foreach (var (name, value) in weights)
        {
            if (name == "mean") continue;
            value.zero_();
            // Every layer's first channel is the first channel before it; in the first layer that is red.
            if (name.EndsWith("weight", StringComparison.Ordinal)) value[0, 0, 1, 1] = 1f;
        }
        weights["mean"] = tensor(new[] { 55f, 0f, 0f });
        Write(weights);
        using var trunk = VggFaceTrunk.Load(Path.Combine(_folder, VggFaceTrunk.FileName));
        var red = zeros(1, 3, 32, 32);
        red[0, 0, 5, 9] = 1f;
        var taps = trunk.Features(red);
        Assert.Equal(200f, taps[0][0, 0, 5, 9].item<float>(), 1e-3f);
        Assert.Equal(200f, taps[0].sum().item<float>(), 1e-2f);
        Assert.Equal(200f, taps[1][0, 0, 2, 4].item<float>(), 1e-3f);
        Assert.Equal(200f, taps[3][0, 0, 0, 1].item<float>(), 1e-3f);
    }

    [Fact]
    public void An_absent_file_a_missing_layer_and_another_network_are_named()
    {
        using var scope = NewDisposeScope();
        var absent = Assert.Throws<BackendMissingException>(() => VggFaceTrunk.Load(new ModelStore(_folder)));
        Assert.Contains(VggFaceTrunk.FileName, absent.Message);
        var weights = Random();
        weights.Remove("conv3_3.bias");
        Write(weights);
        Assert.Contains("conv3_3.bias", Assert.Throws<WeightsFileException>(() => VggFaceTrunk.Load(new ModelStore(_folder))).Message);
        weights = Random();
        weights["conv2_1.weight"] = rand(5, 9, 3, 3);
        Write(weights);
        Assert.Contains("conv2_1.weight", Assert.Throws<WeightsFileException>(() => VggFaceTrunk.Load(new ModelStore(_folder))).Message);
    }

    private static Dictionary<string, Tensor> Random()
    {
        using var generator = manual_seed(5);
        var weights = new Dictionary<string, Tensor>();
        long before = 3;
        for (var i = 0; i < Layers.Length; i++)
        {
            weights[$"conv{Layers[i]}.weight"] = randn(Widths[i], before, 3, 3) * 0.3;
            weights[$"conv{Layers[i]}.bias"] = randn(Widths[i]) * 0.1;
            before = Widths[i];
        }
        return weights;
    }

    private void Write(Dictionary<string, Tensor> weights)
    {
        SafeTensorsFile.Write(Path.Combine(_folder, VggFaceTrunk.FileName), weights);
        foreach (var value in weights.Values) value.Dispose();
    }
}
