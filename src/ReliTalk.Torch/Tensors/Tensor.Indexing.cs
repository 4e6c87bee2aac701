using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements a subscript names.</summary>
        /// <param name="indices">One entry a dimension.</param>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The elements tensors of indices (or masks) name.</summary>
        /// <param name="indices">One entry a dimension.</param>
        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>The entry of the first dimension.</summary>
        /// <param name="i1">Its index.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, TensorIndex.Single(i1));
        }

        /// <summary>The entry of the first 2 dimensions.</summary>
        /// <param name="i1">Index 1.</param>
        /// <param name="i2">Index 2.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2));
        }

        /// <summary>The entry of the first 3 dimensions.</summary>
        /// <param name="i1">Index 1.</param>
        /// <param name="i2">Index 2.</param>
        /// <param name="i3">Index 3.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3));
        }

        /// <summary>The entry of the first 4 dimensions.</summary>
        /// <param name="i1">Index 1.</param>
        /// <param name="i2">Index 2.</param>
        /// <param name="i3">Index 3.</param>
        /// <param name="i4">Index 4.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3), TensorIndex.Single(i4));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3), TensorIndex.Single(i4));
        }

        /// <summary>The entry of the first 5 dimensions.</summary>
        /// <param name="i1">Index 1.</param>
        /// <param name="i2">Index 2.</param>
        /// <param name="i3">Index 3.</param>
        /// <param name="i4">Index 4.</param>
        /// <param name="i5">Index 5.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3), TensorIndex.Single(i4), TensorIndex.Single(i5));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3), TensorIndex.Single(i4), TensorIndex.Single(i5));
        }

        /// <summary>The entry of the first 6 dimensions.</summary>
        /// <param name="i1">Index 1.</param>
        /// <param name="i2">Index 2.</param>
        /// <param name="i3">Index 3.</param>
        /// <param name="i4">Index 4.</param>
        /// <param name="i5">Index 5.</param>
        /// <param name="i6">Index 6.</param>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3), TensorIndex.Single(i4), TensorIndex.Single(i5), TensorIndex.Single(i6));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3), TensorIndex.Single(i4), TensorIndex.Single(i5), TensorIndex.Single(i6));
        }

        /// <summary>The elements a subscript names: a view where it holds only indices and slices.</summary>
        /// <param name="indices">One entry a dimension.</param>
        /// <returns>The elements.</returns>
        public Tensor index(params TensorIndex[] indices)
        {
            Tensor view = View(indices, out Tensor?[]? lists);
            if (lists is null) return view;
            Tensor result = Call.Tensor(Ops.index_Tensor, view, lists);
            view.Dispose();
            return result;
        }

        /// <summary>The elements tensors of indices (or masks) name.</summary>
        /// <param name="indices">One entry a dimension.</param>
        /// <returns>A copy of the elements.</returns>
        public Tensor index(params Tensor[] indices)
        {
            Tensor[] wide = Widened(indices);
            Tensor result = Call.Tensor(Ops.index_Tensor, this, wide);
            Drop(wide, indices);
            return result;
        }

        /// <summary>Replaces the elements a subscript names.</summary>
        /// <param name="value">The new elements, broadcast.</param>
        /// <param name="indices">One entry a dimension.</param>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        /// <summary>Replaces, or adds to, the elements a subscript names.</summary>
        /// <param name="value">The new elements, broadcast.</param>
        /// <param name="indices">One entry a dimension.</param>
        /// <param name="accumulate">Adds; an element named twice receives both.</param>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            Tensor view = View(indices, out Tensor?[]? lists);
            if (lists is not null) Call.InPlace(view, Ops.index_put_, view, lists, value, accumulate);
            else if (accumulate) view.add_(value);
            else view.copy_(value);
            view.Dispose();
            return this;
        }

        /// <summary>Replaces the elements tensors of indices (or masks) name.</summary>
        /// <param name="value">The new elements, broadcast.</param>
        /// <param name="indices">One entry a dimension.</param>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        /// <summary>Replaces, or adds to, the elements tensors of indices (or masks) name.</summary>
        /// <param name="value">The new elements, broadcast.</param>
        /// <param name="indices">One entry a dimension.</param>
        /// <param name="accumulate">Adds; an element named twice receives both.</param>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            Tensor[] wide = Widened(indices);
            Call.InPlace(this, Ops.index_put_, this, wide, value, accumulate);
            Drop(wide, indices);
            return this;
        }

        /// <summary>Fills the elements a subscript names.</summary>
        /// <param name="value">The number.</param>
        /// <param name="indices">One entry a dimension.</param>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor t = Filled(value);
            return index_put_(t, indices);
        }

        /// <summary>Fills the elements tensors of indices (or masks) name.</summary>
        /// <param name="value">The number.</param>
        /// <param name="indices">One entry a dimension.</param>
        /// <returns>This tensor.</returns>
        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using Tensor t = Filled(value);
            return index_put_(t, indices);
        }

        private Tensor Filled(Scalar value) => Call.Tensor(Ops.full, Array.Empty<long>(), value, dtype, Arg.None, device);

        // Slices, single indices and new axes become views; tensors of indices are collected for one call of aten::index.
        private Tensor View(TensorIndex[] indices, out Tensor?[]? lists)
        {
            Tensor view = Call.Tensor(Ops.alias, this);
            List<Tensor?>? collected = null;
            int consumed = 0;
            foreach (TensorIndex i in indices)
            {
                consumed += i.Kind switch
                {
                    TensorIndex.Form.None or TensorIndex.Form.Ellipsis or TensorIndex.Form.Bool => 0,
                    TensorIndex.Form.Tensor => i.Indices!.dtype == ScalarType.Bool ? (int)i.Indices.dim() : 1,
                    _ => 1,
                };
            }
            int dimensions = (int)dim();
            if (consumed > dimensions) throw new ArgumentException($"The subscript names {consumed} dimensions, the tensor has {dimensions}.", nameof(indices));
            int at = 0;
            foreach (TensorIndex i in indices)
            {
                switch (i.Kind)
                {
                    case TensorIndex.Form.Ellipsis:
                        at += dimensions - consumed;
                        break;
                    case TensorIndex.Form.None:
                        Replace(ref view, Call.Tensor(Ops.unsqueeze, view, at));
                        at++;
                        break;
                    case TensorIndex.Form.Single:
                        Replace(ref view, Call.Tensor(Ops.select_int, view, at, i.Start!.Value));
                        break;
                    case TensorIndex.Form.Slice:
                        if (i.Start is not null || i.Stop is not null || i.Step is not null) Replace(ref view, Call.Tensor(Ops.slice_Tensor, view, at, i.Start, i.Stop, i.Step ?? 1));
                        at++;
                        break;
                    case TensorIndex.Form.Bool:
                        Replace(ref view, Call.Tensor(Ops.unsqueeze, view, at));
                        Replace(ref view, Call.Tensor(Ops.slice_Tensor, view, at, 0L, i.Start!.Value, 1L));
                        at++;
                        break;
                    case TensorIndex.Form.Tensor:
                        collected ??= [];
                        while (collected.Count < at) collected.Add(null);
                        collected.Add(i.Indices);
                        at += i.Indices!.dtype == ScalarType.Bool ? (int)i.Indices.dim() : 1;
                        break;
                }
            }
            lists = collected is null ? null : Positions(collected);
            return view;
        }

        // A mask of several dimensions fills that many places of the list ATen expects: it counts as one entry there.
        private static Tensor?[] Positions(List<Tensor?> collected)
        {
            var result = new List<Tensor?>();
            int covered = 0;
            for (int i = 0; i < collected.Count; i++)
            {
                if (collected[i] is { } t)
                {
                    result.Add(t);
                    covered = t.dtype == ScalarType.Bool ? i + (int)t.dim() : i + 1;
                }
                else if (i >= covered)
                {
                    result.Add(null);
                }
            }
            return [.. result];
        }

        // Older versions of ATen take no 32-bit indices, and a plain number in a subscript becomes such a tensor.
        private static Tensor[] Widened(Tensor[] indices) =>
            Array.Exists(indices, i => i.dtype == ScalarType.Int32) ? Array.ConvertAll(indices, i => i.dtype == ScalarType.Int32 ? i.to_type(ScalarType.Int64) : i) : indices;

        private static void Drop(Tensor[] wide, Tensor[] indices)
        {
            for (int i = 0; i < wide.Length; i++)
            {
                if (!ReferenceEquals(wide[i], indices[i])) wide[i].Dispose();
            }
        }

        private static void Replace(ref Tensor held, Tensor next)
        {
            held.Dispose();
            held = next;
        }
    }
}
