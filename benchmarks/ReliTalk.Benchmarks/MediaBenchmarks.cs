using BenchmarkDotNet.Attributes;
using ReliTalk.Media;
using static TorchSharp.torch;

namespace ReliTalk.Benchmarks;

/// <summary>Frames in and out: decoding, PNG, tensors. One operation is one frame, but for decoding, which is the embedded clip's first 100.</summary>
[MemoryDiagnoser]
public class MediaBenchmarks : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-benchmarks-").FullName;
    private Frame _frame = null!;

    public static string Asset(string name) => Path.Combine(AppContext.BaseDirectory, "assets", name);

    public static async Task<Frame> FirstFrameAsync(FrameSize? size = null)
    {
        await using var reader = await VideoReader.OpenAsync(Asset("speaker.mp4"), new VideoReaderOptions { Size = size });
        await foreach (var frame in reader.FramesAsync()) return frame;
        throw new InvalidOperationException("The embedded clip is empty.");
    }

    [GlobalSetup]
    public async Task SetUp()
    {
        _frame = await FirstFrameAsync();
        await ImageFile.WriteAsync(Path.Combine(_folder, "in.png"), _frame);
    }

    [Benchmark(Description = "decode 100 frames 256x256")]
    public async Task<int> Decode()
    {
        var count = 0;
        await using var reader = await VideoReader.OpenAsync(Asset("speaker.mp4"), new VideoReaderOptions { ReuseBuffer = true });
        await foreach (var _ in reader.FramesAsync())
            if (++count == 100) break;
        return count;
    }

    [Benchmark(Description = "read PNG 256x256")]
    public Task<Frame> ReadPng() => ImageFile.ReadAsync(Path.Combine(_folder, "in.png"));

    [Benchmark(Description = "write PNG 256x256")]
    public Task WritePng() => ImageFile.WriteAsync(Path.Combine(_folder, "out.png"), _frame);

    [Benchmark(Description = "read Radiance environment")]
    public Task<HdrImage> ReadRadiance() => HdrImage.ReadAsync(Asset("studio.hdr"));

    [Benchmark(Description = "frame to tensor and back 256x256")]
    public Frame ThroughTensor()
    {
        using var scope = NewDisposeScope();
        return _frame.ToTensor().ToFrame();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
