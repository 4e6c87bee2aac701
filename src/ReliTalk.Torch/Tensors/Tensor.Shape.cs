using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same elements in another shape; -1 is worked out.</summary>
        public Tensor reshape(params long[] shape) => Call.Tensor(Ops.reshape, this, shape);

        /// <summary>A view of the same elements in another shape; -1 is worked out.</summary>
        public Tensor view(params long[] shape) => Call.Tensor(Ops.view, this, shape);

        /// <summary>A view in the shape of another tensor.</summary>
        public Tensor view_as(Tensor other) => view(other.shape);

        /// <summary>The dimensions start to end joined into one.</summary>
        public Tensor flatten(long start_dim = 0L, long end_dim = -1L) => Call.Tensor(Ops.flatten_using_ints, this, start_dim, end_dim);

        /// <summary>All dimensions joined into one.</summary>
        public Tensor ravel() => Call.Tensor(Ops.ravel, this);

        /// <summary>A dimension split into several.</summary>
        public Tensor unflatten(long dim, params long[] sizes) => Call.Tensor(Ops.unflatten_int, this, dim, sizes);

        /// <summary>Dimensions of size one removed.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } d ? Call.Tensor(Ops.squeeze_dim, this, d) : Call.Tensor(Ops.squeeze, this);

        /// <summary>A new dimension of size one.</summary>
        public Tensor unsqueeze(long dim) => Call.Tensor(Ops.unsqueeze, this, dim);

        /// <summary>Dimensions of size one removed, in place.</summary>
        public Tensor squeeze_(long? dim = null) => dim is { } d ? Call.InPlace(this, Ops.squeeze__dim, this, d) : Call.InPlace(this, Ops.squeeze_, this);

        /// <summary>A new dimension of size one, in place.</summary>
        public Tensor unsqueeze_(long dim) => Call.InPlace(this, Ops.unsqueeze_, this, dim);

        /// <summary>The transpose of a matrix.</summary>
        public Tensor t() => Call.Tensor(Ops.t, this);

        /// <summary>Two dimensions swapped.</summary>
        public Tensor transpose(long dim0, long dim1) => Call.Tensor(Ops.transpose_int, this, dim0, dim1);

        /// <summary>Two dimensions swapped.</summary>
        public Tensor swapaxes(long dim0, long dim1) => Call.Tensor(Ops.transpose_int, this, dim0, dim1);

        /// <summary>Two dimensions swapped.</summary>
        public Tensor swapdims(long dim0, long dim1) => Call.Tensor(Ops.transpose_int, this, dim0, dim1);

        /// <summary>The dimensions in another order.</summary>
        public Tensor permute(params long[] permutation) => Call.Tensor(Ops.permute, this, permutation);

        /// <summary>The dimensions in another order.</summary>
        public Tensor permute(IEnumerable<long> permutation) => Call.Tensor(Ops.permute, this, permutation.ToArray());

        /// <summary>Dimensions moved to other places.</summary>
        public Tensor movedim(long[] source, long[] destination) => Call.Tensor(Ops.movedim_intlist, this, source, destination);

        /// <summary>A view with dimensions of size one enlarged.</summary>
        public Tensor expand(params long[] sizes) => Call.Tensor(Ops.expand, this, sizes);

        /// <summary>A view with dimensions of size one enlarged.</summary>
        public Tensor expand(long[] sizes, bool isImplicit = false) => Call.Tensor(Ops.expand, this, sizes, isImplicit);

        /// <summary>A view with dimensions of size one enlarged.</summary>
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Call.Tensor(Ops.expand, this, sizes.ToArray(), isImplicit);

        /// <summary>A view in the shape of another tensor, dimensions of size one enlarged.</summary>
        public Tensor expand_as(Tensor other) => Call.Tensor(Ops.expand_as, this, other);

        /// <summary>A view broadcast to a shape.</summary>
        public Tensor broadcast_to(params long[] shape) => Call.Tensor(Ops.broadcast_to, this, shape);

        /// <summary>The tensor laid side by side.</summary>
        public Tensor repeat(params long[] sizes) => Call.Tensor(Ops.repeat, this, sizes);

        /// <summary>The tensor laid side by side.</summary>
        public Tensor tile(long[] reps) => Call.Tensor(Ops.tile, this, reps);

        /// <summary>Every element repeated as often as the tensor says.</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Call.Tensor(Ops.repeat_interleave_self_Tensor, this, repeats, dim, output_size);

        /// <summary>Every element repeated.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Call.Tensor(Ops.repeat_interleave_self_int, this, repeats, dim, output_size);

        /// <summary>The order of elements reversed along dimensions.</summary>
        public Tensor flip(params long[] dims) => Call.Tensor(Ops.flip, this, dims);

        /// <summary>Left and right swapped.</summary>
        public Tensor fliplr() => Call.Tensor(Ops.fliplr, this);

        /// <summary>Top and bottom swapped.</summary>
        public Tensor flipud() => Call.Tensor(Ops.flipud, this);

        /// <summary>Elements moved along a dimension, the last ones to the front.</summary>
        public Tensor roll(long shifts, long? dims = null) => dims is { } d ? Call.Tensor(Ops.roll, this, shifts, d) : Call.Tensor(Ops.roll, this, shifts);

        /// <summary>Elements moved along dimensions, the last ones to the front.</summary>
        public Tensor roll(long[] shifts, long[] dims) => Call.Tensor(Ops.roll, this, shifts, dims);

        /// <summary>Elements of the flattened tensor moved.</summary>
        public Tensor roll(long[] shifts) => Call.Tensor(Ops.roll, this, shifts);

        /// <summary>Elements moved along two dimensions.</summary>
        public Tensor roll((long, long) shifts, (long, long) dims) => Call.Tensor(Ops.roll, this, (long[])[shifts.Item1, shifts.Item2], (long[])[dims.Item1, dims.Item2]);

        /// <summary>A matrix turned by k quarters.</summary>
        public Tensor rot90(long k = 1L, (long, long)? dims = null) => Call.Tensor(Ops.rot90, this, k, (long[])[dims?.Item1 ?? 0, dims?.Item2 ?? 1]);

        /// <summary>Pieces of a size along a dimension.</summary>
        public Tensor[] split(long size, int dim = 0) => Call.List(Ops.split_Tensor, this, size, dim);

        /// <summary>Pieces of given sizes along a dimension.</summary>
        public Tensor[] split(long[] sizes, long dim = 0L) => Call.List(Ops.split_with_sizes, this, sizes, dim);

        /// <summary>Pieces of given sizes along a dimension.</summary>
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0L) => Call.List(Ops.split_with_sizes, this, sizes.ToArray(), dim);

        /// <summary>A number of pieces along a dimension.</summary>
        public Tensor[] chunk(long chunks, long dim = 0L) => Call.List(Ops.chunk, this, chunks, dim);

        /// <summary>The slices along a dimension.</summary>
        public Tensor[] unbind(long dimension = 0L) => Call.List(Ops.unbind_int, this, dimension);

        /// <summary>Windows of a size along a dimension, as a new last dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) => Call.Tensor(Ops.unfold, this, dimension, size, step);

        /// <summary>A view with given sizes and strides.</summary>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L) => Call.Tensor(Ops.as_strided, this, size, strides, storageOffset);

        /// <summary>A diagonal taken from a matrix, or a matrix with the vector on a diagonal.</summary>
        public Tensor diag(long diagonal = 0L) => Call.Tensor(Ops.diag, this, diagonal);

        /// <summary>The diagonals as a new last dimension.</summary>
        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Call.Tensor(Ops.diagonal, this, offset, dim1, dim2);

        /// <summary>Matrices with the last dimension on a diagonal.</summary>
        public Tensor diag_embed(long offset = 0L, long dim1 = -2L, long dim2 = -1L) => Call.Tensor(Ops.diag_embed, this, offset, dim1, dim2);

        /// <summary>The lower triangle.</summary>
        public Tensor tril(long diagonal = 0L) => Call.Tensor(Ops.tril, this, diagonal);

        /// <summary>The upper triangle.</summary>
        public Tensor triu(long diagonal = 0L) => Call.Tensor(Ops.triu, this, diagonal);

        /// <summary>The real pairs in the last dimension as complex numbers.</summary>
        public Tensor view_as_complex() => Call.Tensor(Ops.view_as_complex, this);

        /// <summary>The complex numbers as pairs in a new last dimension.</summary>
        public Tensor view_as_real() => Call.Tensor(Ops.view_as_real, this);

        /// <summary>At least one dimension.</summary>
        public Tensor atleast_1d() => Call.Tensor(Ops.atleast_1d, this);

        /// <summary>At least two dimensions.</summary>
        public Tensor atleast_2d() => Call.Tensor(Ops.atleast_2d, this);

        /// <summary>At least three dimensions.</summary>
        public Tensor atleast_3d() => Call.Tensor(Ops.atleast_3d, this);

        /// <summary>A view that is another tensor object.</summary>
        public Tensor alias() => Call.Tensor(Ops.alias, this);
    }
}
