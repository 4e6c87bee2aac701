using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalisation over the last dimensions (Ba et al. 2016).</summary>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
    {
        this.normalized_shape = normalized_shape;
        this.eps = eps;
        this.elementwise_affine = elementwise_affine;
        if (!elementwise_affine) return;
        weight = Initial.Constant(1, device, dtype, normalized_shape);
        if (bias) this.bias = Initial.Constant(0, device, dtype, normalized_shape);
    }

    /// <summary>The shift of each element; null where there is none.</summary>
    public Parameter? bias
    {
        get;
        set => SetParameter(ref field, value);
    }

    /// <summary>The scale of each element; null where there is none.</summary>
    public Parameter? weight
    {
        get;
        set => SetParameter(ref field, value);
    }

    /// <summary>The sizes of the last dimensions.</summary>
    public long[] normalized_shape { get; set; }

    /// <summary>Added to the variance.</summary>
    public double eps { get; set; }

    /// <summary>Whether elements are scaled and shifted.</summary>
    public bool elementwise_affine { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
}
