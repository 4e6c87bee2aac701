using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in the processor's memory, read and written in place, in the order of the indices.</summary>
/// <typeparam name="T">The .NET type of an element.</typeparam>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor _tensor;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
            throw new InvalidOperationException($"The elements lie on device {tensor.device}: call cpu() before reading them.");
        _tensor = tensor;
    }

    /// <summary>The number of elements.</summary>
    public long Count => _tensor.numel();

    /// <summary>Whether the elements cannot be written; never.</summary>
    public bool IsReadOnly => false;

    /// <summary>One element.</summary>
    /// <param name="indices">One index a dimension.</param>
    public unsafe T this[params long[] indices]
    {
        get => *Element(indices);
        set => *Element(indices) = value;
    }

    /// <summary>All elements in order.</summary>
    /// <returns>A new array.</returns>
    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    /// <summary>Copies elements out.</summary>
    /// <param name="array">Where to.</param>
    /// <param name="arrayIndex">First place in the array.</param>
    /// <param name="tensorIndex">First element of the tensor.</param>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies elements out, as many as fit.</summary>
    /// <param name="array">Where to.</param>
    /// <param name="arrayIndex">First place in the span.</param>
    /// <param name="tensorIndex">First element of the tensor.</param>
    public unsafe void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        int n = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (_tensor.is_contiguous())
        {
            new ReadOnlySpan<T>((T*)_tensor.DataPointer() + tensorIndex, n).CopyTo(array[arrayIndex..]);
            return;
        }
        using torch.Tensor flat = _tensor.contiguous();
        new ReadOnlySpan<T>((T*)flat.DataPointer() + tensorIndex, n).CopyTo(array[arrayIndex..]);
    }

    /// <summary>Copies elements in.</summary>
    /// <param name="array">Where from.</param>
    /// <param name="arrayIndex">First place in the array.</param>
    /// <param name="tensorIndex">First element of the tensor.</param>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies elements in, as many as fit.</summary>
    /// <param name="array">Where from.</param>
    /// <param name="arrayIndex">First place in the span.</param>
    /// <param name="tensorIndex">First element of the tensor.</param>
    public unsafe void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ReadOnlySpan<T> source = array[arrayIndex..];
        int n = (int)Math.Min(source.Length, Count - tensorIndex);
        if (_tensor.is_contiguous())
        {
            source[..n].CopyTo(new Span<T>((T*)_tensor.DataPointer() + tensorIndex, n));
            return;
        }
        // Element by element in the order of the indices.
        long[] sizes = _tensor.shape;
        var at = new long[sizes.Length];
        for (int i = 0; i < n; i++)
        {
            long rest = tensorIndex + i;
            for (int d = sizes.Length - 1; d >= 0; d--) (rest, at[d]) = Math.DivRem(rest, sizes[d]);
            *Element(at) = source[i];
        }
    }

    /// <summary>All elements in order.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Nothing to release: the tensor stays with its owner.</summary>
    public void Dispose()
    {
    }

    private unsafe T* Element(long[] indices)
    {
        long[] sizes = _tensor.shape;
        long[] strides = _tensor.stride();
        long offset = 0;
        if (indices.Length != sizes.Length) throw new ArgumentException($"{indices.Length} indices for a tensor of {sizes.Length} dimensions.");
        for (int d = 0; d < sizes.Length; d++)
        {
            if ((ulong)indices[d] >= (ulong)sizes[d]) throw new IndexOutOfRangeException($"Index {indices[d]} lies outside dimension {d} of size {sizes[d]}.");
            offset += indices[d] * strides[d];
        }
        return (T*)_tensor.ElementPointer() + offset;
    }
}
