using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Attention with several heads over [L, N, E] (Vaswani et al. 2017).</summary>
public sealed class MultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>>
{
    private readonly long _size;
    private readonly long _heads;
    private readonly double _dropout;
    private readonly Parameter _inProjWeight;
    private readonly Parameter? _inProjBias;
    private readonly Linear _outProj;

    internal MultiheadAttention(long embedded_dim, long num_heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long? kdim, long? vdim)
        : base(nameof(MultiheadAttention))
    {
        if (num_heads < 1 || embedded_dim % num_heads != 0) throw new ArgumentException($"A size of {embedded_dim} does not divide into {num_heads} heads.", nameof(num_heads));
        if (add_bias_kv || add_zero_attn || (kdim ?? embedded_dim) != embedded_dim || (vdim ?? embedded_dim) != embedded_dim)
            throw new NotSupportedException("Keys and values of another size, added biases and zero attention are not carried by this backend.");
        _size = embedded_dim;
        _heads = num_heads;
        _dropout = dropout;
        // Glorot and Bengio 2010, over the three maps as one matrix.
        double bound = Math.Sqrt(6.0 / (4 * embedded_dim));
        _inProjWeight = new Parameter(empty(3 * embedded_dim, embedded_dim).uniform_(-bound, bound));
        ConditionallyRegisterParameter("in_proj_weight", _inProjWeight);
        if (bias)
        {
            _inProjBias = Initial.Constant(0, null, null, 3 * embedded_dim);
            ConditionallyRegisterParameter("in_proj_bias", _inProjBias);
        }
        _outProj = new Linear(embedded_dim, embedded_dim, bias, null, null);
        if (_outProj.bias is { } b)
        {
            using (no_grad()) b.zero_();
        }
        register_module("out_proj", _outProj);
    }

    /// <summary>Attends from queries to keys.</summary>
    /// <param name="query">[L, N, E].</param>
    /// <param name="key">[S, N, E].</param>
    /// <param name="value">[S, N, E].</param>
    /// <param name="key_padding_mask">[N, S] of type bool: true where a key is ignored.</param>
    /// <param name="need_weights">Whether the weights are wanted too.</param>
    /// <param name="attn_mask">[L, S] or [N heads, L, S]: true where ignored, or numbers added to the scores.</param>
    /// <returns>The result [L, N, E] and the mean weights [N, L, S] (null unless wanted).</returns>
    public override Tuple<Tensor, Tensor> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
    {
        using DisposeScope scope = NewDisposeScope();
        long l = query.size(0), n = query.size(1), s = key.size(0), width = _size / _heads;
        Tensor q = Project(query, 0).view(l, n * _heads, width).transpose(0, 1) / Math.Sqrt(width);
        Tensor k = Project(key, 1).view(s, n * _heads, width).transpose(0, 1);
        Tensor v = Project(value, 2).view(s, n * _heads, width).transpose(0, 1);
        Tensor scores = q.bmm(k.transpose(1, 2));
        if (attn_mask is not null)
            scores = attn_mask.dtype == ScalarType.Bool ? scores.masked_fill(attn_mask, double.NegativeInfinity) : scores + attn_mask;
        if (key_padding_mask is not null)
            scores = scores.view(n, _heads, l, s).masked_fill(key_padding_mask.view(n, 1, 1, s), double.NegativeInfinity).view(n * _heads, l, s);
        Tensor weights = scores.softmax(-1);
        if (training && _dropout > 0) weights = nn.functional.dropout(weights, _dropout);
        Tensor joined = weights.bmm(v).transpose(0, 1).contiguous().view(l, n, _size);
        Tensor result = _outProj.call(joined).MoveToOuterDisposeScope();
        Tensor? mean = need_weights ? weights.view(n, _heads, l, s).mean([1]).MoveToOuterDisposeScope() : null;
        return new(result, mean!);
    }

    /// <inheritdoc cref="forward"/>
    public new Tuple<Tensor, Tensor> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
        forward(query, key, value, key_padding_mask, need_weights, attn_mask);

    private Tensor Project(Tensor x, int part)
    {
        Tensor w = _inProjWeight.narrow(0, part * _size, _size);
        Tensor? b = _inProjBias?.narrow(0, part * _size, _size);
        return nn.functional.linear(x, w, b);
    }
}
