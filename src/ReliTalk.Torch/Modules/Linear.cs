using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>An affine map of the last dimension: x weight^T + bias.</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
    {
        in_features = inputSize;
        out_features = outputSize;
        weight = Initial.Uniform(inputSize, device, dtype, outputSize, inputSize);
        if (hasBias) bias = Initial.Uniform(inputSize, device, dtype, outputSize);
    }

    /// <summary>The vector added; null where there is none.</summary>
    public Parameter? bias
    {
        get;
        set => SetParameter(ref field, value);
    }

    /// <summary>The matrix, [out_features, in_features].</summary>
    public Parameter weight
    {
        get;
        set => SetParameter(ref field, value);
    }

    /// <summary>The size of an input vector.</summary>
    public long in_features { get; set; }

    /// <summary>The size of an output vector.</summary>
    public long out_features { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
}
