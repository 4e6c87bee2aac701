using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A table of vectors, read by integers.</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private readonly long _paddingIndex;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleByFrequency;
    private readonly bool _sparse;

    internal Embedding(
        long num_embeddings, long embedding_dims, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse, Device? device, ScalarType? dtype)
        : base(nameof(Embedding))
    {
        _paddingIndex = padding_idx is { } p ? (p < 0 ? p + num_embeddings : p) : -1;
        _maxNorm = max_norm;
        _normType = norm_type;
        _scaleByFrequency = scale_grad_by_freq;
        _sparse = sparse;
        Tensor table = randn(num_embeddings, embedding_dims, dtype, device);
        if (_paddingIndex >= 0)
        {
            using Tensor row = table.select(0, _paddingIndex);
            row.zero_();
        }
        weight = new Parameter(table);
    }

    /// <summary>The table, [num_embeddings, embedding_dims].</summary>
    public Parameter weight
    {
        get;
        set => SetParameter(ref field, value);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (_maxNorm is { } limit)
        {
            using IDisposable none = no_grad();
            Call.InPlace(weight, Ops.embedding_renorm_, weight, input, limit, _normType);
        }
        return Call.Tensor(Ops.embedding, weight, input, _paddingIndex, _scaleByFrequency, _sparse);
    }
}
