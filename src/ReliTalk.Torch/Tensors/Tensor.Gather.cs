using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The entries of a dimension chosen by a vector of indices.</summary>
        public Tensor index_select(long dim, Tensor index) => Call.Tensor(Ops.index_select, this, dim, index);

        /// <summary>One entry of a dimension, which goes away.</summary>
        public Tensor select(long dim, long index) => Call.Tensor(Ops.select_int, this, dim, index);

        /// <summary>Elements of the flattened tensor by index.</summary>
        public Tensor take(Tensor index) => Call.Tensor(Ops.take, this, index);

        /// <summary>Elements along a dimension by an index of the same number of dimensions.</summary>
        public Tensor take_along_dim(Tensor indices, long dim) => Call.Tensor(Ops.take_along_dim, this, indices, dim);

        /// <summary>The tensor with source times alpha added to the rows index.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Call.Tensor(Ops.index_add, this, dim, index, source, alpha);

        /// <summary>Adds source times alpha to the rows index, in place.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Call.InPlace(this, Ops.index_add_, this, dim, index, source, alpha);

        /// <summary>The tensor with the rows index replaced.</summary>
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Call.Tensor(Ops.index_copy, this, dim, index, source);

        /// <summary>Replaces the rows index.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Call.InPlace(this, Ops.index_copy_, this, dim, index, source);

        /// <summary>The tensor with the rows index filled.</summary>
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Call.Tensor(Ops.index_fill_int_Scalar, this, dim, index, value);

        /// <summary>Fills the rows index.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Call.InPlace(this, Ops.index_fill__int_Scalar, this, dim, index, value);

        /// <summary>Elements along a dimension by an index of the output's shape.</summary>
        public Tensor gather(long dim, Tensor index) => Call.Tensor(Ops.gather, this, dim, index);

        /// <summary>The tensor with elements replaced by an index of the source's shape.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Call.Tensor(Ops.scatter_src, this, dim, index, src);

        /// <summary>Replaces elements by an index of the source's shape.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Call.InPlace(this, Ops.scatter__src, this, dim, index, src);

        /// <summary>The tensor with the source added by an index of its shape.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Call.Tensor(Ops.scatter_add, this, dim, index, src);

        /// <summary>Adds the source by an index of its shape.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Call.InPlace(this, Ops.scatter_add_, this, dim, index, src);

        /// <summary>A view of a part of a dimension.</summary>
        public Tensor narrow(long dim, long start, long length) => Call.Tensor(Ops.narrow, this, dim, start, length);

        /// <summary>A view of a part of a dimension with a stride.</summary>
        public Tensor slice(long dim, long start, long finish, long step) => Call.Tensor(Ops.slice_Tensor, this, dim, start, finish, step);

        /// <summary>The tensor with the elements under a mask filled.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Call.Tensor(Ops.masked_fill_Scalar, this, mask, value);

        /// <summary>Fills the elements under a mask.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => Call.InPlace(this, Ops.masked_fill__Scalar, this, mask, value);

        /// <summary>The elements under a mask, as a vector.</summary>
        public Tensor masked_select(Tensor mask) => Call.Tensor(Ops.masked_select, this, mask);

        /// <summary>The tensor with the elements under a mask replaced in order.</summary>
        public Tensor masked_scatter(Tensor mask, Tensor value) => Call.Tensor(Ops.masked_scatter, this, mask, value);

        /// <summary>Replaces the elements under a mask in order.</summary>
        public Tensor masked_scatter_(Tensor mask, Tensor value) => Call.InPlace(this, Ops.masked_scatter_, this, mask, value);

        /// <summary>This where the condition holds, y elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Call.Tensor(Ops.where_self, condition, this, y);

        /// <summary>The indices of the non-zero elements, one row each.</summary>
        public Tensor nonzero() => Call.Tensor(Ops.nonzero, this);

        /// <summary>The indices of the non-zero elements, one row each.</summary>
        public Tensor argwhere() => Call.Tensor(Ops.argwhere, this);

        /// <summary>The bucket of every element between sorted boundaries.</summary>
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) => Call.Tensor(Ops.bucketize_Tensor, this, boundaries, outInt32, right);

        /// <summary>Whether every element occurs in the other tensor.</summary>
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Call.Tensor(Ops.isin_Tensor_Tensor, this, test_elements, assumeUnique, invert);

        /// <summary>Fills with a number.</summary>
        public Tensor fill_(Scalar value) => Call.InPlace(this, Ops.fill__Scalar, this, value);

        /// <summary>Fills with zeros.</summary>
        public Tensor zero_() => Call.InPlace(this, Ops.zero_, this);

        /// <summary>Copies another tensor's elements, converting type and device.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Call.InPlace(this, Ops.copy_, this, source, nonBlocking);

        /// <summary>The unique elements, where each came from, and how often it occurs (the last two only when asked for).</summary>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
            OnlyAsked(dim is { } d ? Call.Tensors3(Ops.unique_dim, this, d, sorted, return_inverse, return_counts) : Call.Tensors3(Ops.u_unique2, this, sorted, return_inverse, return_counts), return_inverse, return_counts);
    }
}
