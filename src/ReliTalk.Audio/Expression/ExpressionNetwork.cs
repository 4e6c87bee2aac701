using ReliTalk.Audio.Features;
using ReliTalk.Learning.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Audio.Expression;

/// <summary>
/// The three networks of Eq. 4. E_pho: a 1D CNN over the 16 steps of a frame's f_pho. E_lip: a 1D CNN over the lip meshes of the adjacent frames.
/// F_exp: a 1D CNN over both, with self-attention among the adjacent frames.
/// </summary>
internal sealed class ExpressionNetwork : Module<Tensor, Tensor, Tensor>
{
    private const double Slope = 0.1;

    private readonly Conv1d pho1;
    private readonly Conv1d pho2;
    private readonly Conv1d pho3;
    private readonly Linear pho4;
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
        pho1 = Conv1d(features, width, 3L, stride: 2L, padding: 1L);
        pho2 = Conv1d(width, width, 3L, stride: 2L, padding: 1L);
        pho3 = Conv1d(width, width, 3L, stride: 2L, padding: 1L);
        pho4 = Linear(width * FeatureTrack.WindowSteps / 8, width);
        lip1 = Conv1d(lipNumbers, width / 2, 3L, padding: 1L);
        lip2 = Conv1d(width / 2, width / 2, 3L, padding: 1L);
        exp1 = Conv1d(width + width / 2, width, 3L, padding: 1L);
        attention = new SelfAttention1d(width, 4);
        exp2 = Conv1d(width, width, options.AdjacentFrames);
        output = Linear(width, outputs);
        RegisterComponents();
    }

    /// <summary>Standardised expression and jaw of each frame: float32 [T, K + 3].</summary>
    /// <param name="windows">Standardised f_pho, [T, 16, D].</param>
    /// <param name="lips">Standardised V_lip, [T, V x 3].</param>
    public override Tensor forward(Tensor windows, Tensor lips)
    {
        using var scope = NewDisposeScope();
        var near = Adjacent(windows.shape[0]);
        var x = functional.leaky_relu(pho1.call(windows.transpose(1, 2)), Slope);
        x = functional.leaky_relu(pho2.call(x), Slope);
        x = functional.leaky_relu(pho3.call(x), Slope);
        x = Drop(functional.leaky_relu(pho4.call(x.flatten(1)), Slope));
        var heard = Gather(x, near);
        var seen = functional.leaky_relu(lip1.call(Gather(lips, near)), Slope);
        seen = functional.leaky_relu(lip2.call(seen), Slope);
        if (!_options.UseSpeechFeatures) heard = heard * 0;
        if (!_options.UseLipMesh) seen = seen * 0;
        var both = functional.leaky_relu(exp1.call(cat([heard, seen], 1)), Slope);
        var joined = Drop(attention.call(both));
        var mixed = functional.leaky_relu(exp2.call(joined).squeeze(2), Slope);
        return output.call(Drop(mixed)).MoveToOuterDisposeScope();
    }

    private Tensor Drop(Tensor x) => functional.dropout(x, _options.Dropout, training);

    /// <summary>[T, C] as [T, C, adjacent frames]; past the ends the first and the last frame are repeated.</summary>
    private Tensor Gather(Tensor frames, Tensor near) =>
        frames.index_select(0, near).reshape(frames.shape[0], _options.AdjacentFrames, frames.shape[1]).transpose(1, 2);

    private Tensor Adjacent(long frames)
    {
        var first = _options.FramesAhead - _options.AdjacentFrames + 1;
        var indices = new long[frames * _options.AdjacentFrames];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = Math.Clamp(i / _options.AdjacentFrames + first + i % _options.AdjacentFrames, 0, frames - 1);
        return tensor(indices);
    }
}
