using BenchmarkDotNet.Attributes;
using ReliTalk.Evaluation;
using ReliTalk.Media;

namespace ReliTalk.Benchmarks;

/// <summary>What scoring one pair of frames costs: PSNR, SSIM, MS-SSIM, sharpness and flicker of the full frame and of one box.</summary>
[MemoryDiagnoser]
public class EvaluationBenchmarks
{
    private Frame _truth = null!;
    private Frame _made = null!;
    private FrameComparison _comparison = null!;

    [Params(256, 512)]
    public int Side { get; set; }

    [GlobalSetup]
    public async Task SetUp()
    {
        _truth = await MediaBenchmarks.FirstFrameAsync(new FrameSize(Side, Side));
        _made = new Frame(Side, Side, PixelFormat.Rgb24, [.. _truth.Pixels.Select(level => (byte)Math.Min(255, level + 3))]);
        _comparison = new FrameComparison();
    }

    [Benchmark(Description = "score one pair")]
    public void Score() => _comparison.Add(_truth, _made, EvaluationRegion.FullFrame, new EvaluationRegion("box", new CropBox(Side / 4, Side / 2, Side / 3, Side / 3)));
}
