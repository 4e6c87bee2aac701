using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReliTalk.Audio;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;
using ReliTalk.Training;

namespace ReliTalk.Evaluation;

/// <summary>
/// <c>evaluate drive VIDEO</c>, Table 1 of the paper: learns the clip's first 80 %, drives the rest with its own sound over its own head motion and
/// background, and compares with what was filmed. Only the stages that driving needs are trained.
/// </summary>
public sealed class DriveProtocol
{
    /// <summary>Name printed beside every figure.</summary>
    public const string Name = "drive";

    /// <summary>How the portrait is trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Share of the frames that is learnt from, 0.5 to 0.95. Default 0.8, as in the paper.</summary>
    public double TrainShare { get; init; } = 0.8;

    /// <summary>
    /// A portrait that was trained on the beginning of this very clip (<see cref="TrainingOptions.HoldOut"/>): it is measured on the rest, and nothing is
    /// trained. Null (the default): train.
    /// </summary>
    public string? PortraitPath { get; init; }

    /// <summary>Perceptual distance of the driven area and of the frame; none by default.</summary>
    public IPerceptualMetric? Perceptual { get; init; }

    /// <summary>A lip-sync expert that judges film and answer, for instance <see cref="SyncNetNetwork"/>; none by default.</summary>
    public ISyncNetwork? Sync { get; init; }

    /// <summary>Where the scored frames go (<c>NNNNN.png</c>, the film as <c>NNNNN_truth.png</c>); null: nowhere.</summary>
    public string? FramesFolder { get; init; }

    /// <summary>Where an HTML report goes; null: none.</summary>
    public string? ReportFolder { get; init; }

    /// <summary>Runs the protocol.</summary>
    /// <param name="video">A clip of one person who talks, with sound.</param>
    /// <param name="progress">Training, driving and scoring.</param>
    /// <param name="logger">What happens; null: nobody.</param>
    /// <param name="cancellationToken">Stops between steps and frames.</param>
    /// <exception cref="MediaException">The clip cannot be used.</exception>
    /// <exception cref="FaceNotFoundException">No face is found in the clip.</exception>
    public async Task<DriveRecord> RunAsync(
        string video, IProgress<TrainingProgress>? progress = null, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        if (!(TrainShare is >= 0.5 and <= 0.95)) throw new ArgumentOutOfRangeException(nameof(TrainShare), TrainShare, "TrainShare must lie between 0.5 and 0.95.");
        var clock = Stopwatch.StartNew();
        var models = new ModelStore();
        using var portrait = PortraitPath is null ? null : Portrait.Load(PortraitPath);
        // A checkpoint of the user's own training has seen the test frames.
        var options = (Training with { CheckpointFolder = null, Size = portrait?.Size ?? Training.Size }).Validate();
        var trainer = new PortraitTrainer(options, new ModelStore(), progress, logger ?? NullLogger.Instance);
        var clip = await trainer.PrepareAsync(video, cancellationToken).ConfigureAwait(false);
        var speech = await AudioReader.ReadAsync(video, new AudioReaderOptions { SampleRate = 16_000 }, cancellationToken).ConfigureAwait(false);
        var trainFrames = portrait?.FrameCount ?? (int)Math.Floor(clip.Count * TrainShare);
        if (portrait is not null) PortraitMatch.EnsureHeldOut(PortraitPath!, portrait.Parts.Clip, video, clip);
        var (driver, bank, rendering) = portrait is { Parts: var parts }
            ? (parts.Speech, parts.Bank, parts.Rendering)
            : await TrainingThread.RunAsync(() => Learn(trainer, ClipSplit.First(clip, trainFrames), speech, CheckpointPaths.For(video, options), cancellationToken)).ConfigureAwait(false);
        using var ownedDriver = portrait is null ? driver : null;
        using var ownedRendering = portrait is null ? rendering : null;
        var trainSeconds = clock.Elapsed.TotalSeconds;

        clock.Restart();
        var test = new DriveTest(clip, trainFrames, bank, rendering, driver, speech);
        var driven = await TrainingThread.RunAsync(() => test.Drive(1, progress, cancellationToken)).ConfigureAwait(false);
        var modelSeconds = test.ModelSeconds;
        var driveSeconds = clock.Elapsed.TotalSeconds;
        var still = await TrainingThread.RunAsync(() => test.Drive(0, progress, cancellationToken)).ConfigureAwait(false);

        var truthTrack = await TrackAsync(models, test.Truth, cancellationToken).ConfigureAwait(false);
        var drivenTrack = await TrackAsync(models, driven, cancellationToken).ConfigureAwait(false);
        var scores = Compare(test, driven, Perceptual, progress, cancellationToken);
        var record = new DriveRecord
        {
            Protocol = Name,
            Video = Path.GetFileName(video),
            Frames = driven.Count,
            TrainFrames = trainFrames,
            Preset = portrait is null ? Training.Preset.ToString() : Path.GetFileName(PortraitPath!),
            Portrait = PortraitPath is null ? null : Path.GetFileName(PortraitPath),
            Size = [clip.Size, clip.Size],
            Full = scores.Scores(EvaluationRegion.FullFrame.Name),
            Driven = scores.Scores(test.DrivenName),
            Hole = scores.Scores(test.HoleName),
            Box = new DriveBox(test.Areas[0].DrivenSide, test.Areas[0].HoleSide, clip.Size),
            Baselines = new Dictionary<string, DriveBaseline>
            {
                ["frozen"] = await BaselineAsync(models, test, test.Frozen(), truthTrack, cancellationToken).ConfigureAwait(false),
                ["nearest"] = await BaselineAsync(models, test, test.Nearest(), truthTrack, cancellationToken).ConfigureAwait(false),
                ["mean"] = await BaselineAsync(models, test, still, truthTrack, cancellationToken).ConfigureAwait(false),
            },
            Lip = Lips(truthTrack, drivenTrack),
            Sync = Sync is null ? null : Judge(Sync, test, speech, driver.Trained.Offset.Seconds, truthTrack, driven, drivenTrack, cancellationToken),
            SoundLateFrames = driver.Trained.Offset.Seconds * DriveTest.FrameRate,
            Sharpness = scores.Scores(test.DrivenName).Sharpness,
            Perceptual = scores.Scores(test.DrivenName).Perceptual,
            PerceptualNetwork = scores.Scores(test.DrivenName).PerceptualNetwork,
            Flicker = scores.Scores(test.DrivenName).Flicker,
            Seam = Math.Max(scores.Scores(test.DrivenName).Seam ?? double.NaN, scores.Scores(test.HoleName).Seam ?? double.NaN),
            Identity = Identity(models, test.Truth, driven, truthTrack),
            Seconds = new Dictionary<string, double> { [portrait is null ? "train" : "prepare"] = trainSeconds, ["drive"] = driveSeconds },
            Fps = new Dictionary<string, double> { ["model"] = driven.Count / modelSeconds, ["delivered"] = driven.Count / driveSeconds },
            PeakRssMb = ProcessMemory.PeakMegabytes(),
            Machine = ProcessMemory.Machine,
        };
        if (FramesFolder is not null) await WriteFramesAsync(FramesFolder, test, driven, cancellationToken).ConfigureAwait(false);
        if (ReportFolder is not null)
            await DriveReport.WriteAsync(ReportFolder, record, test, driven, Pixels(truthTrack), Pixels(drivenTrack), cancellationToken).ConfigureAwait(false);
        return record;
    }

    private static (SpeechDriver Driver, FrameBank Bank, RenderingModel Rendering) Learn(
        PortraitTrainer trainer, ClipData learnt, AudioClip speech, CheckpointPaths checkpoints, CancellationToken cancellationToken)
    {
        // The networks must not hear the test part either.
        var heard = speech.Slice(TimeSpan.Zero, TimeSpan.FromSeconds(learnt.Count / DriveTest.FrameRate));
        var driver = trainer.LearnSpeech(learnt, heard, cancellationToken);
        var bank = MouthStates.BuildBank(learnt);
        return (driver, bank, trainer.LearnRendering(bank, checkpoints, cancellationToken));
    }

    internal static FrameComparison Compare(DriveTest test, IReadOnlyList<Frame> made, IPerceptualMetric? perceptual, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var comparison = new FrameComparison(perceptual);
        for (var i = 0; i < made.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            comparison.Add(test.Truth[i], made[i], EvaluationRegion.FullFrame, test.DrivenRegion(i), test.HoleRegion(i));
            progress?.Report(TrainingProgress.Of("scoring", i + 1, made.Count));
        }
        return comparison;
    }

    private async Task<DriveBaseline> BaselineAsync(ModelStore models, DriveTest test, IReadOnlyList<Frame> made, ClipTrack truthTrack, CancellationToken cancellationToken)
    {
        var scores = Compare(test, made, Perceptual, null, cancellationToken);
        var track = await TrackAsync(models, made, cancellationToken).ConfigureAwait(false);
        return new DriveBaseline(scores.Scores(EvaluationRegion.FullFrame.Name), scores.Scores(test.DrivenName), scores.Scores(test.HoleName), Lips(truthTrack, track));
    }

    internal static async Task<ClipTrack> TrackAsync(ModelStore models, IReadOnlyList<Frame> frames, CancellationToken cancellationToken)
    {
        using var tracker = FaceTracker.Load(models, new FaceTrackerOptions { ExpectedFrames = frames.Count });
        return await tracker.TrackAsync(frames.ToAsyncEnumerable(), null, cancellationToken).ConfigureAwait(false);
    }

    private static float[] Pixels(ClipTrack track)
    {
        var aperture = track.LipAperture();
        for (var t = 0; t < aperture.Length; t++) aperture[t] *= track.Frames[t].EyeDistance;
        return aperture;
    }

    internal static LipScores Lips(ClipTrack truth, ClipTrack driven)
    {
        var error = 0.0;
        for (var t = 0; t < truth.Count; t++)
            error += Metrics.LandmarkDistance.Mean(LipPoints(truth.Frames[t]), LipPoints(driven.Frames[t]));
        return LipScores.Compare(Pixels(truth), Pixels(driven), error / truth.Count);
    }

    private static System.Numerics.Vector3[] LipPoints(TrackedFrame frame)
    {
        var points = new System.Numerics.Vector3[FaceLandmarks.Lips.Length];
        for (var i = 0; i < points.Length; i++) points[i] = frame.Landmarks[FaceLandmarks.Lips[i]];
        return points;
    }

    private static SyncScores Judge(
        ISyncNetwork network, DriveTest test, AudioClip speech, double late, ClipTrack truthTrack, IReadOnlyList<Frame> driven, ClipTrack drivenTrack, CancellationToken cancellationToken)
    {
        // The sound as it was moved to the picture's clock for driving: both answers are judged against the same.
        var sound = speech.Slice(TimeSpan.FromSeconds(late + (test.First / DriveTest.FrameRate)), TimeSpan.FromSeconds(driven.Count / DriveTest.FrameRate));
        return new SyncScores(network.Name, Of(driven, drivenTrack), Of(test.Truth, truthTrack));

        SyncConfidence Of(IReadOnlyList<Frame> frames, ClipTrack track)
        {
            var (pictures, sounds) = network.Embed(SyncFaceTrack.Cut(frames, track), sound, cancellationToken);
            return SyncConfidence.Of(pictures, sounds);
        }
    }

    private static double? Identity(ModelStore models, IReadOnlyList<Frame> truth, IReadOnlyList<Frame> driven, ClipTrack track)
    {
        if (!models.Contains("face_recognition_model.bin")) return null;
        using var identity = IdentityMetric.Load(models);
        // Faces change slowly: five frames a second say the same as all.
        var picked = Enumerable.Range(0, truth.Count).Where(t => t % 5 == 0).ToList();
        return picked.Average(t => identity.Distance(truth[t], driven[t], track.Frames[t].Landmarks));
    }

    private static async Task WriteFramesAsync(string folder, DriveTest test, IReadOnlyList<Frame> driven, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < driven.Count; i++)
        {
            await ImageFile.WriteAsync(Path.Combine(folder, $"{i:00000}.png"), driven[i], cancellationToken: cancellationToken).ConfigureAwait(false);
            await ImageFile.WriteAsync(Path.Combine(folder, $"{i:00000}_truth.png"), test.Truth[i], cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }
}
