using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The matrix product; batches broadcast.</summary>
    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);

    /// <summary>The sum of products named by an equation, as in numpy.</summary>
    public static Tensor einsum(string equation, params Tensor[] tensors) => Call.Tensor(Ops.einsum, equation, tensors);

    /// <summary>Distances of every row of x1 to every row of x2.</summary>
    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        Call.Tensor(Ops.cdist, x1, x2, p, (long)compute_mode);

    /// <summary>Where in a sorted sequence values belong.</summary>
    public static Tensor searchsorted(Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null) =>
        Call.Tensor(Ops.searchsorted_Tensor, sorted_sequence, values, out_int32, right, Arg.None, sorter);

    /// <summary>Tensors joined along a dimension.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0L) => Call.Tensor(Ops.cat, tensors as Tensor[] ?? tensors.ToArray(), dim);

    /// <summary>Tensors joined along a dimension.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0L) => Call.Tensor(Ops.cat, tensors, dim);

    /// <summary>Tensors joined along a dimension.</summary>
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0L) => Call.Tensor(Ops.cat, tensors.ToArray(), dim);

    /// <summary>Tensors joined along a dimension.</summary>
    public static Tensor concat(IList<Tensor> tensors, long dim = 0L) => cat(tensors, dim);

    /// <summary>Tensors joined along a dimension.</summary>
    public static Tensor concat(Tensor[] tensors, long dim = 0L) => cat(tensors, dim);

    /// <summary>Tensors joined along a dimension.</summary>
    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0L) => cat(tensors, dim);

    /// <summary>Tensors joined along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0L) => Call.Tensor(Ops.stack, tensors as Tensor[] ?? tensors.ToArray(), dim);

    /// <summary>Tensors joined side by side.</summary>
    public static Tensor hstack(IList<Tensor> tensors) => Call.Tensor(Ops.hstack, tensors.ToArray());

    /// <summary>Tensors joined side by side.</summary>
    public static Tensor hstack(params Tensor[] tensors) => Call.Tensor(Ops.hstack, tensors);

    /// <summary>Tensors joined one below the other.</summary>
    public static Tensor vstack(IList<Tensor> tensors) => Call.Tensor(Ops.vstack, tensors.ToArray());

    /// <summary>Tensors joined one below the other.</summary>
    public static Tensor vstack(Tensor[] tensors) => Call.Tensor(Ops.vstack, tensors);

    /// <summary>Pieces of given sizes along a dimension.</summary>
    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0L) => tensor.split(split_size_or_sections, dim);

    /// <summary>A number of pieces along a dimension.</summary>
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0L) => input.chunk(chunks, dim);

    /// <summary>The slices along a dimension.</summary>
    public static Tensor[] unbind(Tensor tensor, int dim = 0) => tensor.unbind(dim);

    /// <summary>Coordinate grids of vectors; indexing "ij" or "xy".</summary>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") => Call.List(Ops.meshgrid_indexing, tensors.ToArray(), indexing);

    /// <summary>x where the condition holds, y elsewhere.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Call.Tensor(Ops.where_self, condition, x, y);

    /// <summary>The indices of the elements that are not zero, one vector a dimension.</summary>
    public static Tensor[] where(Tensor condition) => Call.List(Ops.where, condition);

    /// <summary>The largest elements along a dimension and where they are.</summary>
    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) => input.max(dim, keepdim);

    /// <summary>The smallest elements along a dimension and where they are.</summary>
    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) => input.min(dim, keepdim);

    /// <summary>The k largest (or smallest) elements along a dimension and where they are.</summary>
    public static (Tensor values, Tensor indices) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) =>
        tensor.topk(k, dim, largest, sorted);

    /// <summary>The sorted elements along a dimension and where they came from.</summary>
    public static (Tensor values, Tensor indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) => input.sort(dim, descending, stable);

    /// <summary>Whether all elements lie within atol + rtol |target| of the other.</summary>
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
        tensor.allclose(target, rtol, atol, equal_nan);

    /// <summary>The number of elements.</summary>
    public static long numel(Tensor input) => input.numel();
}
