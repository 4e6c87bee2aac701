using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Testing;
using ReliTalk.Learning.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.Networks.Pretrained;

[NoTensorLeaks]
public sealed class MoonshineEncoderTests
{
    // ONNX Runtime 1.31 rounds what goes through the layers to 8 bits, this encoder does not: states of root mean square 0.51 differ a little.
    [ModelFact(MoonshineEncoder.File)]
    public void States_agree_with_ONNX_Runtime_but_for_its_rounding()
    {
        float[][] expected =
        [
            [-0.0147f, -0.0693f, 0.3613f, -0.0752f, 0.2300f, -0.0358f, 0.1281f, 0.5888f],
            [0.1135f, -0.0135f, 0.3843f, -0.0638f, 0.3065f, 0.0077f, 0.1888f, 0.6646f],
            [0.1545f, -0.1133f, 0.2527f, -0.0997f, 0.2240f, 0.0247f, 0.1273f, 0.5754f],
        ];
        using var encoder = MoonshineEncoder.Load(new ModelStore());
        using var scope = NewDisposeScope();
        var states = encoder.Encode(tensor(Sound(16000), [1, 16000]));
        Assert.Equal([1, 40, MoonshineEncoder.Width], states.shape);
        Assert.Equal(0.5137, Math.Sqrt(states.square().mean().item<float>()), 0.01);
        var differences = new List<double>();
        for (var i = 0; i < expected.Length; i++)
            for (var k = 0; k < expected[i].Length; k++) differences.Add(expected[i][k] - states[0, new[] { 0, 20, 39 }[i], 36 * k].item<float>());
        Assert.True(Math.Sqrt(differences.Average(d => d * d)) < 0.05, string.Join(", ", differences.Select(d => d.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture))));
    }

    [ModelFact(MoonshineEncoder.File)]
    public void Pieces_side_by_side_are_heard_each_by_itself()
    {
        using var encoder = MoonshineEncoder.Load(new ModelStore());
        using var scope = NewDisposeScope();
        var first = tensor(Sound(4000), [1, 4000]);
        var both = encoder.Encode(cat([first, first.flip(1) * 0.3], 0));
        Assert.True((both.narrow(0, 0, 1) - encoder.Encode(first)).abs().max().item<float>() < 1e-4f);
    }

    [ModelFact(MoonshineEncoder.File)]
    public void States_between_the_layers_have_mean_0_and_variance_1()
    {
        using var encoder = MoonshineEncoder.Load(new ModelStore());
        using var scope = NewDisposeScope();
        var speech = tensor(Sound(8000), [1, 8000]);
        var (middle, end) = (encoder.Encode(speech, 4), encoder.Encode(speech));
        Assert.Equal(end.shape, middle.shape);
        Assert.True(middle.mean([2L]).abs().max().item<float>() < 1e-4f);
        Assert.True((middle.square().mean([2L]) - 1).abs().max().item<float>() < 1e-2f);
        Assert.True((encoder.Encode(speech, 3) - middle).abs().max().item<float>() > 0.1f);
        Assert.Equal(0, (encoder.Encode(speech, MoonshineEncoder.Layers) - end).abs().max().item<float>());
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode(speech, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode(speech, 7));
    }

    [ModelFact(MoonshineEncoder.File)]
    public void Only_the_last_states_can_be_asked_for()
    {
        using var encoder = MoonshineEncoder.Load(new ModelStore());
        using var scope = NewDisposeScope();
        var speech = tensor(Sound(16000), [2, 8000]);
        foreach (var layers in new[] { 1, 4 })
        {
            var all = encoder.Encode(speech, layers);
            Assert.Equal(MoonshineEncoder.StatesOf(8000), all.shape[1]);
            var last = encoder.Encode(speech, layers, 12);
            Assert.Equal([2, all.shape[1] - 12, MoonshineEncoder.Width], last.shape);
            Assert.True((all.narrow(1, 12, last.shape[1]) - last).abs().max().item<float>() < 1e-4f);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode(speech, 4, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode(speech, 4, MoonshineEncoder.StatesOf(8000)));
    }

    [ModelFact(MoonshineEncoder.File)]
    public void Too_short_a_piece_is_refused()
    {
        using var encoder = MoonshineEncoder.Load(new ModelStore());
        using var scope = NewDisposeScope();
        Assert.Equal(1, encoder.Encode(zeros(1, MoonshineEncoder.LeastSamples)).shape[1]);
        Assert.Throws<ArgumentException>(() => encoder.Encode(zeros(1, MoonshineEncoder.LeastSamples - 1)));
    }

    private static float[] Sound(int samples) => [.. Enumerable.Range(0, samples).Select(n =>
        (float)(0.4 * Math.Sin(0.05 * n) * Math.Sin(0.0003 * n) + 0.1 * Math.Sin(0.4 * n + 3 * Math.Sin(0.001 * n))))];
}
