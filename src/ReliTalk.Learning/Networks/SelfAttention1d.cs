using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Learning.Networks;

/// <summary>
/// Self-attention over time (Zhang et al. 2019, "Self-Attention GAN", Eqs. 1-3, with time in the place of pixels):
/// y = x + gamma v(x) softmax(q(x)' k(x))', where q, k and v are 1x1 convolutions and the trained gamma starts at 0, so that training begins
/// with the plain network. <c>[B, C, T]</c> in and out.
/// </summary>
public sealed class SelfAttention1d : Module<Tensor, Tensor>
{
    private readonly Conv1d query;
    private readonly Conv1d key;
    private readonly Conv1d value;
    private readonly Parameter gamma;

    /// <summary>Creates the block.</summary>
    /// <param name="channels">Channels in and out.</param>
    /// <param name="reduction">The queries and keys have <paramref name="channels"/> / <paramref name="reduction"/> channels, at least one.</param>
    public SelfAttention1d(long channels, long reduction = 8) : base(nameof(SelfAttention1d))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(reduction, 1);
        var inner = Math.Max(1, channels / reduction);
        query = Conv1d(channels, inner, 1);
        key = Conv1d(channels, inner, 1);
        value = Conv1d(channels, channels, 1);
        gamma = Parameter(zeros(1));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var weights = query.call(input).transpose(1, 2).matmul(key.call(input)).softmax(2);
        var attended = value.call(input).matmul(weights.transpose(1, 2));
        return (input + gamma * attended).MoveToOuterDisposeScope();
    }
}
