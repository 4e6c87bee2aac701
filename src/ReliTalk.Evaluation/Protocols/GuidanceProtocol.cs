using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReliTalk.Audio.Expression;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Training;

namespace ReliTalk.Evaluation;

/// <summary>
/// <c>evaluate guidance VIDEO</c>, Table 3 of the paper: the driving protocol three times with one set of mouth networks and three F_exp.
/// </summary>
public sealed class GuidanceProtocol
{
    /// <summary>Name printed beside every figure.</summary>
    public const string Name = "guidance";

    private static readonly (string Name, Func<ExpressionPredictorOptions, ExpressionPredictorOptions> Change)[] Variants =
    [
        ("audio_only", options => options with { UseLipMesh = false }),
        ("mesh_only", options => options with { UseSpeechFeatures = false }),
        ("audio_and_mesh", options => options),
    ];

    /// <summary>How the portrait is trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Share of the frames that is learnt from, 0.5 to 0.95. Default 0.8.</summary>
    public double TrainShare { get; init; } = 0.8;

    /// <summary>Runs the protocol.</summary>
    /// <param name="video">A clip of one person who talks, with sound.</param>
    /// <param name="progress">Training and driving.</param>
    /// <param name="logger">What happens; null: nobody.</param>
    /// <param name="cancellationToken">Stops between steps and frames.</param>
    /// <exception cref="MediaException">The clip cannot be used.</exception>
    public async Task<GuidanceRecord> RunAsync(
        string video, IProgress<TrainingProgress>? progress = null, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        if (!(TrainShare is >= 0.5 and <= 0.95)) throw new ArgumentOutOfRangeException(nameof(TrainShare), TrainShare, "TrainShare must lie between 0.5 and 0.95.");
        var options = (Training with { CheckpointFolder = null }).Validate();
        var models = new ModelStore();
        var trainer = new PortraitTrainer(options, models, progress, logger ?? NullLogger.Instance);
        var clip = await trainer.PrepareAsync(video, cancellationToken).ConfigureAwait(false);
        var speech = await AudioReader.ReadAsync(video, new AudioReaderOptions { SampleRate = 16_000 }, cancellationToken).ConfigureAwait(false);
        var trainFrames = (int)Math.Floor(clip.Count * TrainShare);
        var learnt = ClipSplit.First(clip, trainFrames);
        var heard = speech.Slice(TimeSpan.Zero, TimeSpan.FromSeconds(trainFrames / DriveTest.FrameRate));
        var bank = MouthStates.BuildBank(learnt);
        using var rendering = await TrainingThread.RunAsync(() => trainer.LearnRendering(bank, CheckpointPaths.For(video, options), cancellationToken)).ConfigureAwait(false);
        var scores = new Dictionary<string, GuidanceScores>();
        var frames = 0;
        foreach (var (name, change) in Variants)
        {
            using var driver = await TrainingThread.RunAsync(() => trainer.LearnSpeech(learnt, heard, cancellationToken, change)).ConfigureAwait(false);
            var test = new DriveTest(clip, trainFrames, bank, rendering, driver, speech);
            var driven = await TrainingThread.RunAsync(() => test.Drive(1, progress, cancellationToken)).ConfigureAwait(false);
            var truthTrack = await DriveProtocol.TrackAsync(models, test.Truth, cancellationToken).ConfigureAwait(false);
            var drivenTrack = await DriveProtocol.TrackAsync(models, driven, cancellationToken).ConfigureAwait(false);
            var comparison = DriveProtocol.Compare(test, driven, null, progress, cancellationToken);
            scores[name] = new GuidanceScores(
                comparison.Scores(EvaluationRegion.FullFrame.Name), comparison.Scores(test.DrivenName), DriveProtocol.Lips(truthTrack, drivenTrack));
            frames = driven.Count;
        }
        return new GuidanceRecord { Protocol = Name, Video = Path.GetFileName(video), Preset = options.Preset.ToString(), StepShare = options.StepShare, Frames = frames, Size = [clip.Size, clip.Size], Variants = scores };
    }
}
