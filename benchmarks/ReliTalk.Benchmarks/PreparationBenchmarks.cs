using BenchmarkDotNet.Attributes;
using ReliTalk.Audio.Features;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;

namespace ReliTalk.Benchmarks;

/// <summary>What preparing a clip costs: tracking 25 frames, the matte of one, and the speech features of the embedded sound. Needs the model files.</summary>
[MemoryDiagnoser]
public class PreparationBenchmarks : IDisposable
{
    private readonly ModelStore _models = new();
    private readonly List<Frame> _frames = [];
    private FaceTracker _tracker = null!;
    private PersonMatte _matte = null!;
    private PhonemePosteriors _features = null!;
    private EncodedSpeech _encoder = null!;
    private AudioClip _speech = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        _tracker = FaceTracker.Load(_models);
        _matte = PersonMatte.Load(_models);
        _features = PhonemePosteriors.Load(Path.GetDirectoryName(_models.Find("en-us/means"))!);
        _encoder = EncodedSpeech.Load(_models);
        _speech = await AudioReader.ReadAsync(MediaBenchmarks.Asset("speech.wav"));
        await using var reader = await VideoReader.OpenAsync(MediaBenchmarks.Asset("speaker.mp4"));
        await foreach (var frame in reader.FramesAsync())
        {
            _frames.Add(frame);
            if (_frames.Count == 25) break;
        }
    }

    [Benchmark(Description = "track 25 frames 256x256")]
    public Task<ClipTrack> Track() => _tracker.TrackAsync(_frames.ToAsyncEnumerable());

    [Benchmark(Description = "matte of one frame")]
    public Matte Matte() => _matte.Segment(_frames[0]);

    [Benchmark(Description = "phoneme posteriors of 12.6 s")]
    public FeatureTrack Features() => _features.Extract(_speech.Samples);

    [Benchmark(Description = "speech encoder over 12.6 s")]
    public FeatureTrack Encoded() => _encoder.Extract(_speech.Samples);

    [GlobalCleanup]
    public void Dispose()
    {
        _tracker?.Dispose();
        _encoder?.Dispose();
        _matte?.Dispose();
        GC.SuppressFinalize(this);
    }
}
