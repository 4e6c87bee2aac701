using System.Numerics;
using System.Runtime.CompilerServices;
using ReliTalk.Audio.Activity;
using ReliTalk.Audio.Expression;
using ReliTalk.Audio.Features;
using ReliTalk.Audio.LipMesh;
using ReliTalk.Audio.Streaming;
using ReliTalk.Audio.Synchronisation;
using ReliTalk.Learning.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio;

/// <summary>
/// The audio layer as one object: learns from a clip how a speaker's face moves with speech (Eq. 2-4) and predicts expression and jaw pose for
/// any other speech. Predicting is safe for several threads once trained.
/// </summary>
public sealed class SpeechDriver : IDisposable
{
    private const int FewestRestFrames = 5;
    private const float SilentBelow = 0.2f;
    private const string PromptPrefix = "prompt.";
    private const string PredictorPrefix = "predictor.";
    private const string ClosureName = "closure";

    private readonly SpeechParts _parts;
    private readonly SpeechModel _model;
    private readonly SpeechModel _prompt;
    private readonly Tensor _mean;
    private readonly Tensor _closed;
    private readonly Tensor _pause;

    private SpeechDriver(SpeechParts parts, SpeechModel model, SpeechModel prompt, Tensor mean, Tensor closed, Tensor pause, TrainedSpeech trained)
    {
        _parts = parts;
        _model = model;
        _prompt = prompt;
        _mean = mean;
        _closed = closed;
        _pause = pause;
        _mean.DetachFromDisposeScope();
        _closed.DetachFromDisposeScope();
        _pause.DetachFromDisposeScope();
        Trained = trained;
    }

    /// <summary>What was learnt from the clip.</summary>
    public TrainedSpeech Trained { get; }

    /// <summary>Number of expression components K.</summary>
    public int ExpressionCount => _model.Predictor.ExpressionCount;

    /// <summary>Learns from a clip.</summary>
    /// <param name="models">Where the pre-trained networks lie.</param>
    /// <param name="clip">The clip's speech and tracked face.</param>
    /// <param name="options">How to learn; null for the defaults.</param>
    /// <param name="device">Where to compute; null for the CPU. What is returned lives on the CPU.</param>
    /// <param name="progress">Receives a report after every step.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    /// <exception cref="MediaException">The speech is empty or damaged, or shorter than a second.</exception>
    /// <exception cref="BackendMissingException">A pre-trained network is missing.</exception>
    public static SpeechDriver Train(
        ModelStore models, SpokenClip clip, SpeechDriverOptions? options = null, Device? device = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Train(SpeechParts.Load(models, options ??= new SpeechDriverOptions()), clip, options, progress, cancellationToken, device);

    /// <summary>Predicts expression and jaw pose of other speech: seconds x 25 frames, rounded up.</summary>
    /// <param name="speech">16 kHz mono, -1..1.</param>
    /// <param name="options">How to drive; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="MediaException">The speech is empty or holds a value that is not a number.</exception>
    public ExpressionTrack Predict(ReadOnlySpan<float> speech, SpeechDriveOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SpeechDriveOptions();
        options.Validate();
        using var scope = NewDisposeScope();
        var utterance = new Utterance(this, Heard(options, whole: true), speech, options, cancellationToken);
        var blocks = new List<Tensor>();
        while (!utterance.Done)
        {
            cancellationToken.ThrowIfCancellationRequested();
            blocks.Add(utterance.Next(speech, cancellationToken));
        }

        var outputs = cat(blocks, 0);
        return new ExpressionTrack(
            outputs.narrow(1, 0, ExpressionCount).contiguous(), outputs.narrow(1, ExpressionCount, 3).contiguous(), utterance.Activity);
    }

    /// <summary>As <see cref="Predict"/>, but frame by frame, predicted a few seconds at a time as they are asked for: long speech takes little memory, and its first frames come soon.</summary>
    /// <param name="speech">16 kHz mono, -1..1.</param>
    /// <param name="options">How to drive; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="MediaException">The speech is empty or holds a value that is not a number.</exception>
    public IEnumerable<ExpressionFrame> PredictFrames(ReadOnlyMemory<float> speech, SpeechDriveOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SpeechDriveOptions();
        options.Validate();
        return Frames(speech, options, cancellationToken);
    }

    private IEnumerable<ExpressionFrame> Frames(ReadOnlyMemory<float> speech, SpeechDriveOptions options, CancellationToken cancellationToken)
    {
        var utterance = new Utterance(this, Heard(options, whole: true), speech.Span, options, cancellationToken);
        for (var index = 0; !utterance.Done;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            float[] values;
            using (var outputs = utterance.Next(speech.Span, cancellationToken)) values = outputs.data<float>().ToArray();
            foreach (var row in values.Chunk(ExpressionCount + 3)) yield return new ExpressionFrame(index, row[..^3], row[^3..], utterance.Activity[index++]);
        }
    }

    private SpeechModel Heard(SpeechDriveOptions options, bool whole) => options.LowLatency ?? !whole ? _prompt : _model;

    /// <summary>
    /// A prediction as the face looks when the head is turned. Predictions are for the clip's mean turn; what else the turn does to tracked psi and theta
    /// is added here, within the turns that the clip shows. Unchanged where the clip's turns were not known.
    /// </summary>
    /// <param name="expression">psi, K numbers.</param>
    /// <param name="jawPose">theta, axis-angle in radians.</param>
    /// <param name="headTurn">Pitch, yaw and roll of the head that is drawn, in radians, as in <see cref="SpokenClip.HeadTurns"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="expression"/> does not have K numbers.</exception>
    public (float[] Expression, Vector3 JawPose) Turned(ReadOnlySpan<float> expression, Vector3 jawPose, Vector3 headTurn)
    {
        if (expression.Length != ExpressionCount) throw new ArgumentException($"Expression must have {ExpressionCount} numbers.", nameof(expression));
        var psi = expression.ToArray();
        if (_model.Predictor.EffectOf(headTurn) is not { } effect) return (psi, jawPose);
        for (var k = 0; k < psi.Length; k++) psi[k] += effect[k];
        return (psi, jawPose + new Vector3(effect.AsSpan(psi.Length)));
    }

    /// <summary>Opens a stream that takes speech as it comes and gives each frame as soon as it is determined.</summary>
    /// <param name="options">How to drive; null for the defaults.</param>
    public ExpressionStream Open(SpeechDriveOptions? options = null)
    {
        options ??= new SpeechDriveOptions();
        options.Validate();
        return new ExpressionStream(this, Heard(options, whole: false), options);
    }

    /// <summary>
    /// Predicts frame by frame while speech arrives, for live sources and for files of any length: levelled by a running mean, hence not exactly what
    /// <see cref="Predict"/> gives, which has heard the whole utterance.
    /// </summary>
    /// <param name="speech">Pieces of 16 kHz mono speech, -1..1, of any size.</param>
    /// <param name="options">How to drive; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="MediaException">The speech is empty or holds a value that is not a number.</exception>
    public async IAsyncEnumerable<ExpressionFrame> PredictAsync(
        IAsyncEnumerable<ReadOnlyMemory<float>> speech, SpeechDriveOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(speech);
        var stream = Open(options);
        var frames = new List<ExpressionFrame>();
        await foreach (var piece in speech.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            stream.Push(piece.Span, frames);
            foreach (var frame in frames) yield return frame;
            frames.Clear();
        }

        stream.Complete(frames);
        foreach (var frame in frames) yield return frame;
    }

    /// <summary>Everything that <see cref="FromState"/> needs, by name. The tensors are copies, owned by the caller.</summary>
    public Dictionary<string, Tensor> State()
    {
        var state = new Dictionary<string, Tensor>();
        Keep(_model, "");
        if (_prompt != _model) Keep(_prompt, PromptPrefix);
        state["mean"] = _mean.clone();
        state["closed"] = _closed.clone();
        state["pause"] = _pause.clone();
        state["trained"] = tensor((double[])
            [Trained.Offset.Seconds, Trained.Offset.Correlation, Trained.Offset.Prominence, Trained.Offset.Reliable ? 1 : 0, Trained.Frames, Trained.SpeakingShare]);
        state["parts"] = tensor((byte[])[.. System.Text.Encoding.ASCII.GetBytes(_model.Parts.Description)]);
        return state;

        void Keep(SpeechModel model, string prefix)
        {
            foreach (var (name, value) in model.Predictor.State()) state[prefix + PredictorPrefix + name] = value;
            if (model.Closure is { } closure) state[prefix + ClosureName] = closure.State();
        }
    }

    /// <summary>Restores a driver from <see cref="State"/>.</summary>
    /// <param name="models">Where the pre-trained networks lie.</param>
    /// <param name="state">The named tensors; they stay the caller's.</param>
    /// <exception cref="WeightsFileException">A tensor is missing or does not fit.</exception>
    /// <exception cref="BackendMissingException">A pre-trained network is missing.</exception>
    public static SpeechDriver FromState(ModelStore models, IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var scope = NewDisposeScope();
        foreach (var name in (string[])["mean", "closed", "pause", "trained", "parts"])
            if (!state.ContainsKey(name)) throw new WeightsFileException($"The speech driver lacks the tensor '{name}'. The file is damaged; train again.");
        var parts = SpeechParts.Load(models, System.Text.Encoding.ASCII.GetString(state["parts"].data<byte>().ToArray()));
        var t = state["trained"].data<double>().ToArray();
        var trained = new TrainedSpeech(new AvOffset(t[0], t[1], t[2], t[3] != 0), (int)t[4], t[5]);
        var model = Restored(parts, "");
        var prompt = parts.Prompt == parts ? model : Restored(parts.Prompt, PromptPrefix);
        return new SpeechDriver(parts, model, prompt, state["mean"].clone(), state["closed"].clone(), state["pause"].clone(), trained);

        SpeechModel Restored(SpeechParts heard, string part)
        {
            var prefix = part + PredictorPrefix;
            var predictor = ExpressionPredictor.FromState(
                state.Where(e => e.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(e => e.Key[prefix.Length..], e => e.Value));
            return new SpeechModel(heard, predictor, state.TryGetValue(part + ClosureName, out var shut) ? LipClosure.FromState(shut) : null);
        }
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        _model.Dispose();
        if (_prompt != _model) _prompt.Dispose();
        _parts.Dispose();
        _mean.Dispose();
        _closed.Dispose();
        _pause.Dispose();
    }

    internal static SpeechDriver Train(
        SpeechParts parts, SpokenClip clip, SpeechDriverOptions? options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(clip);
        clip.Validate();
        options ??= new SpeechDriverOptions();
        using var scope = NewDisposeScope();
        var track = parts.Features.Extract(clip.Speech.Span, cancellationToken);
        var offset = options.KnownOffsetSeconds is { } known ? new AvOffset(known, 0, 0, true)
            : clip.Aperture is null ? AvOffset.None
            : AvOffsetEstimator.Estimate(parts.Timed(track), [.. clip.Aperture], options.Offset, cancellationToken);
        var frames = clip.Frames;
        var windows = track.Windows(frames, offset.Seconds);
        var activity = FrameActivity.Of(FrameActivity.Rows(parts.Activity, clip.Speech.Span), frames, offset.Seconds);
        var twice = parts.Prompt == parts || progress is null ? null : new EnsembleProgress(progress, 2);
        var model = Learn(parts, options.Predictor, twice ?? progress);
        // Whoever cannot wait for what the encoder hears ahead is served without it.
        if (twice is not null) twice.Index = 1;
        var prompt = model.Parts == model.Parts.Prompt ? model : Learn(parts.Prompt, options.Predictor.Beside("prompt"), twice);
        var outputs = cat([clip.Expression, clip.JawPose], 1).detach();
        if (clip.HeadTurns is { } turns && model.Predictor.EffectOf(turns) is { } effect) outputs = outputs - effect;
        var trained = new TrainedSpeech(offset, frames, activity.Count(a => a > 0.5f) / (double)frames);
        var closed = ClosedPose(outputs, activity, clip.Aperture);
        return new SpeechDriver(parts, model, prompt, outputs.mean([0L], true), closed, PausePose(outputs, activity) ?? closed.clone(), trained);

        SpeechModel Learn(SpeechParts heard, ExpressionPredictorOptions predictor, IProgress<TrainingProgress>? report) => SpeechModel.Train(
            heard, heard.Hear(windows), clip.Expression, clip.JawPose, clip, [.. Enumerable.Range(0, frames)], FrameWeights(clip, track, offset.Seconds),
            predictor, device, report, cancellationToken);
    }

    internal Tensor Finish(Tensor outputs, ReadOnlySpan<float> activity, SpeechRelease release, SpeechDriveOptions options)
    {
        using var scope = NewDisposeScope();
        if (options.Strength != 1) outputs = _mean + (outputs - _mean) * options.Strength;
        outputs = options.Silence switch
        {
            SilenceBehaviour.Closed => Rested(outputs, _closed, activity.ToArray()),
            SilenceBehaviour.Learnt => Rested(outputs, _pause, release.Next(activity)),
            _ => outputs,
        };
        return outputs.MoveToOuterDisposeScope();

        static Tensor Rested(Tensor outputs, Tensor rest, float[] shown) => rest + (outputs - rest) * tensor(shown, [shown.Length, 1]);
    }

    /// <summary>The face in the clip's pauses; null where it has none.</summary>
    private static Tensor? PausePose(Tensor outputs, float[] activity)
    {
        long[] silent = [.. Enumerable.Range(0, activity.Length).Where(t => activity[t] < SilentBelow).Select(t => (long)t)];
        if (silent.Length < FewestRestFrames) return null;
        using var scope = NewDisposeScope();
        return outputs.index_select(0, tensor(silent)).mean([0L], true).MoveToOuterDisposeScope();
    }

    /// <summary>The face with closed lips: the mean of the silent frames whose lips are closed, or of the frames with the narrowest lips.</summary>
    private static Tensor ClosedPose(Tensor outputs, float[] activity, IReadOnlyList<float>? aperture)
    {
        using var scope = NewDisposeScope();
        var order = Enumerable.Range(0, activity.Length).Where(t => aperture is null || float.IsFinite(aperture[t])).ToArray();
        if (order.Length == 0) return outputs.mean([0L], true).MoveToOuterDisposeScope();
        long[] chosen;
        if (aperture is null)
        {
            var silent = order.Where(t => activity[t] < SilentBelow).ToArray();
            chosen = silent.Length >= FewestRestFrames ? [.. silent.Select(t => (long)t)] : [.. order.OrderBy(t => activity[t]).Take(FewestRestFrames).Select(t => (long)t)];
        }
        else
        {
            var narrow = order.Select(t => aperture[t]).Order().ElementAt(order.Length / 5);
            var silent = order.Where(t => activity[t] < SilentBelow && aperture[t] <= narrow).ToArray();
            chosen = silent.Length >= FewestRestFrames ? [.. silent.Select(t => (long)t)]
                : [.. order.OrderBy(t => aperture[t]).Take(Math.Max(FewestRestFrames, order.Length / 20)).Select(t => (long)t)];
        }

        return outputs.index_select(0, tensor(chosen)).mean([0L], true).MoveToOuterDisposeScope();
    }

    private static float[] FrameWeights(SpokenClip clip, FeatureTrack track, double offset)
    {
        var weights = new float[clip.Frames];
        var length = track.Samples / 16000.0;
        for (var t = 0; t < weights.Length; t++)
        {
            var heard = t / 25.0 + offset;
            var seen = clip.Aperture is null || float.IsFinite(clip.Aperture[t]);
            weights[t] = seen && heard >= -0.05 && heard <= length ? 1 : 0;
        }

        return weights;
    }
}
