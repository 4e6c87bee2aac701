using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Learning.Tests.Models;
using ReliTalk.Testing;

namespace ReliTalk.Learning.Tests.Networks.Pretrained;

[NoTensorLeaks]
public sealed class SileroVadTests
{
    /// <summary>
    /// Values of a separate script in PyTorch 1.13 with torch.lstm_cell, which also gives the four numbers that the package's own runtime
    /// gives for its own way of cutting windows.
    /// </summary>
    [ModelFact("silero_vad_v5.onnx")]
    public void Probabilities_agree_with_PyTorch()
    {
        using var network = SileroVad.Load(new ModelStore());
        var speech = new float[3 * SileroVad.ChunkSize + 400];
        for (var n = 0; n < speech.Length; n++) speech[n] = (float)(0.4 * Math.Sin(0.05 * n) * Math.Sin(0.3 * n));
        var probabilities = network.Probabilities(speech);
        float[] expected = [0.3525521f, 0.3158588f, 0.2295124f];
        Assert.Equal(4, probabilities.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], probabilities[i], 1e-5f);
    }

    [ModelFact("silero_vad_v5.onnx")]
    public void Noise_is_not_speech()
    {
        using var network = SileroVad.Load(new ModelStore());
        var random = new Random(5);
        var noise = new float[16000];
        for (var i = 0; i < noise.Length; i++) noise[i] = (float)(0.1 * (random.NextDouble() - 0.5));
        Assert.True(network.Probabilities(noise).Average() < 0.1f);
    }

    [ModelFact("silero_vad_v5.onnx")]
    public void A_stream_in_pieces_hears_what_the_whole_gives()
    {
        using var network = SileroVad.Load(new ModelStore());
        var speech = new float[5 * SileroVad.ChunkSize + 100];
        for (var n = 0; n < speech.Length; n++) speech[n] = (float)(0.4 * Math.Sin(0.05 * n) * Math.Sin(0.3 * n));
        var heard = new List<float>();
        var stream = network.Open();
        for (var i = 0; i < speech.Length; i += 333) stream.Push(speech.AsSpan(i, Math.Min(333, speech.Length - i)), heard);
        stream.Complete(heard);
        var whole = network.Probabilities(speech);
        Assert.Equal(whole.Length, heard.Count);
        for (var i = 0; i < whole.Length; i++) Assert.Equal(whole[i], heard[i], 1e-5f);
    }

    [ModelFact("silero_vad_v5.onnx")]
    public void Nothing_gives_nothing()
    {
        using var network = SileroVad.Load(new ModelStore());
        Assert.Empty(network.Probabilities([]));
    }
}
