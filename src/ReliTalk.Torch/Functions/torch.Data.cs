using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static unsafe partial class torch
{
    /// <summary>A tensor with a copy of an array of any rank.</summary>
    /// <param name="rawArray">The array.</param>
    /// <param name="device">The device; null is the processor.</param>
    /// <returns>The tensor.</returns>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A tensor with a converted copy of an array of any rank.</summary>
    /// <param name="rawArray">The array.</param>
    /// <param name="dtype">The element type; null is the array's.</param>
    /// <param name="device">The device; null is the processor.</param>
    /// <param name="requires_grad">Whether gradients flow to it.</param>
    /// <param name="names">Must be null: named dimensions are not carried.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="NotSupportedException">The array's elements are of no tensor type.</exception>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ScalarType own = TypeOf(rawArray.GetType().GetElementType()!);
        var sizes = new long[rawArray.Rank];
        for (int d = 0; d < sizes.Length; d++) sizes[d] = rawArray.GetLength(d);
        Tensor host = Call.Tensor(Ops.empty_memory_format, sizes, own);
        long bytes = host.numel() * host.ElementSize;
        if (bytes > 0) MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(rawArray), checked((int)bytes)).CopyTo(new Span<byte>(host.ElementPointer(), (int)bytes));
        return Finished(host, own, dtype, device, requires_grad, names);
    }

    /// <summary>A tensor over an array's own memory: both see each other's changes.</summary>
    /// <param name="rawArray">A vector of the element type; it stays pinned as long as the tensor lives.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="count">The number of elements; -1 is all after the offset.</param>
    /// <param name="offset">The first element.</param>
    /// <param name="requires_grad">Whether gradients flow to it.</param>
    /// <returns>The tensor.</returns>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ScalarType own = TypeOf(rawArray.GetType().GetElementType()!);
        if (own != dtype) throw new ArgumentException($"The array holds {own}, not {dtype}.", nameof(dtype));
        long n = count < 0 ? rawArray.LongLength - offset : count;
        if (offset < 0 || n < 0 || offset + n > rawArray.LongLength) throw new ArgumentOutOfRangeException(nameof(count), $"Elements {offset} to {offset + n} lie outside an array of {rawArray.LongLength}.");
        GCHandle pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        byte* start = (byte*)pin.AddrOfPinnedObject() + offset * TensorExtensionMethods.ElementSize(dtype);
        nint handle;
        int code = NativeMethods.rt_from_blob(start, &n, 1, (int)dtype, &Unpin, GCHandle.ToIntPtr(pin), &handle);
        if (code != 0)
        {
            pin.Free();
            throw NativeMethods.LastError();
        }
        var tensor = new Tensor(handle);
        if (requires_grad) tensor.requires_grad = true;
        return tensor;
    }

    /// <summary>A tensor in another type on another device; the same one where nothing changes.</summary>
    /// <param name="data">The tensor.</param>
    /// <param name="dtype">The type; null keeps it.</param>
    /// <param name="device">The device; null keeps it.</param>
    /// <returns>The tensor.</returns>
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) => data.to(dtype ?? data.dtype, device ?? data.device);

    [UnmanagedCallersOnly]
    private static void Unpin(nint handle) => GCHandle.FromIntPtr(handle).Free();

    private static Tensor Single<T>(T value, ScalarType own, ScalarType? dtype, Device? device, bool requires_grad) where T : unmanaged
    {
        Tensor t = Call.Tensor(Ops.empty_memory_format, Array.Empty<long>(), own);
        *(T*)t.ElementPointer() = value;
        return Finished(t, own, dtype, device, requires_grad, null);
    }

    private static Tensor Filled<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> sizes, ScalarType own, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        long n = 1;
        foreach (long s in sizes) n *= s;
        if (n != values.Length) throw new ArgumentException($"{values.Length} values do not fill the shape [{string.Join(", ", sizes.ToArray())}], which holds {n}.", nameof(sizes));
        Tensor t = Call.Tensor(Ops.empty_memory_format, sizes.ToArray(), own);
        if (n > 0) values.CopyTo(new Span<T>(t.ElementPointer(), values.Length));
        return Finished(t, own, dtype, device, requires_grad, names);
    }

    private static Tensor Finished(Tensor host, ScalarType own, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        if (names is not null) throw new NotSupportedException("Named dimensions are not carried by this backend.");
        Tensor t = host;
        Device target = device ?? get_default_device();
        if ((dtype is { } k && k != own) || target.type != DeviceType.CPU)
        {
            t = host.to(dtype ?? own, target);
            host.Dispose();
        }
        if (requires_grad) t.requires_grad = true;
        return t;
    }

    private static ReadOnlySpan<T> Listed<T>(IList<T> list) => list switch
    {
        T[] array => array,
        List<T> l => CollectionsMarshal.AsSpan(l),
        _ => list.ToArray(),
    };

    private static ReadOnlySpan<T> Flat<T>(Array array) where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private static Tensor Made(Tensor tensor, bool requires_grad, string[]? names)
    {
        if (names is not null) throw new NotSupportedException("Named dimensions are not carried by this backend.");
        if (requires_grad) tensor.requires_grad = true;
        return tensor;
    }

    private static ScalarType Kind(ScalarType? asked) => asked ?? get_default_dtype();

    private static ScalarType Fitting(Scalar value) =>
        value.IsComplex ? ScalarType.ComplexFloat32 : value.IsFloating ? get_default_dtype() : value.Type == ScalarType.Bool ? ScalarType.Bool : ScalarType.Int64;

    private static ScalarType Range(params ReadOnlySpan<Scalar> ends)
    {
        foreach (Scalar s in ends)
        {
            if (s.IsFloating) return get_default_dtype();
        }
        return ScalarType.Int64;
    }

    internal static ScalarType TypeOf(Type element) => Type.GetTypeCode(element) switch
    {
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.Boolean => ScalarType.Bool,
        _ when element == typeof(Half) => ScalarType.Float16,
        _ => throw new NotSupportedException($"{element.Name} is no tensor element type."),
    };
}
