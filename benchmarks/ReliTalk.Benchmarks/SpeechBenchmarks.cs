using BenchmarkDotNet.Attributes;
using ReliTalk.Audio;
using ReliTalk.Audio.Features;
using ReliTalk.Audio.Streaming;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Benchmarks;

/// <summary>
/// From speech to expression: learning F_exp on four seconds, predicting the embedded sound at once, and second by second as a stream does. The face that
/// it learns is noise of a real clip's size, which time does not see. Needs the model files.
/// </summary>
[MemoryDiagnoser]
public class SpeechBenchmarks : IDisposable
{
    private const int SampleRate = 16_000, LearntFrames = 100, Modes = 20;

    private readonly ModelStore _models = new();
    private readonly LogMelFeatures _logMel = new();
    private float[] _speech = [];
    private SpokenClip _clip = null!;
    private SpeechDriver _driver = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        _speech = (await AudioReader.ReadAsync(MediaBenchmarks.Asset("speech.wav"), new AudioReaderOptions { SampleRate = SampleRate })).Samples;
        manual_seed(1);
        var aperture = new float[LearntFrames];
        for (var t = 0; t < aperture.Length; t++) aperture[t] = 0.1f + (0.05f * MathF.Sin(t));
        _clip = new SpokenClip(_speech.AsMemory(0, LearntFrames * SampleRate / 25), randn(LearntFrames, Modes), randn(LearntFrames, 3)) { Aperture = aperture };
        _driver = SpeechDriver.Train(_models, _clip);
    }

    [Benchmark(Description = "log-mel energies of 12.6 s")]
    public FeatureTrack LogMel() => _logMel.Extract(_speech);

    [Benchmark(Description = "learn F_exp on 4 s")]
    public void Learn() => SpeechDriver.Train(_models, _clip).Dispose();

    [Benchmark(Description = "expression of 12.6 s at once")]
    public void Predict() => _driver.Predict(_speech).Dispose();

    [Benchmark(Description = "expression of 12.6 s, 40 ms at a time")]
    public int Stream()
    {
        var stream = _driver.Open();
        var frames = new List<ExpressionFrame>();
        foreach (var piece in _speech.Chunk(SampleRate / 25)) stream.Push(piece, frames);
        stream.Complete(frames);
        return frames.Count;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _driver?.Dispose();
        GC.SuppressFinalize(this);
    }
}
