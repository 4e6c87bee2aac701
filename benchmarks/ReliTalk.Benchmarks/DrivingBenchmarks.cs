using System.Numerics;
using BenchmarkDotNet.Attributes;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Benchmarks;

/// <summary>
/// Driving as a user calls it, without encoding: one second of speech, in the source's light and relit, and loading the portrait. The portrait has the
/// Draft preset's widths but hardly any training, which time does not see. Needs the model files.
/// </summary>
[MemoryDiagnoser]
public class DrivingBenchmarks : IDisposable
{
    private const int SampleRate = 16_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-benchmark-").FullName;
    private Portrait _portrait = null!;

    /// <summary>Side of the portrait in pixels.</summary>
    [Params(256)]
    public int Size { get; set; }

    private string PortraitFile => Path.Combine(_folder, "speaker.portrait");

    private string Second => Path.Combine(_folder, "second.wav");

    [GlobalSetup]
    public async Task SetUp()
    {
        var options = new TrainingOptions { Size = Size, MaxSeconds = 3, StepShare = 0.002, Device = "cpu" };
        using (var trained = await Portrait.Train(MediaBenchmarks.Asset("speaker.mp4"), options).BuildAsync()) trained.Save(PortraitFile);
        _portrait = Portrait.Load(PortraitFile);
        var speech = await AudioReader.ReadAsync(MediaBenchmarks.Asset("speech.wav"), new AudioReaderOptions { SampleRate = SampleRate });
        await AudioWriter.WriteAsync(Second, speech.Slice(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
    }

    [Benchmark(Baseline = true, Description = "drive 1 s")]
    public Task<int> Drive() => CountAsync(_portrait.Drive(Second));

    [Benchmark(Description = "drive and relight 1 s")]
    public Task<int> Relight() => CountAsync(_portrait.Drive(Second).Relight(DirectionalLight.At(-0.7f, 0.5f, new Vector3(3))));

    [Benchmark(Description = "load a portrait of 3 s")]
    public int Load()
    {
        using var portrait = Portrait.Load(PortraitFile);
        return portrait.FrameCount;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _portrait?.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static async Task<int> CountAsync(Performance performance)
    {
        var frames = 0;
        await foreach (var _ in performance.FramesAsync()) frames++;
        return frames;
    }
}
