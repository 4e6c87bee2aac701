using System.Diagnostics;
using System.Numerics;
using ReliTalk.Driving;
using ReliTalk.Evaluation.Speed;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Training;

namespace ReliTalk.Evaluation;

/// <summary>
/// <c>relitalk bench VIDEO</c>: the whole job by the clock, as a user has it: train, save, load, drive to an mp4, drive and relight to an mp4; for every
/// asked clip length and picture size. Judges nothing but time and memory.
/// </summary>
public sealed class BenchProtocol
{
    /// <summary>Name printed beside every figure.</summary>
    public const string Name = "bench";

    private const double FrameRate = FrameClock.FrameRate;

    /// <summary>How the portrait is trained; size and length are those of the cases.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Share of the preset's optimisation steps, above 0 to 1. Less than 1 measures seconds a step, not a portrait. Default 1.</summary>
    public double StepShare { get; init; } = 1;

    /// <summary>Clip lengths in seconds, 2 to 600; a longer clip is cut, a shorter one repeated. Empty (the default): the clip as it is.</summary>
    public IReadOnlyList<double> Lengths { get; init; } = [];

    /// <summary>Picture sizes. Empty (the default): the size of <see cref="Training"/>. With several lengths as well, sizes vary at the first length and lengths at the first size.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [];

    /// <summary>The speech to drive with; null (the default): the clip's own sound.</summary>
    public string? Speech { get; init; }

    /// <summary>An environment map to relight with; null (the default): a directional light from the upper left.</summary>
    public string? Light { get; init; }

    /// <summary>Runs every case in turn.</summary>
    /// <param name="video">A clip of one person who talks, with sound.</param>
    /// <param name="progress">All stages.</param>
    /// <param name="cancellationToken">Stops between steps and frames.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length, a size or the share is outside its range.</exception>
    /// <exception cref="MediaException">The clip cannot be used.</exception>
    public async Task<BenchRecord> RunAsync(string video, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!(StepShare is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(StepShare), StepShare, "StepShare must be above 0 and at most 1.");
        foreach (var length in Lengths)
            if (!(length is >= 2 and <= 600)) throw new ArgumentOutOfRangeException(nameof(Lengths), length, "A length must lie between 2 and 600 seconds.");
        foreach (var size in Sizes) (Training with { Size = size }).Validate();
        var options = (Training with { CheckpointFolder = null, StepShare = StepShare }).Validate();

        // The same number of threads as the training steps have.
        var (arithmetic, threads) = await TrainingThread.RunAsync(() => (ArithmeticProbe.Measure(), TorchSharp.torch.get_num_threads()), cancellationToken).ConfigureAwait(false);
        var cases = new List<BenchCase>();
        foreach (var (length, size) in Cases()) cases.Add(await MeasureAsync(video, length, options with { Size = size }, progress, cancellationToken).ConfigureAwait(false));
        return new BenchRecord
        {
            Protocol = Name,
            Video = Path.GetFileName(video),
            Preset = options.Preset.ToString(),
            StepShare = StepShare,
            Machine = ProcessMemory.Machine,
            Processor = ProcessMemory.Processor,
            Threads = threads,
            Arithmetic = arithmetic,
            Cases = cases,
        };
    }

    /// <summary>Lengths at the first size, then the other sizes at the first length: a line along each axis, not the whole table.</summary>
    internal IEnumerable<(double? Length, int Size)> Cases()
    {
        var size = Sizes.Count > 0 ? Sizes[0] : Training.Size;
        double? first = Lengths.Count > 0 ? Lengths[0] : null;
        yield return (first, size);
        foreach (var length in Lengths.Skip(1)) yield return (length, size);
        foreach (var other in Sizes.Skip(1)) yield return (first, other);
    }

    private async Task<BenchCase> MeasureAsync(string video, double? length, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder();
        var (clip, repeated) = length is { } seconds ? await ClipOfLengthAsync(video, seconds, folder.Path, cancellationToken).ConfigureAwait(false) : (video, false);
        var speech = Speech ?? video;
        var portraitPath = Path.Combine(folder.Path, "bench.portrait");
        var totals = new Dictionary<string, double>();
        var stages = new StageClock(progress);

        IReadOnlyDictionary<string, double> stageSeconds;
        ProcessMemory.ForgetPeakMegabytes();
        var clock = Stopwatch.StartNew();
        using (var trained = await PortraitTrainer.TrainAsync(clip, options with { MaxSeconds = length }, new ModelStore(), stages, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, cancellationToken).ConfigureAwait(false))
        {
            totals["train"] = Lap(clock);
            stageSeconds = stages.Finish();
            trained.Save(portraitPath);
            totals["save"] = Lap(clock);
        }
        var trainPeak = ProcessMemory.PeakMegabytes();

        ProcessMemory.ForgetPeakMegabytes();
        clock.Restart();
        using var portrait = Portrait.Load(portraitPath);
        totals["load"] = Lap(clock);
        var drive = portrait.Drive(speech);
        var relight = Light is { } map ? drive.Relight(map) : drive.Relight(DirectionalLight.At(-0.7f, 0.5f, new Vector3(3)));
        var driven = await SaveAsync(drive, "drive").ConfigureAwait(false);
        var relit = await SaveAsync(relight, "relight").ConfigureAwait(false);
        return new BenchCase
        {
            Seconds = portrait.FrameCount / FrameRate,
            Repeated = repeated,
            Size = options.Size,
            Frames = portrait.FrameCount,
            Stages = stageSeconds,
            Totals = totals,
            FirstFrameMs = new Dictionary<string, double>
            {
                ["drive"] = await FirstFrameAsync(drive, cancellationToken).ConfigureAwait(false),
                ["relight"] = await FirstFrameAsync(relight, cancellationToken).ConfigureAwait(false),
            },
            ModelFps = new Dictionary<string, double> { ["drive"] = driven.ModelFps, ["relight"] = relit.ModelFps },
            DeliveredFps = new Dictionary<string, double> { ["drive"] = driven.DeliveredFps, ["relight"] = relit.DeliveredFps },
            PeakRssMb = new Dictionary<string, double> { ["train"] = trainPeak, ["drive"] = ProcessMemory.PeakMegabytes() },
            PortraitMb = new FileInfo(portraitPath).Length / 1e6,
        };

        async Task<PerformanceReport> SaveAsync(Performance performance, string name)
        {
            clock.Restart();
            var described = progress is null ? performance : performance.WithProgress(progress);
            var report = await described.SaveAsync(Path.Combine(folder.Path, name + ".mp4"), cancellationToken).ConfigureAwait(false);
            totals[name] = clock.Elapsed.TotalSeconds;
            return report;
        }
    }

    private static double Lap(Stopwatch clock)
    {
        var seconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        return seconds;
    }

    private static async Task<double> FirstFrameAsync(Performance performance, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await foreach (var _ in performance.FramesAsync(cancellationToken).ConfigureAwait(false)) return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        throw new MediaException("The speech is empty: it drives no frame. Use speech with sound in it.");
    }

    /// <summary>The clip itself where it is long enough (training cuts it), else a file in which it is repeated.</summary>
    private static async Task<(string Path, bool Repeated)> ClipOfLengthAsync(string video, double seconds, string folder, CancellationToken cancellationToken)
    {
        double duration, rate;
        await using (var reader = await VideoReader.OpenAsync(video, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (!reader.Info.HasAudio) throw new MediaException($"The video '{video}' has no sound track. Use a clip with sound.");
            (duration, rate) = (reader.ExpectedFrames / FrameRate, FrameRate);
        }
        if (duration >= seconds - (0.5 / FrameRate)) return (video, false);
        var once = await AudioReader.ReadAsync(video, new AudioReaderOptions { SampleRate = 16_000 }, cancellationToken).ConfigureAwait(false);
        var frames = (int)Math.Round(seconds * rate);
        var sound = new float[(int)(seconds * once.SampleRate)];
        var period = (int)Math.Round(duration * once.SampleRate);
        for (var i = 0; i < sound.Length; i++) sound[i] = i % period < once.Samples.Length ? once.Samples[i % period] : 0;
        var path = Path.Combine(folder, "repeated.mp4");
        await using var writer = await VideoWriter.CreateAsync(path, new VideoWriterOptions { FrameRate = rate, Audio = new AudioClip(sound, once.SampleRate) }, cancellationToken).ConfigureAwait(false);
        while (writer.FrameCount < frames)
        {
            await using var reader = await VideoReader.OpenAsync(video, cancellationToken: cancellationToken).ConfigureAwait(false);
            await foreach (var frame in reader.FramesAsync(cancellationToken).Take(frames - writer.FrameCount).ConfigureAwait(false)) await writer.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
        }
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return (path, true);
    }
}
