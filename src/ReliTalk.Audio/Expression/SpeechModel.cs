using ReliTalk.Audio.Features;
using ReliTalk.Audio.LipMesh;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Expression;

/// <summary>Eq. 3 and 4 for one person: from windows of f_pho to expression and jaw, lips shut where this person shuts them.</summary>
internal sealed class SpeechModel(SpeechParts parts, ExpressionPredictor predictor, LipClosure? closure) : IDisposable
{
    private const double LeastEvidence = 0.02;

    // Pressure of V_lip below which nothing is shut, and from which on the lips are.
    private const double Unpressed = 0.09;
    private const double Pressed = 0.15;
    private const double Beside = 0.4;

    private static readonly string[] Bilabials = ["P", "B", "M"];
    private static readonly string[] Labiodentals = ["F", "V"];
    private static readonly string[] Silences = ["SIL"];

    /// <summary>What is heard: without the speech encoder where the clip decided against it.</summary>
    internal SpeechParts Parts => parts;

    internal ExpressionPredictor Predictor => predictor;

    internal LipClosure? Closure => closure;

    /// <summary>Trains on frames of a clip.</summary>
    /// <param name="parts">Features and lip mesh.</param>
    /// <param name="windows">f_pho of the frames as the features give it, [T, 16, D].</param>
    /// <param name="expression">psi, [T, K].</param>
    /// <param name="jaw">theta, [T, 3].</param>
    /// <param name="clip">Aperture and lip effect.</param>
    /// <param name="rows">Which frames of the clip these are.</param>
    /// <param name="weights">Weight of each frame.</param>
    /// <param name="options">How to learn.</param>
    /// <param name="device">Where to compute; null for the CPU.</param>
    /// <param name="progress">Receives a report after every step.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    internal static SpeechModel Train(
        SpeechParts parts, Tensor windows, Tensor expression, Tensor jaw, SpokenClip clip, IReadOnlyList<int> rows, float[] weights,
        ExpressionPredictorOptions options, Device? device, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        options = options with { EncoderColumns = parts.EncoderColumns };
        var examples = new ExpressionExamples(SpeechParts.Heard(windows), parts.Mesh.Animate(LipTemplate.Average, windows), expression, jaw)
        {
            LipEffect = clip.LipEffect,
            FrameWeights = weights,
            HeadTurns = clip.HeadTurns?.index_select(0, tensor([.. rows.Select(t => (long)t)])),
        };
        var predictor = ExpressionPredictor.Train(examples, options, device, progress, cancellationToken, out var leftOut);
        LipClosure? closure = null;
        if (leftOut is var (outputs, frames) && clip.Aperture is { } aperture && options.UseSpeechFeatures)
        {
            var evidence = Evidence(windows);
            var held = tensor(frames);
            closure = LipClosure.Learn(
                outputs, cat([expression, jaw], 1).index_select(0, held),
                examples.HeadTurns is null ? null : predictor.EffectOf(examples.HeadTurns.index_select(0, held)),
                [.. frames.Select(t => (double)aperture[rows[(int)t]])], [.. frames.Select(t => evidence[t])]);
        }

        return new SpeechModel(predictor.Options.UsesEncoder ? parts : parts.Prompt, predictor, closure);
    }

    /// <summary>psi and theta of each frame, for a head turned as in the mean over the clip: [T, K + 3], owned by the caller.</summary>
    /// <param name="windows">f_pho, [T, 16, D], maybe with a speech encoder's states behind what is heard.</param>
    /// <param name="bilabials">What the lips do at p, b and m.</param>
    internal Tensor Predict(Tensor windows, BilabialBehaviour bilabials = BilabialBehaviour.Learnt)
    {
        using var scope = NewDisposeScope();
        windows = parts.Hear(windows);
        var (expression, jaw) = predictor.Predict(SpeechParts.Heard(windows), parts.Mesh.Animate(LipTemplate.Average, windows));
        var outputs = cat([expression, jaw], 1);
        if (closure is null) return outputs.MoveToOuterDisposeScope();
        return closure.Apply(outputs, Evidence(windows), bilabials == BilabialBehaviour.Closed ? Shut(windows) : []).MoveToOuterDisposeScope();
    }

    // How far p, b and m shut the lips of each frame, 0..1: where V_lip presses the lips together more than just before and after, which sees the sounds
    // about them and the spectrum too and so tells more than the posterior of the frame; with the way there and back in the frames beside.
    private double[] Shut(Tensor windows)
    {
        using var scope = NewDisposeScope();
        var poses = parts.Mesh switch
        {
            LearnedLipMesh learned => learned.Poses(windows),
            VisemeLipMesh visemes => visemes.Poses(windows),
            _ => null,
        };
        if (poses is null) return [];
        var press = poses.narrow(1, LipPose.Count - 1, 1).contiguous().data<float>().ToArray();
        double[] at = [.. press.Select((value, t) =>
            value < Math.Max(t > 0 ? press[t - 1] : value, t + 1 < press.Length ? press[t + 1] : value) ? 0 : Math.Clamp((value - Unpressed) / (Pressed - Unpressed), 0, 1))];
        return [.. at.Select((amount, t) => Math.Max(amount, Beside * Math.Max(t > 0 ? at[t - 1] : 0, t + 1 < at.Length ? at[t + 1] : 0)))];
    }

    /// <summary>What speaks for closed lips: bilabials just before, at and just after the frame, labiodentals (lips nearly shut) and silence, as log-probabilities.</summary>
    private static double[][] Evidence(Tensor windows)
    {
        using var scope = NewDisposeScope();
        const int middle = FeatureTrack.WindowSteps / 2;
        var evidence = cat(
        [
            Log(Sum(windows, Bilabials).narrow(1, middle - 6, 4).amax([1L])),
            Log(Sum(windows, Bilabials).narrow(1, middle - 2, 4).amax([1L])),
            Log(Sum(windows, Bilabials).narrow(1, middle, 4).amax([1L])),
            Log(Sum(windows, Labiodentals).narrow(1, middle - 2, 4).amax([1L])),
            Log(Sum(windows, Silences).narrow(1, middle - 2, 4).mean([1L])),
        ], 1);
        var values = evidence.contiguous().data<float>().ToArray();
        return [.. values.Chunk((int)evidence.shape[1]).Select(row => Array.ConvertAll(row, v => (double)v))];
    }

    private static Tensor Sum(Tensor windows, string[] phones)
    {
        Tensor? sum = null;
        foreach (var phone in phones)
        {
            var column = windows.narrow(2, IndexOf(phone), 1).squeeze(2);
            sum = sum is null ? column : sum + column;
        }

        return sum!;
    }

    private static int IndexOf(string phone)
    {
        for (var i = 0; i < PhonemePosteriors.Phones.Count; i++)
            if (PhonemePosteriors.Phones[i] == phone) return i;
        throw new ArgumentOutOfRangeException(nameof(phone));
    }

    private static Tensor Log(Tensor probabilities) => (probabilities + LeastEvidence).log().unsqueeze(1);

    public void Dispose() => predictor.Dispose();
}
