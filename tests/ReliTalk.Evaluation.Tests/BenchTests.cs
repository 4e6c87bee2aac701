using ReliTalk.Evaluation.Speed;

namespace ReliTalk.Evaluation.Tests;

public sealed class BenchTests
{
    [Fact]
    public void Cases_run_along_each_axis_and_not_through_the_whole_table()
    {
        var protocol = new BenchProtocol { Lengths = [20, 10, 60], Sizes = [256, 128, 512] };

        Assert.Equal([(20, 256), (10, 256), (60, 256), (20, 128), (20, 512)], protocol.Cases().Select(item => ((int)item.Length!, item.Size)));
        Assert.Equal([(null, 256)], new BenchProtocol().Cases());
    }

    [Fact]
    public async Task Settings_outside_their_range_are_refused_before_anything_runs()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new BenchProtocol { StepShare = 0 }.RunAsync("absent.mp4"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new BenchProtocol { Lengths = [1] }.RunAsync("absent.mp4"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new BenchProtocol { Sizes = [100] }.RunAsync("absent.mp4"));
    }

    [Fact]
    public void A_stage_lasts_until_the_next_ones_first_report()
    {
        var clock = new StageClock(null);
        clock.Report(TrainingProgress.Of("tracking", 0, 2));
        Thread.Sleep(30);
        clock.Report(TrainingProgress.Of("tracking", 1, 2));
        Thread.Sleep(30);
        clock.Report(TrainingProgress.Of("matting", 0, 1));

        var stages = clock.Finish();

        Assert.Equal(["tracking", "matting"], stages.Keys);
        Assert.True(stages["tracking"] >= 0.055, $"{stages["tracking"]} s");
        Assert.True(stages["matting"] < stages["tracking"]);
    }

    [Fact]
    public void Arithmetic_is_measured_in_a_plausible_range()
    {
        var speed = ArithmeticProbe.Measure();

        Assert.All([speed.MatrixProduct, speed.Convolution, speed.ConvolutionTraining], figure => Assert.InRange(figure, 0.1, 1e5));
    }
}
