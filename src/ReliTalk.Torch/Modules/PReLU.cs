using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>x where positive, weight * x elsewhere, with learned weights (He et al. 2015).</summary>
public sealed class PReLU : nn.Module<Tensor, Tensor>
{
    internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype) : base(nameof(PReLU))
    {
        this.num_parameters = num_parameters;
        this.init = init;
        weight = Initial.Constant(init, device, dtype, num_parameters);
    }

    /// <summary>The slopes for negative inputs: one, or one a channel.</summary>
    public Parameter weight
    {
        get;
        set => SetParameter(ref field, value);
    }

    /// <summary>The number of slopes.</summary>
    public long num_parameters { get; }

    /// <summary>Their first value.</summary>
    public double init { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => tensor.prelu(weight);
}
