using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ReliTalk.Audio;
using ReliTalk.Audio.Expression;
using ReliTalk.Driving;
using ReliTalk.Geometry.Surface;
using ReliTalk.Learning;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;
using ReliTalk.Rendering.Training;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Training;

/// <summary>The paper's schedule: geometry, then audio-driven synthesis, then reflectance with identity consistency last.</summary>
internal sealed class PortraitTrainer
{
    private readonly TrainingOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly ILogger _logger;
    private readonly ModelStore _models;
    private readonly Device _device;

    public PortraitTrainer(TrainingOptions options, ModelStore models, IProgress<TrainingProgress>? progress, ILogger logger)
    {
        _options = options;
        _models = models;
        _progress = progress;
        _logger = logger;
        _device = ComputeDevice.Parse(options.Device).Resolve();
    }

    public static Task<Portrait> TrainAsync(string videoPath, TrainingOptions options, ModelStore models, IProgress<TrainingProgress>? progress, ILogger logger, CancellationToken cancellationToken)
        => new PortraitTrainer(options, models, progress, logger).RunAsync(videoPath, cancellationToken);

    private async Task<Portrait> RunAsync(string videoPath, CancellationToken cancellationToken)
    {
        var checkpoints = CheckpointPaths.For(videoPath, _options);
        var clip = await PrepareAsync(videoPath, cancellationToken).ConfigureAwait(false);
        NativeHeap.Trim();
        var speech = await AudioReader.ReadAsync(videoPath, new AudioReaderOptions { SampleRate = 16_000 }, cancellationToken).ConfigureAwait(false);
        if (_options.HoldOut > 0)
        {
            // What is held out is neither seen nor heard by any network.
            clip = ClipSplit.First(clip, clip.Count - (int)Math.Round(clip.Count * _options.HoldOut));
            speech = speech.Slice(TimeSpan.Zero, TimeSpan.FromSeconds(clip.Count / 25.0));
        }
        var parts = await TrainingThread.RunAsync(() => Learn(clip, speech, checkpoints, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new Portrait(parts);
    }

    /// <summary>Tracks, cuts and mattes the clip and fits the head.</summary>
    public Task<ClipData> PrepareAsync(string videoPath, CancellationToken cancellationToken)
        => new ClipPreparation(_models, _options, _progress, _logger).PrepareAsync(videoPath, cancellationToken);

    private PortraitParts Learn(ClipData clip, AudioClip speech, CheckpointPaths checkpoints, CancellationToken cancellationToken)
    {
        clip = WithSurface(clip, checkpoints, cancellationToken);
        var driver = Timed("audio", () => LearnSpeech(clip, speech, cancellationToken, options => options with { CheckpointPath = checkpoints.Of("audio") }));
        var bank = Timed("mouth states", () => MouthStates.BuildBank(clip));
        var rendering = Timed("rendering", () => LearnRendering(bank, checkpoints, cancellationToken));
        var reflectance = Timed("reflectance", () => LearnReflectance(clip, checkpoints, cancellationToken));
        var baked = Timed("baking", () => BakedFrames.Bake(clip, reflectance, _progress, cancellationToken));
        return new PortraitParts(clip, driver, bank, rendering, reflectance, baked);
    }

    /// <summary>The clip with the implicit surface's baked head in the place of the mesh, where the options ask for it.</summary>
    public ClipData WithSurface(ClipData clip, CheckpointPaths checkpoints, CancellationToken cancellationToken)
    {
        if (!_options.ImplicitNormals) return clip;
        using var surface = Timed("surface", () => LearnSurface(clip, checkpoints, cancellationToken));
        return clip.With(surface.Bake());
    }

    /// <summary>The implicit surface of section 3.1 over the fitted head.</summary>
    public ImplicitHead LearnSurface(ClipData clip, CheckpointPaths checkpoints, CancellationToken cancellationToken)
    {
        var options = SurfacePresets.For(_options) with { CheckpointPath = checkpoints.Of("surface") };
        return ImplicitSurfaceTrainer.Train(clip.Fit, SurfacePresets.KeyFrames(clip, options.KeyFrames), options, _progress, cancellationToken);
    }

    /// <summary>F_exp and what it needs, on the clip's own sound; also finds out where the clip is silent. <paramref name="change"/> switches parts off.</summary>
    public SpeechDriver LearnSpeech(
        ClipData clip, AudioClip speech, CancellationToken cancellationToken, Func<ExpressionPredictorOptions, ExpressionPredictorOptions>? change = null)
    {
        using var scope = NewDisposeScope();
        var spoken = new SpokenClip(speech.Samples, clip.Fit.Expressions(), clip.Fit.JawPoses())
        {
            Aperture = clip.Track.LipAperture(),
            LipEffect = LipEffect.Of(clip.Fit),
            HeadTurns = HeadTurns.Of(clip.Fit),
        };
        var predictor = new ExpressionPredictorOptions();
        predictor = predictor with { Steps = _options.Steps(predictor.Steps) };
        var options = new SpeechDriverOptions { Predictor = change?.Invoke(predictor) ?? predictor, Features = _options.SpeechFeatures, LipMesh = _options.LipMesh };
        var driver = SpeechDriver.Train(_models, spoken, options, _device, _progress, cancellationToken);
        var offset = driver.Trained.Offset.Seconds;
        TrainingLog.SoundOffset(_logger, offset * 1000);
        using var heard = driver.Predict(speech.Samples, new SpeechDriveOptions { LowLatency = true }, cancellationToken);
        clip.Silent = SilentFrames(heard.Speaking, clip.Count, (int)Math.Round(offset * 25));
        return driver;
    }

    private static bool[] SilentFrames(IReadOnlyList<float> speaking, int frames, int soundLateBy)
    {
        var silent = new bool[frames];
        for (var t = 0; t < frames; t++)
        {
            var heard = t + soundLateBy;
            silent[t] = heard >= 0 && heard < speaking.Count && speaking[heard] < 0.5f;
        }
        return silent;
    }

    /// <summary>F_local and F_blend.</summary>
    public RenderingModel LearnRendering(FrameBank bank, CheckpointPaths checkpoints, CancellationToken cancellationToken)
    {
        using IFeatureTrunk perceptual = _options.Perceptual == PerceptualFeatures.VggFace ? VggFaceTrunk.Load(_models, _device) : FaceresTrunk.Load(_models, _device);
        var options = RenderingPresets.For(_options) with { CheckpointPath = checkpoints.Of("rendering") };
        return RenderingTrainer.Train(bank, options, perceptual, _device, _progress, cancellationToken);
    }

    /// <summary>Light, albedo, normals and specular weight of the clip. <paramref name="change"/> switches parts off.</summary>
    public ReflectanceModel LearnReflectance(
        ClipData clip, CheckpointPaths checkpoints, CancellationToken cancellationToken, Func<ReflectanceOptions, ReflectanceOptions>? change = null)
    {
        var frames = new ReflectanceFrames(clip);
        using var identity = FaceRecognitionNetwork.Load(_models, _device);
        var options = ReflectancePresets.For(_options) with { CheckpointPath = checkpoints.Of("reflectance") };
        return ReflectanceTrainer.Train(
            clip.Count, frames.At, change?.Invoke(options) ?? options, identity.Embed, _device, _progress, cancellationToken);
    }

    private T Timed<T>(string stage, Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        var result = work();
        TrainingLog.StageFinished(_logger, stage, clock.Elapsed.TotalSeconds);
        return result;
    }
}
