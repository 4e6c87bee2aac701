using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Evaluation.Speed;

/// <summary>Measures what this machine's tensor library computes, so that a training time can be read against what was possible.</summary>
internal static class ArithmeticProbe
{
    private const int Side = 1024;
    private const int Channels = 32;
    private const int Pictures = 4;
    private const int Picture = 128;
    private const int Rounds = 9;
    private const double ConvolutionWork = 2.0 * Pictures * Channels * Channels * 9 * Picture * Picture;

    /// <summary>The median of nine rounds of each, with the calling thread's number of threads.</summary>
    public static ArithmeticSpeed Measure()
    {
        using var scope = NewDisposeScope();
        var a = rand([Side, Side]);
        var b = rand([Side, Side]);
        var pictures = rand([Pictures, Channels, Picture, Picture]);
        var weights = rand([Channels, Channels, 3, 3]);
        double product, inference;
        using (no_grad())
        {
            product = Median(2.0 * Side * Side * Side, () => a.matmul(b));
            inference = Median(ConvolutionWork, () => nn.functional.conv2d(pictures, weights, padding: [1, 1]));
        }
        pictures.requires_grad_(true);
        weights.requires_grad_(true);
        var training = Median(3 * ConvolutionWork, () => nn.functional.conv2d(pictures, weights, padding: [1, 1]).sum().backward());
        return new ArithmeticSpeed(product, inference, training);
    }

    private static double Median(double operations, Action work)
    {
        var times = new double[Rounds];
        for (var round = -1; round < Rounds; round++)
        {
            using var scope = NewDisposeScope();
            var start = Stopwatch.GetTimestamp();
            work();
            if (round >= 0) times[round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(times);
        return operations / times[Rounds / 2] / 1e9;
    }
}
