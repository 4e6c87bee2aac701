using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// A linear layer, with or without softplus behind it, that takes plain values or jets. A jet is a value with its three first derivatives
/// by place, stacked as [4, N, C]: block 0 the value, blocks 1 to 3 the derivatives. Carrying the derivatives forward needs no second
/// differentiation when the normals of a surface are trained.
/// </summary>
internal sealed class JetLinear : nn.Module<Tensor, Tensor>
{
    /// <summary>Sharpness of softplus: nearly a ramp, but with continuous derivatives.</summary>
    public const double Sharpness = 100;

    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly bool _bends;

    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="bends">Softplus behind the layer.</param>
    /// <param name="deviation">Standard deviation of the first weights.</param>
    public JetLinear(long inputs, long outputs, bool bends, double deviation) : base(nameof(JetLinear))
    {
        using var scope = NewDisposeScope();
        weight = new Parameter(randn(outputs, inputs) * deviation);
        bias = new Parameter(zeros(outputs));
        weight.DetachFromDisposeScope();
        bias.DetachFromDisposeScope();
        _bends = bends;
        RegisterComponents();
    }

    public Parameter Weight => weight;

    public Parameter Bias => bias;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var product = matmul(input, weight.t());
        if (input.ndim == 2)
        {
            var plain = product + bias;
            return (_bends ? plain.softplus(Sharpness) : plain).MoveToOuterDisposeScope();
        }
        var value = product.narrow(0, 0, 1) + bias;
        var slopes = product.narrow(0, 1, 3);
        if (_bends)
        {
            slopes = slopes * (value * Sharpness).sigmoid();
            value = value.softplus(Sharpness);
        }
        return cat([value, slopes], 0).MoveToOuterDisposeScope();
    }
}
