using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements.</summary>
        public Tensor sum(ScalarType? type = null) => Call.Tensor(Ops.sum, this, type);

        /// <summary>The sum along dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Call.Tensor(Ops.sum_dim_IntList, this, dim, keepdim, type);

        /// <summary>The sum along dimensions.</summary>
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Call.Tensor(Ops.sum_dim_IntList, this, dim.ToArray(), keepdim, type);

        /// <summary>The sum along a dimension.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Call.Tensor(Ops.sum_dim_IntList, this, dim, keepdim, type);

        /// <summary>The sum along two dimensions.</summary>
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) =>
            Call.Tensor(Ops.sum_dim_IntList, this, (long[])[dim0, dim1], keepdim, type);

        /// <summary>The sum along three dimensions.</summary>
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            Call.Tensor(Ops.sum_dim_IntList, this, (long[])[dim0, dim1, dim2], keepdim, type);

        /// <summary>The product of all elements.</summary>
        public Tensor prod(ScalarType? type = null) => Call.Tensor(Ops.prod, this, type);

        /// <summary>The product along a dimension.</summary>
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Call.Tensor(Ops.prod_dim_int, this, dim, keepdim, type);

        /// <summary>The mean of all elements.</summary>
        public Tensor mean() => Call.Tensor(Ops.mean, this);

        /// <summary>The mean along dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Call.Tensor(Ops.mean_dim, this, dimensions, keepdim, type);

        /// <summary>The median of all elements.</summary>
        public Tensor median() => Call.Tensor(Ops.median, this);

        /// <summary>Whether all elements are non-zero.</summary>
        public Tensor all() => Call.Tensor(Ops.all, this);

        /// <summary>Whether all elements along a dimension are non-zero.</summary>
        public Tensor all(long dim, bool keepdim = false) => Call.Tensor(Ops.all_dim, this, dim, keepdim);

        /// <summary>Whether any element is non-zero.</summary>
        public Tensor any() => Call.Tensor(Ops.any, this);

        /// <summary>Whether any element along a dimension is non-zero.</summary>
        public Tensor any(long dim, bool keepdim = false) => Call.Tensor(Ops.any_dim, this, dim, keepdim);

        /// <summary>The largest element.</summary>
        public Tensor max() => Call.Tensor(Ops.max, this);

        /// <summary>The smallest element.</summary>
        public Tensor min() => Call.Tensor(Ops.min, this);

        /// <summary>The largest elements along a dimension and where they are.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Call.Tensors2(Ops.max_dim, this, dim, keepdim);

        /// <summary>The smallest elements along a dimension and where they are.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Call.Tensors2(Ops.min_dim, this, dim, keepdim);

        /// <summary>The largest elements along dimensions.</summary>
        public Tensor amax(params long[] dims) => Call.Tensor(Ops.amax, this, dims);

        /// <summary>The largest elements along dimensions.</summary>
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, Call.Tensor(Ops.amax, this, dims, keepdim));

        /// <summary>The smallest elements along dimensions.</summary>
        public Tensor amin(params long[] dims) => Call.Tensor(Ops.amin, this, dims);

        /// <summary>The smallest elements along dimensions.</summary>
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, Call.Tensor(Ops.amin, this, dims, keepdim));

        /// <summary>Where the largest element is, in the flattened tensor.</summary>
        public Tensor argmax() => Call.Tensor(Ops.argmax, this);

        /// <summary>Where the largest elements along a dimension are.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Call.Tensor(Ops.argmax, this, dim, keepdim);

        /// <summary>Where the smallest element is, in the flattened tensor.</summary>
        public Tensor argmin() => Call.Tensor(Ops.argmin, this);

        /// <summary>Where the smallest elements along a dimension are.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Call.Tensor(Ops.argmin, this, dim, keepdim);

        /// <summary>The order that sorts a dimension.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Call.Tensor(Ops.argsort, this, dim, descending);

        /// <summary>The sorted elements along a dimension and where they came from.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Call.Tensors2(Ops.sort_stable, this, stable, dim, descending);

        /// <summary>The k largest (or smallest) elements along a dimension and where they are.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Call.Tensors2(Ops.topk, this, k, dim, largest, sorted);

        /// <summary>The k-th smallest elements along a dimension and where they are.</summary>
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => Call.Tensors2(Ops.kthvalue, this, k, dim ?? -1, keepdim);

        /// <summary>The quantiles q (0..1) along a dimension.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Call.Tensor(Ops.quantile, this, q, dim, keepdim);

        /// <summary>The running sum along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Call.Tensor(Ops.cumsum, this, dim, type);

        /// <summary>The running product along a dimension.</summary>
        public Tensor cumprod(long dim, ScalarType? type = null) => Call.Tensor(Ops.cumprod, this, dim, type);

        /// <summary>log(sum(exp(x))) along a dimension, without overflow.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Call.Tensor(Ops.logsumexp, this, dim, keepdim);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2f) => Call.Tensor(Ops.norm_Scalar, this, p);

        /// <summary>The p-norm along a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => Call.Tensor(Ops.norm_ScalarOpt_dim, this, p, dim, keepdim);

        /// <summary>The number of non-zero elements.</summary>
        public Tensor count_nonzero(long[]? dims = null) => dims is null ? Call.Tensor(Ops.count_nonzero, this) : Call.Tensor(Ops.count_nonzero_dim_IntList, this, dims);

        /// <summary>The sum without NaN.</summary>
        public Tensor nansum() => Call.Tensor(Ops.nansum, this);

        /// <summary>The differences between neighbours along a dimension.</summary>
        public Tensor diff(long n = 1L, long dim = -1L, Tensor? prepend = null, Tensor? append = null) => Call.Tensor(Ops.diff, this, n, dim, prepend, append);

        /// <summary>How often every non-negative integer occurs.</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0L) => Call.Tensor(Ops.bincount, this, weights, minlength);

        /// <summary>The standard deviation of all elements; unbiased divides by n - 1.</summary>
        public Tensor std(bool unbiased = true) => Call.Tensor(Ops.std, this, unbiased);

        /// <summary>The standard deviation along dimensions.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(Call.Tensor(Ops.std_dim, this, dimensions, unbiased, keepdim), type);

        /// <summary>The standard deviation along dimensions.</summary>
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(Call.Tensor(Ops.std_dim, this, dimensions.ToArray(), unbiased, keepdim), type);

        /// <summary>The standard deviation along a dimension.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(Call.Tensor(Ops.std_dim, this, dim, unbiased, keepdim), type);

        /// <summary>The standard deviation along two dimensions.</summary>
        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(Call.Tensor(Ops.std_dim, this, (long[])[dim.Item1, dim.Item2], unbiased, keepdim), type);

        /// <summary>The standard deviation along three dimensions.</summary>
        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(Call.Tensor(Ops.std_dim, this, (long[])[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim), type);

        /// <summary>The variance of all elements; unbiased divides by n - 1.</summary>
        public Tensor var(bool unbiased = true) => Call.Tensor(Ops.var, this, unbiased);

        /// <summary>The variance along dimensions.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(Call.Tensor(Ops.var_dim, this, dimensions, unbiased, keepdim), type);

        /// <summary>The variance along dimensions.</summary>
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(Call.Tensor(Ops.var_dim, this, dimensions.ToArray(), unbiased, keepdim), type);

        /// <summary>The variance along a dimension.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(Call.Tensor(Ops.var_dim, this, dim, unbiased, keepdim), type);

        /// <summary>The variance along two dimensions.</summary>
        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(Call.Tensor(Ops.var_dim, this, (long[])[dim.Item1, dim.Item2], unbiased, keepdim), type);

        /// <summary>The variance along three dimensions.</summary>
        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(Call.Tensor(Ops.var_dim, this, (long[])[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim), type);
    }
}
