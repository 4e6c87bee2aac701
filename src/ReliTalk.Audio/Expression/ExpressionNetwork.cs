using ReliTalk.Audio.Features;
using ReliTalk.Learning.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Audio.Expression;

/// <summary>
/// The three networks of Eq. 4. E_pho: a 1D CNN over the frames, each heard through the middle of its window (the windows of neighbours overlap, so
/// that the frames together hold every step). E_lip: a 1D CNN over the lip meshes of adjacent frames. F_exp: a 1D CNN over both, with
/// self-attention among 8 adjacent frames.
/// </summary>
internal sealed class ExpressionNetwork : Module<Tensor, Tensor, Tensor>
{
    /// <summary>Frames that one prediction depends on, itself included.</summary>
    internal const int Reach = 2 * (Kernel - 1) + AdjacentFrames;

    /// <summary>Frames among which F_exp attends.</summary>
    internal const int AdjacentFrames = 8;

    /// <summary>Steps of each window that E_pho reads.</summary>
    internal const int MiddleSteps = 2;

    private const int Kernel = 5;
    private const int LipFramesHeardAhead = 4;
    private const double Slope = 0.1;

    private readonly Conv1d pho1;
    private readonly Conv1d pho2;
    private readonly Conv1d lip1;
    private readonly Conv1d lip2;
    private readonly Conv1d exp1;
    private readonly SelfAttention1d attention;
    private readonly Conv1d exp2;
    private readonly Linear output;
    private readonly ExpressionPredictorOptions _options;

    internal ExpressionNetwork(int features, int lipNumbers, int outputs, ExpressionPredictorOptions options) : base(nameof(ExpressionNetwork))
    {
        _options = options;
        var width = options.Width;
        pho1 = Conv1d(features * MiddleSteps, width, Kernel);
        pho2 = Conv1d(width, width, Kernel);
        lip1 = Conv1d(lipNumbers, width / 4, 3L, padding: 1L);
        lip2 = Conv1d(width / 4, width / 4, 3L, padding: 1L);
        exp1 = Conv1d(width + width / 4, width, 3L, padding: 1L);
        attention = new SelfAttention1d(width, 4);
        exp2 = Conv1d(width, width, AdjacentFrames);
        output = Linear(width, outputs);
        RegisterComponents();
    }

    /// <summary>How many frames of lip mesh after a frame are used: less than of sound, because a lip mesh already hears 150 ms ahead.</summary>
    internal static int LipFramesAhead(int framesAhead) => Math.Max(0, framesAhead - LipFramesHeardAhead);

    /// <summary>Standardised expression and jaw of each frame: float32 [T, K + 3].</summary>
    /// <param name="windows">Standardised f_pho, [T, 16, D].</param>
    /// <param name="lips">Standardised V_lip, [T, V x 3].</param>
    public override Tensor forward(Tensor windows, Tensor lips)
    {
        using var scope = NewDisposeScope();
        var ahead = Math.Min(_options.FramesAhead, AdjacentFrames / 2 - 1);
        var rest = _options.FramesAhead - ahead;
        var x = windows.narrow(1, (FeatureTrack.WindowSteps - MiddleSteps) / 2, MiddleSteps).flatten(1);
        x = Drop(Listen(pho1, x, (rest + 1) / 2));
        x = Drop(Listen(pho2, x, rest / 2));
        var heard = Gather(x, AdjacentFrames, ahead);
        var seen = functional.leaky_relu(lip1.call(Gather(lips, AdjacentFrames, LipFramesAhead(_options.FramesAhead))), Slope);
        seen = functional.leaky_relu(lip2.call(seen), Slope);
        if (!_options.UseSpeechFeatures) heard = heard * 0;
        if (!_options.UseLipMesh) seen = seen * 0;
        var both = Drop(functional.leaky_relu(exp1.call(cat([heard, seen], 1)), Slope));
        var mixed = functional.leaky_relu(exp2.call(attention.call(both)).squeeze(2), Slope);
        return output.call(Drop(mixed)).MoveToOuterDisposeScope();
    }

    private Tensor Drop(Tensor x) => functional.dropout(x, _options.Dropout, training);

    /// <summary>A convolution over frames [T, C] that looks a number of frames ahead.</summary>
    private static Tensor Listen(Conv1d convolution, Tensor frames, int ahead)
    {
        var rows = arange(frames.shape[0] + Kernel - 1, int64, frames.device) + (ahead - Kernel + 1);
        var padded = frames.index_select(0, Clamped(rows, frames.shape[0]));
        return functional.leaky_relu(convolution.call(padded.t().unsqueeze(0)), Slope).squeeze(0).t();
    }

    /// <summary>[T, C] as [T, C, count]: the frames up to a number of frames ahead.</summary>
    private static Tensor Gather(Tensor frames, int count, int ahead)
    {
        var total = frames.shape[0];
        var rows = arange(total, int64, frames.device).unsqueeze(1) + arange(count, int64, frames.device) + (ahead - count + 1);
        return frames.index_select(0, Clamped(rows.reshape(-1), total)).reshape(total, count, frames.shape[1]).transpose(1, 2);
    }

    /// <summary>Frame indices; past the ends the first and the last frame are repeated.</summary>
    private static Tensor Clamped(Tensor rows, long frames) => rows.clamp(0, frames - 1);
}
