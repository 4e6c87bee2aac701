using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ReliTalk.Media;
using ReliTalk.Provenance;
using ReliTalk.Training;

namespace ReliTalk.Driving;

/// <summary>Runs a performance: speech to expression, expression to driven frames, driven frames to lit frames, in a pipeline of two threads.</summary>
internal static class PerformanceRunner
{
    private const double FrameRate = 25;

    public static async Task<PerformanceReport> SaveAsync(Portrait portrait, Performance performance, string path, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var plan = await PerformancePlan.MakeAsync(portrait, performance, cancellationToken).ConfigureAwait(false);
        var options = new VideoWriterOptions { FrameRate = FrameRate, Audio = plan.Speech, Metadata = SyntheticMark.Metadata() };
        await using var writer = await VideoWriter.CreateAsync(path, options, cancellationToken).ConfigureAwait(false);
        var stage = new StageProgress(performance.Progress, "driving", plan.FrameCount);
        var count = 0;
        var driving = Stopwatch.StartNew();
        await foreach (var frame in FramesAsync(plan, cancellationToken).ConfigureAwait(false))
        {
            await writer.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
            stage.Report(++count);
        }
        var modelSeconds = plan.BusiestStage.TotalSeconds;
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        var report = new PerformanceReport(path, count, TimeSpan.FromSeconds(count / FrameRate), count / clock.Elapsed.TotalSeconds, count / Math.Max(modelSeconds, 1e-9));
        TrainingLog.Drove(performance.Logger, count, report.ModelFps, report.DeliveredFps);
        return report;
    }

    public static async IAsyncEnumerable<Frame> FramesAsync(Portrait portrait, Performance performance, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await PerformancePlan.MakeAsync(portrait, performance, cancellationToken).ConfigureAwait(false);
        await foreach (var frame in FramesAsync(plan, cancellationToken).ConfigureAwait(false)) yield return frame;
    }

    private static async IAsyncEnumerable<Frame> FramesAsync(PerformancePlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var bounded = new BoundedChannelOptions(4) { SingleReader = true, SingleWriter = true };
        var drivenFrames = Channel.CreateBounded<DrivenFrame>(bounded);
        var finished = Channel.CreateBounded<Frame>(bounded);
        var drive = RunStage(drivenFrames.Writer, token => plan.Drive(frame => Write(drivenFrames.Writer, frame, token), token), stop.Token);
        var light = RunStage(finished.Writer, token => plan.Light(Items(drivenFrames.Reader, token), frame => Write(finished.Writer, frame, token)), stop.Token);
        try
        {
            await foreach (var frame in finished.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return frame;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            // The stages own tensors: they must have stopped before the portrait may be disposed.
            await Task.WhenAll(drive, light).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A stage on a thread of its own; its error, or its end, reaches the reader through the channel.</summary>
    private static Task RunStage<T>(ChannelWriter<T> output, Action<CancellationToken> work, CancellationToken token)
        => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    work(token);
                    output.TryComplete();
                }
                catch (Exception error)
                {
                    output.TryComplete(error);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Write<T>(ChannelWriter<T> writer, T item, CancellationToken token)
    {
        while (!writer.TryWrite(item))
            if (!writer.WaitToWriteAsync(token).AsTask().GetAwaiter().GetResult()) throw new OperationCanceledException(token);
    }

    private static IEnumerable<T> Items<T>(ChannelReader<T> reader, CancellationToken token)
    {
        while (reader.WaitToReadAsync(token).AsTask().GetAwaiter().GetResult())
            while (reader.TryRead(out var item)) yield return item;
    }
}
