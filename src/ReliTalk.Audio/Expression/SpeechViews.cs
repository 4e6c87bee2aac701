using ReliTalk.Audio.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Expression;

/// <summary>
/// How alike two moments sound, at several glances: what is heard right now, what is heard around it, what a speech encoder understands of it where there is one, and what
/// the lip mesh makes of it. Each view is scaled for a Gaussian of width 1.
/// </summary>
internal static class SpeechViews
{
    // Lips run ahead of the sound that they shape.
    private const double LipLead = 0.02;
    private const int JudgedFrames = 750;
    private const double LeastWeight = 1e-4;

    private static readonly double[] Widths = [0.02, 0.06];
    private static readonly double[] MeshShares = [0, 0.15, 0.35];
    private static readonly double[] EncoderShares = [0, 0.5];

    /// <summary>Share of each view in the kernel.</summary>
    internal static double[] Shares(ExpressionPredictorOptions options)
    {
        if (!options.UseSpeechFeatures) return [1];
        var mesh = options.UseLipMesh ? options.LipMeshShare ?? MeshShares[1] : 0;
        var encoder = options.UsesEncoder ? options.EncoderShare ?? EncoderShares[1] : 0;
        var heard = (1 - mesh) * (1 - encoder) / Widths.Length;
        return [.. Widths.Select(_ => heard), .. options.UsesEncoder ? [(1 - mesh) * encoder] : Array.Empty<double>(), .. options.UseLipMesh ? [mesh] : Array.Empty<double>()];
    }

    /// <summary>
    /// Settles how much the lip mesh and a speech encoder count beside the sound, by the error on seconds of the clip that were left out: what is true of most speakers is
    /// worth more for one clip than for another, and an encoder may not know the language. What only does harm is not used at all, by the networks neither.
    /// </summary>
    /// <param name="views">The views of the remembered frames, as <see cref="Of"/> gives them for the options.</param>
    /// <param name="targets">Their standardised outputs, [N, outputs].</param>
    /// <param name="importance">Weight of each output.</param>
    /// <param name="turns">Their head turns without the mean; null where unknown.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal static ExpressionPredictorOptions Settle(
        Tensor[] views, Tensor targets, float[] importance, double[][]? turns, ExpressionPredictorOptions options, CancellationToken cancellationToken)
    {
        if (!options.UseSpeechFeatures) return options;
        double?[] meshes = options.UseLipMesh && options.LipMeshShare is null ? [.. MeshShares] : [options.LipMeshShare];
        double?[] encoders = options.UsesEncoder && options.EncoderShare is null ? [.. EncoderShares] : [options.EncoderShare];
        if (meshes.Length * encoders.Length == 1) return options;
        using var scope = NewDisposeScope();
        var count = (int)targets.shape[0];
        if (count > JudgedFrames)
        {
            // A stretch of the middle judges: the cost grows with the cube.
            var first = (count - JudgedFrames) / 2;
            views = [.. views.Select(view => view.narrow(0, first, JudgedFrames))];
            targets = targets.narrow(0, first, JudgedFrames);
            targets = targets - targets.mean([0L], true);
            turns = turns?[first..(first + JudgedFrames)];
        }

        var best = encoders.SelectMany(encoder => meshes.Select(mesh => options with { EncoderShare = encoder, LipMeshShare = mesh })).MinBy(choice => KernelRegression.HeldOutError(
            Without(views, options, choice), Shares(choice), targets, importance, options.MemoryRidge, turns, cancellationToken))!;
        return best with { UseLipMesh = best.UseLipMesh && best.LipMeshShare is not 0 };
    }

    /// <summary>Of the views for some options those that are also views for others, which use less.</summary>
    internal static Tensor[] Without(Tensor[] views, ExpressionPredictorOptions options, ExpressionPredictorOptions less)
    {
        if (!options.UseSpeechFeatures) return views;
        var encoder = options.UsesEncoder && !less.UsesEncoder ? Widths.Length : -1;
        var mesh = options.UseLipMesh && !less.UseLipMesh ? views.Length - 1 : -1;
        return [.. views.Where((_, i) => i != encoder && i != mesh)];
    }

    /// <summary>The views of each frame, [T, d] each.</summary>
    /// <param name="windows">Standardised f_pho, [T, 16, D].</param>
    /// <param name="lips">Standardised V_lip, [T, V x 3].</param>
    /// <param name="options">What is used, and how far ahead is heard.</param>
    internal static Tensor[] Of(Tensor windows, Tensor lips, ExpressionPredictorOptions options)
    {
        var views = new List<Tensor>();
        if (options.UseSpeechFeatures)
        {
            var columns = windows.shape[2] - options.EncoderColumns;
            views.AddRange(Widths.Select(width => Around(windows.narrow(2, 0, columns), width, options.FramesAhead)));
            if (options.UsesEncoder) views.Add(Around(windows.narrow(2, columns, options.EncoderColumns), Widths[0], options.FramesAhead));
        }

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
