namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of a subscript: an index, a slice, a mask, a tensor of indices, an ellipsis, or a new axis.</summary>
    public readonly struct TensorIndex
    {
        internal enum Form
        {
            None,
            Ellipsis,
            Single,
            Slice,
            Bool,
            Tensor,
        }

        internal readonly Form Kind;
        internal readonly long? Start;
        internal readonly long? Stop;
        internal readonly long? Step;
        internal readonly Tensor? Indices;

        private TensorIndex(Form kind, long? start = null, long? stop = null, long? step = null, Tensor? indices = null)
        {
            Kind = kind;
            Start = start;
            Stop = stop;
            Step = step;
            Indices = indices;
        }

        /// <summary>All remaining dimensions ("...").</summary>
        public static readonly TensorIndex Ellipsis = new(Form.Ellipsis);

        /// <summary>A new axis of size one.</summary>
        public static readonly TensorIndex None = new(Form.None);

        /// <summary>A new axis of size one.</summary>
        public static readonly TensorIndex Null = new(Form.None);

        /// <summary>The whole dimension (":").</summary>
        public static readonly TensorIndex Colon = new(Form.Slice);

        /// <summary>A slice.</summary>
        /// <param name="start">First index; null is 0; negative counts from the end.</param>
        /// <param name="stop">Index after the last; null is the size; negative counts from the end.</param>
        /// <param name="step">Positive stride; null is 1.</param>
        /// <returns>The entry.</returns>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Form.Slice, start, stop, step);

        /// <summary>A slice from a pair.</summary>
        /// <param name="range">First index and index after the last.</param>
        /// <returns>The entry.</returns>
        public static TensorIndex Slice((int? start, int? end) range) => new(Form.Slice, range.start, range.end);

        /// <summary>A slice from a range.</summary>
        /// <param name="range">The range.</param>
        /// <returns>The entry.</returns>
        public static TensorIndex Slice(Range range) => range;

        /// <summary>Keeps (true) or drops (false) everything, under a new axis.</summary>
        /// <param name="value">The value.</param>
        /// <returns>The entry.</returns>
        public static TensorIndex Bool(bool value) => new(Form.Bool, value ? 1 : 0);

        /// <summary>One index, which removes the dimension.</summary>
        /// <param name="index">The index; negative counts from the end.</param>
        /// <returns>The entry.</returns>
        public static TensorIndex Single(long? index) => index is { } i ? new(Form.Single, i) : None;

        /// <summary>Indices or a mask given by a tensor.</summary>
        /// <param name="tensor">Integers, or a mask of type bool.</param>
        /// <returns>The entry.</returns>
        public static TensorIndex Tensor(Tensor tensor) => new(Form.Tensor, indices: tensor);

        /// <summary>One index.</summary>
        /// <param name="value">The index.</param>
        public static implicit operator TensorIndex(long value) => new(Form.Single, value);

        /// <summary>A slice from a pair.</summary>
        /// <param name="range">First index and index after the last.</param>
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        /// <summary>A slice from a range.</summary>
        /// <param name="range">The range.</param>
        public static implicit operator TensorIndex(Range range)
        {
            long? start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
            long? stop = range.End.IsFromEnd ? (range.End.Value == 0 ? null : -range.End.Value) : range.End.Value;
            return new(Form.Slice, start, stop);
        }

        /// <summary>One index, also from the end.</summary>
        /// <param name="index">The index.</param>
        public static implicit operator TensorIndex(Index index) => new(Form.Single, index.IsFromEnd ? -index.Value : index.Value);
    }
}
