using ReliTalk.Audio.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Audio.Expression;

/// <summary>
/// The three networks of Eq. 4. E_pho: a 1D CNN over the sound, 50 steps a second, which are the middles of the frames' windows one after the other (the
/// windows of neighbours overlap, so that the frames together hold every step). E_lip: a 1D CNN over the lip meshes of adjacent frames. F_exp: a 1D CNN
/// over both, with self-attention among 8 adjacent frames, and the outputs.
/// </summary>
internal sealed class ExpressionNetwork : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Frames among which F_exp attends: a frame and those before it.</summary>
    internal const int AdjacentFrames = 8;

    /// <summary>Steps of each window that E_pho reads.</summary>
    internal const int MiddleSteps = 2;

    private const int Kernel = 5;
    private const int PhoLayers = 3;
    private const int PhoReach = PhoLayers * (Kernel - 1);
    private const int LipKernel = 3;
    private const int LipReach = 2 * (LipKernel - 1);
    private const int LipFramesHeardAhead = 4;
    private const double Slope = 0.1;

    private readonly Conv1d pho1;
    private readonly Conv1d pho2;
    private readonly Conv1d pho3;
    private readonly Conv1d lip1;
    private readonly Conv1d lip2;
    private readonly Linear exp1;
    private readonly AdjacentAttention attention;
    private readonly Linear output;
    private readonly ExpressionPredictorOptions _options;

    internal ExpressionNetwork(int features, int lipNumbers, int outputs, ExpressionPredictorOptions options) : base(nameof(ExpressionNetwork))
    {
        _options = options;
        var width = options.Width;
        pho1 = Conv1d(features, width, Kernel);
        pho2 = Conv1d(width, width, Kernel);
        pho3 = Conv1d(width, width, Kernel);
        lip1 = Conv1d(lipNumbers, width / 4, LipKernel);
        lip2 = Conv1d(width / 4, width / 4, LipKernel);
        exp1 = Linear(width + width / 4, width);
        attention = new AdjacentAttention(width, AdjacentFrames);
        output = Linear(width, outputs);
        RegisterComponents();
    }

    /// <summary>How many frames of lip mesh after a frame are used: less than of sound, because a lip mesh already hears 150 ms ahead.</summary>
    internal static int LipFramesAhead(int framesAhead) => Math.Clamp(framesAhead - LipFramesHeardAhead, 0, LipReach);

    /// <summary>Frames before a frame that its prediction depends on.</summary>
    internal static int FramesBehind(int framesAhead)
    {
        var sound = (PhoReach - StepsAhead(framesAhead) + MiddleSteps - 1) / MiddleSteps;
        return AdjacentFrames - 1 + Math.Max(sound, LipReach - LipFramesAhead(framesAhead));
    }

    /// <summary>Standardised outputs of each frame: float32 [T, outputs].</summary>
    /// <param name="windows">Standardised f_pho, [T, 16, D].</param>
    /// <param name="lips">Standardised V_lip, [T, V x 3].</param>
    public override Tensor forward(Tensor windows, Tensor lips)
    {
        using var scope = NewDisposeScope();
        var frames = lips.shape[0];
        var ahead = StepsAhead(_options.FramesAhead);
        var x = windows.narrow(1, (FeatureTrack.WindowSteps - MiddleSteps) / 2, MiddleSteps).reshape(frames * MiddleSteps, -1);
        x = Padded(x, PhoReach - ahead, ahead);
        x = Drop(functional.leaky_relu(pho1.call(x), Slope));
        x = Drop(functional.leaky_relu(pho2.call(x), Slope));
        x = Drop(functional.leaky_relu(pho3.call(x), Slope));
        var heard = x.squeeze(0).t().reshape(frames, MiddleSteps, -1).select(1, 0);
        var lipsAhead = LipFramesAhead(_options.FramesAhead);
        var seen = functional.leaky_relu(lip1.call(Padded(lips, LipReach - lipsAhead, lipsAhead)), Slope);
        seen = functional.leaky_relu(lip2.call(seen), Slope).squeeze(0).t();
        if (!_options.UseSpeechFeatures) heard = heard * 0;
        if (!_options.UseLipMesh) seen = seen * 0;
        var both = functional.leaky_relu(exp1.call(cat([heard, seen], 1)), Slope);
        return output.call(Drop(attention.call(both))).MoveToOuterDisposeScope();
    }

    /// <summary>Steps of sound after the first step of a frame: to the last step of the last frame that may be heard.</summary>
    private static int StepsAhead(int framesAhead) => Math.Min(PhoReach, framesAhead * MiddleSteps + MiddleSteps - 1);

    private Tensor Drop(Tensor x) => functional.dropout(x, _options.Dropout, training);

    /// <summary>[T, C] as [1, C, before + T + after]; past the ends the first and the last row are repeated.</summary>
    private static Tensor Padded(Tensor rows, int before, int after)
    {
        var at = (arange(rows.shape[0] + before + after, int64, rows.device) - before).clamp(0, rows.shape[0] - 1);
        return rows.index_select(0, at).t().unsqueeze(0);
    }
}
