using ReliTalk.Audio.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Expression;

/// <summary>
/// How alike two moments sound, at three glances: what is heard right now, what is heard around it, and what the lip mesh makes of it. Each view is scaled
/// for a Gaussian of width 1.
/// </summary>
internal static class SpeechViews
{
    // Lips run ahead of the sound that they shape.
    private const double LipLead = 0.02;
    private const double MeshShare = 0.15;
    private const double LeastWeight = 1e-4;

    private static readonly double[] Widths = [0.02, 0.06];

    /// <summary>Share of each view in the kernel.</summary>
    internal static double[] Shares(ExpressionPredictorOptions options)
    {
        if (!options.UseSpeechFeatures) return [1];
        return options.UseLipMesh ? [(1 - MeshShare) / 2, (1 - MeshShare) / 2, MeshShare] : [0.5, 0.5];
    }

    /// <summary>The views of each frame, [T, d] each.</summary>
    /// <param name="windows">Standardised f_pho, [T, 16, D].</param>
    /// <param name="lips">Standardised V_lip, [T, V x 3].</param>
    /// <param name="options">What is used, and how far ahead is heard.</param>
    internal static Tensor[] Of(Tensor windows, Tensor lips, ExpressionPredictorOptions options)
    {
        var views = new List<Tensor>();
        if (options.UseSpeechFeatures) views.AddRange(Widths.Select(width => Around(windows, width, options.FramesAhead)));
        if (options.UseLipMesh) views.Add(lips / Math.Sqrt(lips.shape[1]));
        return [.. views];
    }

    /// <summary>The window's steps, weighted by a Gaussian about the frame.</summary>
    private static Tensor Around(Tensor windows, double width, int framesAhead)
    {
        var weights = new double[FeatureTrack.WindowSteps];
        var limit = framesAhead / 25.0 + ExpressionNetwork.MiddleSteps * FeatureTrack.StepSeconds / 2;
        for (var s = 0; s < weights.Length; s++)
        {
            var time = (s - (FeatureTrack.WindowSteps - 1) / 2.0) * FeatureTrack.StepSeconds;
            weights[s] = time < limit ? Math.Exp(-0.5 * Math.Pow((time - LipLead) / width, 2)) : 0;
        }

        var sum = weights.Sum();
        var first = Array.FindIndex(weights, w => w > LeastWeight * sum);
        var last = Array.FindLastIndex(weights, w => w > LeastWeight * sum);
        var factors = tensor([.. weights[first..(last + 1)].Select(w => (float)Math.Sqrt(w / sum / windows.shape[2]))], [1, last + 1 - first, 1]);
        return (windows.narrow(1, first, last + 1 - first) * factors).flatten(1);
    }
}
