using ReliTalk.Audio.Expression;
using ReliTalk.Audio.Synchronisation;
using ReliTalk.Learning.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Evaluation;

/// <summary>
/// The paper's ablation of Table 3 in our terms: on speech of the same clip that was not trained on, the error of psi and theta and of the lips'
/// aperture, with both inputs of Eq. 4, with one of them, and with the mean expression. Frames next to the cut are left out on the training side,
/// so that no window reaches over it.
/// </summary>
public static class HeldOutProtocol
{
    private const int GuardFrames = 8;
    private const string ShutMethod = "audio and mesh, p b m shut";

    /// <summary>Trains on the first part of a clip and tests on the rest.</summary>
    /// <param name="models">Where the pre-trained networks lie.</param>
    /// <param name="clip">The clip; its aperture must be known.</param>
    /// <param name="apertureOf">Aperture of each frame of psi [T, K] and theta [T, 3], on the scale of the clip's aperture.</param>
    /// <param name="share">Share of the frames that is tested, above 0 and below 1. Default 0.2.</param>
    /// <param name="options">How to learn; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static IReadOnlyList<HeldOutResult> LastPart(
        ModelStore models, SpokenClip clip, Func<Tensor, Tensor, float[]> apertureOf, double share = 0.2,
        SpeechDriverOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        if (share is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "Must be above 0 and below 1.");
        using var parts = SpeechParts.Load(models, options ??= new SpeechDriverOptions());
        return Run(parts, clip, apertureOf, [((int)Math.Round(clip.Frames * (1 - share)), clip.Frames)], options, cancellationToken);
    }

    /// <summary>Holds out each of several parts in turn; judges the joined predictions, and the last part by itself.</summary>
    /// <param name="models">Where the pre-trained networks lie.</param>
    /// <param name="clip">The clip; its aperture must be known.</param>
    /// <param name="apertureOf">Aperture of each frame of psi [T, K] and theta [T, 3], on the scale of the clip's aperture.</param>
    /// <param name="folds">Number of parts, 2 or more. Default 5.</param>
    /// <param name="options">How to learn; null for the defaults.</param>
    /// <param name="learntFrames">How many frames are learnt from, those nearest to the part that is held out, 25 or more; null for all others: what a longer clip brings.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static (IReadOnlyList<HeldOutResult> Pooled, IReadOnlyList<HeldOutResult> LastPart) Folds(
        ModelStore models, SpokenClip clip, Func<Tensor, Tensor, float[]> apertureOf, int folds = 5,
        SpeechDriverOptions? options = null, int? learntFrames = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (learntFrames is { } frames) ArgumentOutOfRangeException.ThrowIfLessThan(frames, 25, nameof(learntFrames));
        var held = Enumerable.Range(0, folds).Select(f => (clip.Frames * f / folds, clip.Frames * (f + 1) / folds)).ToArray();
        using var parts = SpeechParts.Load(models, options ??= new SpeechDriverOptions());
        var judged = Judge(parts, clip, apertureOf, held, options, learntFrames, cancellationToken);
        return ([.. judged.Select(r => r.All)], [.. judged.Select(r => r.Last)]);
    }

    /// <summary>The joined predictions of <see cref="Folds"/>.</summary>
    /// <inheritdoc cref="Folds"/>
    public static IReadOnlyList<HeldOutResult> Pooled(
        ModelStore models, SpokenClip clip, Func<Tensor, Tensor, float[]> apertureOf, int folds = 5,
        SpeechDriverOptions? options = null, int? learntFrames = null, CancellationToken cancellationToken = default) =>
        Folds(models, clip, apertureOf, folds, options, learntFrames, cancellationToken).Pooled;

    internal static IReadOnlyList<HeldOutResult> Run(
        SpeechParts parts, SpokenClip clip, Func<Tensor, Tensor, float[]> apertureOf, (int From, int To)[] held,
        SpeechDriverOptions? options, CancellationToken cancellationToken, int? learntFrames = null) =>
        [.. Judge(parts, clip, apertureOf, held, options, learntFrames, cancellationToken).Select(r => r.All)];

    private static List<(HeldOutResult All, HeldOutResult Last)> Judge(
        SpeechParts parts, SpokenClip clip, Func<Tensor, Tensor, float[]> apertureOf, (int From, int To)[] held,
        SpeechDriverOptions? options, int? learntFrames, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(apertureOf);
        clip.Validate();
        if (clip.Aperture is null) throw new ArgumentException("The clip's aperture must be known.", nameof(clip));
        options ??= new SpeechDriverOptions();
        using var scope = NewDisposeScope();
        var track = parts.Features.Extract(clip.Speech.Span, cancellationToken);
        var offset = options.KnownOffsetSeconds ?? AvOffsetEstimator.Estimate(parts.Timed(track), [.. clip.Aperture], options.Offset, cancellationToken).Seconds;
        var windows = track.Windows(clip.Frames, offset);
        var truth = cat([clip.Expression, clip.JawPose], 1).detach();
        var tested = held.SelectMany(h => Enumerable.Range(h.From, h.To - h.From)).Select(t => (long)t).ToArray();
        var predictor = options.Predictor;
        (string Name, ExpressionPredictorOptions? Options)[] methods =
        [
            ("mean expression", null),
            ("audio only", predictor with { UseLipMesh = false }),
            ("mesh only", predictor with { UseSpeechFeatures = false }),
            ("audio and mesh", predictor),
        ];
        if (parts.EncoderColumns > 0) methods = [.. methods, ("audio and mesh, low latency", predictor with { EncoderShare = 0 })];
        var results = new List<(HeldOutResult, HeldOutResult)>();
        var last = tested[^(held[^1].To - held[^1].From)..];
        foreach (var method in methods)
        {
            var runs = held.Select(h => Predict(parts, clip, windows, truth, h, method.Options, learntFrames, cancellationToken)).ToArray();
            Add(method.Name, [.. runs.Select(run => run.Learnt)]);
            // Only what has heard the phonemes can shut the lips at them.
            if (method.Options == predictor) Add(ShutMethod, [.. runs.Select(run => run.Shut)]);
        }

        void Add(string name, Tensor[] runs)
        {
            var outputs = cat(runs, 0);
            results.Add((Judge(name, outputs, truth, clip, tested, apertureOf),
                Judge(name, outputs.narrow(0, tested.Length - last.Length, last.Length), truth, clip, last, apertureOf)));
        }

        return results;
    }

    private static (Tensor Learnt, Tensor Shut) Predict(
        SpeechParts parts, SpokenClip clip, Tensor windows, Tensor truth, (int From, int To) held, ExpressionPredictorOptions? options, int? learntFrames,
        CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var count = held.To - held.From;
        var (from, to) = Learnt(clip.Frames, held, learntFrames);
        var weights = new float[clip.Frames];
        for (var t = 0; t < weights.Length; t++)
            weights[t] = t >= from && t < to && (t < held.From - GuardFrames || t >= held.To + GuardFrames) && float.IsFinite(clip.Aperture![t]) ? 1 : 0;
        if (options is null)
        {
            var w = tensor(weights, [weights.Length, 1]);
            var mean = ((truth * w).sum(0, true) / w.sum()).expand(count, truth.shape[1]).clone().MoveToOuterDisposeScope();
            return (mean, mean);
        }

        // The frames on both sides of the held-out part are trained on as two runs; the seam between them has weight 0.
        int[] kept = [.. Enumerable.Range(from, to - from).Where(t => t < held.From || t >= held.To)];
        var rows = tensor(Array.ConvertAll(kept, t => (long)t));
        using var trained = SpeechModel.Train(
            parts, windows.index_select(0, rows), clip.Expression.index_select(0, rows), clip.JawPose.index_select(0, rows), clip, kept,
            [.. kept.Select(t => weights[t])], options, null, null, cancellationToken);
        // How the head is turned is known when a film is driven.
        var effect = clip.HeadTurns is { } turns ? trained.Predictor.EffectOf(turns.narrow(0, held.From, count)) : null;
        return (Say(BilabialBehaviour.Learnt), Say(BilabialBehaviour.Closed));

        Tensor Say(BilabialBehaviour bilabials)
        {
            var outputs = trained.Predict(windows.narrow(0, held.From, count), bilabials);
            return (effect is null ? outputs : outputs + effect).MoveToOuterDisposeScope();
        }
    }

    // As many frames on either side of the held-out part, and where the clip ends on one side, the rest on the other.
    internal static (int From, int To) Learnt(int frames, (int From, int To) held, int? learntFrames)
    {
        if (learntFrames is not { } wanted) return (0, frames);
        var guards = (held.From > 0 ? GuardFrames : 0) + (held.To < frames ? GuardFrames : 0);
        wanted = Math.Min(wanted + guards, frames - (held.To - held.From));
        var before = Math.Clamp(wanted / 2, Math.Max(0, wanted - (frames - held.To)), held.From);
        return (held.From - before, held.To + wanted - before);
    }

    private static HeldOutResult Judge(
        string method, Tensor outputs, Tensor truth, SpokenClip clip, long[] tested, Func<Tensor, Tensor, float[]> apertureOf)
    {
        using var scope = NewDisposeScope();
        truth = truth.index_select(0, tensor(tested));
        var k = truth.shape[1] - 3;
        var spread = (clip.Expression - clip.Expression.mean([0L], true)).square().mean([0L], true);
        var expression = ((outputs.narrow(1, 0, k) - truth.narrow(1, 0, k)).square() / (spread + 1e-12)).mean().sqrt().ToDouble();
        var jaw = (outputs.narrow(1, k, 3) - truth.narrow(1, k, 3)).square().sum(1).mean().sqrt().ToDouble() * 180 / Math.PI;
        var aperture = apertureOf(outputs.narrow(1, 0, k).contiguous(), outputs.narrow(1, k, 3).contiguous());
        return new HeldOutResult(method, expression, jaw, LipMeasures.Of(aperture, [.. tested.Select(t => clip.Aperture![(int)t])])) { Aperture = aperture };
    }
}
