using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ReliTalk.Media;
using ReliTalk.Provenance;
using ReliTalk.Training;
using static TorchSharp.torch;

namespace ReliTalk.Driving;

/// <summary>Runs a performance: speech to expression, expression to driven frames (in three steps), driven frames to lit frames, as a pipeline with a thread a stage.</summary>
internal static class PerformanceRunner
{
    private const double FrameRate = FrameClock.FrameRate;
    private const int Ahead = 4;
    private const int HeardAhead = 125;

    // Besides drawing: preparing, lighting, encoding.
    private const int OtherStages = 3;

    /// <summary>Drives with a file and writes a video.</summary>
    public static async Task<PerformanceReport> SaveAsync(Portrait portrait, Performance performance, string path, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var parts = portrait.Parts;
        var speech = await RecordedSpeech.ReadAsync(parts, performance.AudioPath, performance.Options, cancellationToken).ConfigureAwait(false);
        var head = await HeadStage.MakeAsync(parts, performance.Options, cancellationToken).ConfigureAwait(false);
        var lighting = await LightingStage.MakeAsync(parts, performance.Light, performance.Backdrop, cancellationToken).ConfigureAwait(false);
        var options = new VideoWriterOptions { FrameRate = FrameRate, Audio = speech.Sound, Metadata = SyntheticMark.Metadata() };
        await using var writer = await VideoWriter.CreateAsync(path, options, cancellationToken).ConfigureAwait(false);
        var stage = new StageProgress(performance.Progress, "driving", speech.Frames);
        var times = new StageTimes();
        var count = 0;
        var frames = FramesAsync(parts, Task.FromResult(head), Listen(speech, times), Task.FromResult(lighting), times, cancellationToken);
        await foreach (var frame in frames.ConfigureAwait(false))
        {
            await writer.WriteAsync(frame.Picture, cancellationToken).ConfigureAwait(false);
            stage.Report(++count);
        }
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        var report = new PerformanceReport(
            path, count, TimeSpan.FromSeconds(count / FrameRate), count / clock.Elapsed.TotalSeconds, count / Math.Max(times.Busiest.TotalSeconds, 1e-9))
        {
            StageTimes = times.Each(count),
        };
        TrainingLog.Drove(performance.Logger, count, report.ModelFps, report.DeliveredFps);
        return report;
    }

    /// <summary>Drives with a file.</summary>
    public static async IAsyncEnumerable<Frame> FramesAsync(Portrait portrait, Performance performance, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parts = portrait.Parts;
        var speech = await RecordedSpeech.ReadAsync(parts, performance.AudioPath, performance.Options, cancellationToken).ConfigureAwait(false);
        var head = HeadStage.MakeAsync(parts, performance.Options, cancellationToken);
        var lighting = LightingStage.MakeAsync(parts, performance.Light, performance.Backdrop, cancellationToken);
        var times = new StageTimes();
        var frames = FramesAsync(parts, head, Listen(speech, times), lighting, times, cancellationToken);
        await foreach (var frame in frames.ConfigureAwait(false)) yield return frame.Picture;
    }

    /// <summary>Drives with sound that is still arriving.</summary>
    public static IAsyncEnumerable<LiveFrame> LiveAsync(
        Portrait portrait, LivePerformance performance, IAsyncEnumerable<ReadOnlyMemory<float>> sound, CancellationToken cancellationToken)
    {
        var parts = portrait.Parts;
        var speech = new LiveSpeech(parts.Speech, sound, performance.Audio, performance.Options, performance.Clock);
        // Head motion and light are read while the first sound is awaited.
        var head = Task.Run(() => HeadStage.MakeAsync(parts, performance.Options, cancellationToken), cancellationToken);
        var lighting = Task.Run(() => LightingStage.MakeAsync(parts, performance.Light, performance.Backdrop, cancellationToken), cancellationToken);
        return FramesAsync(parts, head, token => Listen(speech, token), lighting, new StageTimes(), cancellationToken);
    }

    private static async IAsyncEnumerable<LiveFrame> FramesAsync(
        PortraitParts parts, Task<HeadStage> head, Func<CancellationToken, (Task Listening, ChannelReader<SpokenMoment> Spoken)> listen, Task<LightingStage?> lighting, StageTimes times,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var bounded = new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true };
        var (listening, spoken) = listen(stop.Token);
        var between = new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true };
        var posed = Channel.CreateBounded<DrivingStage.PosedFrame>(between);
        var prepared = Channel.CreateBounded<DrivingStage.PreparedFrame>(between);
        var driven = Channel.CreateBounded<DrivenFrame>(bounded);
        var finished = Channel.CreateBounded<LiveFrame>(bounded);
        var driving = new Lazy<DrivingStage>(() => new DrivingStage(parts, head.WaitAsync(stop.Token).GetAwaiter().GetResult()));
        Task[] stages =
        [
            listening,
            RunStage(posed.Writer, token => Run(driving, d => d.Pose, Items(spoken, token), posed.Writer, time => times.Posing += time, token), stop.Token),
            RunStage(prepared.Writer, token => Run(driving, d => d.Prepare, Items(posed.Reader, token), prepared.Writer, time => times.Preparing += time, token), stop.Token),
            RunStage(driven.Writer, token => Draw(driving, Items(prepared.Reader, token), driven.Writer, times, token), stop.Token),
            RunStage(finished.Writer, token => Light(lighting, Items(driven.Reader, token), finished.Writer, times, token), stop.Token),
        ];
        try
        {
            await foreach (var frame in finished.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return frame;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            // The stages own tensors: they must have stopped before the portrait may be disposed.
            await Task.WhenAll([.. stages, head, lighting]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (lighting is { IsCompletedSuccessfully: true, Result: { } lit }) await lit.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A speech that is there as a whole is predicted a few seconds at a time: ahead of what is drawn, so that drawing need not wait for it.
    private static Func<CancellationToken, (Task Listening, ChannelReader<SpokenMoment> Spoken)> Listen(RecordedSpeech speech, StageTimes times) => stop =>
    {
        var spoken = Channel.CreateBounded<SpokenMoment>(new BoundedChannelOptions(HeardAhead) { SingleReader = true, SingleWriter = true });
        return (RunStage(spoken.Writer, Predict, stop), spoken.Reader);

        void Predict(CancellationToken token)
        {
            set_num_threads(ThreadsBesideOthers());
            using var moments = speech.Moments().GetEnumerator();
            while (true)
            {
                token.ThrowIfCancellationRequested();
                var start = Stopwatch.GetTimestamp();
                var more = moments.MoveNext();
                times.Listening += Stopwatch.GetElapsedTime(start);
                if (!more) return;
                Write(spoken.Writer, moments.Current, token);
            }
        }
    };

    private static (Task Listening, ChannelReader<SpokenMoment> Spoken) Listen(LiveSpeech speech, CancellationToken stop)
    {
        var spoken = Channel.CreateBounded<SpokenMoment>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        return (ListenAsync(speech.MomentsAsync(stop), spoken.Writer, stop), spoken.Reader);
    }

    private static async Task ListenAsync(IAsyncEnumerable<SpokenMoment> moments, ChannelWriter<SpokenMoment> output, CancellationToken token)
    {
        // The prediction is synchronous work: it must not run on the thread that asks for frames.
        await Task.Yield();
        try
        {
            await foreach (var moment in moments.WithCancellation(token).ConfigureAwait(false)) await output.WriteAsync(moment, token).ConfigureAwait(false);
            output.TryComplete();
        }
        catch (Exception error)
        {
            output.TryComplete(error);
        }
    }

    private static void Run<TIn, TOut>(
        Lazy<DrivingStage> driving, Func<DrivingStage, Func<TIn, TOut>> step, IEnumerable<TIn> frames, ChannelWriter<TOut> output, Action<TimeSpan> spent, CancellationToken token)
    {
        var work = step(driving.Value);
        foreach (var frame in frames)
        {
            token.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            var made = work(frame);
            spent(Stopwatch.GetElapsedTime(start));
            Write(output, made, token);
        }
    }

    // The number of threads belongs to the thread that computes. Small networks gain little from a second one, and the other stages need the processors that it would take.
    private static void Draw(Lazy<DrivingStage> driving, IEnumerable<DrivingStage.PreparedFrame> frames, ChannelWriter<DrivenFrame> output, StageTimes times, CancellationToken token)
    {
        set_num_threads(ThreadsBesideOthers());
        Run(driving, d => d.Draw, frames, output, time => times.Drawing += time, token);
    }

    private static int ThreadsBesideOthers() => Math.Clamp(Environment.ProcessorCount - OtherStages, 1, get_num_threads());

    private static void Light(Task<LightingStage?> lighting, IEnumerable<DrivenFrame> frames, ChannelWriter<LiveFrame> output, StageTimes times, CancellationToken token)
    {
        var stage = lighting.WaitAsync(token).GetAwaiter().GetResult();
        foreach (var frame in frames)
        {
            token.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            var lit = stage?.Light(frame) ?? frame.Picture;
            times.Lighting += Stopwatch.GetElapsedTime(start);
            Write(output, new LiveFrame(lit, frame.Moment.Sound), token);
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
