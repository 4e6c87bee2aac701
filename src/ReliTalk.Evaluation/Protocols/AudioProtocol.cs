using System.Numerics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReliTalk.Audio;
using ReliTalk.Audio.Evaluation;
using ReliTalk.Driving;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Evaluation;

/// <summary><c>evaluate audio VIDEO|SET</c>, Table 3 of the paper in our terms: expression error, aperture correlation, lag and closure recall of F_exp on held-out speech, without drawing a picture.</summary>
public sealed class AudioProtocol
{
    /// <summary>Name printed beside every figure.</summary>
    public const string Name = "audio";

    /// <summary>How the clip is prepared.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Parts held out in turn, 2 or more. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Seconds of the clip that are learnt from, those nearest to the part that is held out, 1 or more; null (the default) for everything else in the clip.</summary>
    public double? LearntSeconds { get; init; }

    /// <summary>Runs the protocol.</summary>
    /// <param name="video">A clip of one person who talks, with sound; or a folder with <c>train.mp4</c> and the times of its phonemes in <c>meta.json</c>, laid out as docs/evaluation.md says.</param>
    /// <param name="progress">Preparation of the clip.</param>
    /// <param name="logger">What happens; null: nobody.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <exception cref="MediaException">The clip cannot be used.</exception>
    public async Task<AudioRecord> RunAsync(
        string video, IProgress<TrainingProgress>? progress = null, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        if (LearntSeconds is { } seconds && !(seconds >= 1)) throw new ArgumentOutOfRangeException(nameof(LearntSeconds), seconds, "At least one second must be learnt from.");
        var bilabials = Directory.Exists(video) ? BilabialTimes.Read(Path.Combine(video, "meta.json")) : null;
        if (bilabials is not null) video = Path.Combine(video, "train.mp4");
        var models = new ModelStore();
        var clip = await new PortraitTrainer(Training.Validate(), models, progress, logger ?? NullLogger.Instance).PrepareAsync(video, cancellationToken).ConfigureAwait(false);
        var speech = await AudioReader.ReadAsync(video, new AudioReaderOptions { SampleRate = 16_000 }, cancellationToken).ConfigureAwait(false);
        var methods = await TrainingThread.RunAsync(() =>
        {
            using var scope = NewDisposeScope();
            var spoken = new SpokenClip(speech.Samples, clip.Fit.Expressions(), clip.Fit.JawPoses()) { Aperture = clip.Track.LipAperture(), LipEffect = LipEffect.Of(clip.Fit), HeadTurns = HeadTurns.Of(clip.Fit) };
            return HeldOutProtocol.Pooled(models, spoken, (psi, theta) => Apertures(clip.Fit, psi, theta), Folds, options: new SpeechDriverOptions { Features = Training.SpeechFeatures }, learntFrames: LearntSeconds is { } learnt ? (int)Math.Round(FrameClock.FrameRate * learnt) : null, cancellationToken: cancellationToken);
        }).ConfigureAwait(false);
        return new AudioRecord
        {
            Protocol = Name, Video = Path.GetFileName(video), Frames = clip.Count, Folds = Folds, LearntSeconds = LearntSeconds, Methods = methods,
            Bilabials = bilabials?.Closures(clip.Track.LipAperture(), methods),
        };
    }

    /// <summary>The inner-lip gap of un-posed landmarks over the distance of the outer eye corners, as the track measures it.</summary>
    private static float[] Apertures(HeadFit fit, Tensor psi, Tensor theta)
    {
        var expressions = psi.contiguous().data<float>().ToArray();
        var jaws = theta.contiguous().data<float>().ToArray();
        var apertures = new float[(int)psi.shape[0]];
        for (var t = 0; t < apertures.Length; t++)
        {
            var points = fit.UnposedLandmarks(expressions.AsSpan(t * fit.ExpressionCount, fit.ExpressionCount), new Vector3(jaws.AsSpan(t * 3, 3)));
            // Head space has y up.
            apertures[t] = (points[FaceLandmarks.UpperLipInner].Y - points[FaceLandmarks.LowerLipInner].Y)
                / Vector3.Distance(points[FaceLandmarks.LeftEyeOuter], points[FaceLandmarks.RightEyeOuter]);
        }
        return apertures;
    }
}
