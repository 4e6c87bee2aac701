using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>NumPy's description of an array's memory as a tensor.</summary>
internal static class NumpyArray
{
    /// <summary>Makes a tensor of an array's bytes.</summary>
    /// <param name="type">NumPy's type text: byte order, kind and size, for instance <c>&lt;f4</c>. Unsigned integers of 16, 32 and 64 bits become the next larger signed type.</param>
    /// <param name="shape">Shape.</param>
    /// <param name="columnMajor">Whether the first dimension varies fastest (Fortran order).</param>
    /// <param name="bytes">Exactly the elements.</param>
    /// <param name="name">Name for the error.</param>
    /// <param name="damaged">Makes the error.</param>
    public static Tensor ToTensor(string type, long[] shape, bool columnMajor, ReadOnlySpan<byte> bytes, string name, Func<string, WeightsFileException> damaged)
    {
        var kind = type.TrimStart('<', '|', '=');
        var size = ItemSize(type);
        if (size == 0) throw damaged($"'{name}' has the type '{type}', which is not supported");
        if (bytes.Length != RawArray.CountElements(shape, name, damaged) * size) throw damaged($"'{name}' has {bytes.Length} bytes, which its shape does not need");
        using var scope = NewDisposeScope();
        var order = columnMajor ? [.. shape.Reverse()] : shape;
        var tensor = kind switch
        {
            "u2" => Widened(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray().Select(value => (int)value).ToArray(), order),
            "u4" => Widened(MemoryMarshal.Cast<byte, uint>(bytes).ToArray().Select(value => (long)value).ToArray(), order),
            "u8" => Widened(Array.ConvertAll(MemoryMarshal.Cast<byte, ulong>(bytes).ToArray(),
                value => value <= long.MaxValue ? (long)value : throw damaged($"'{name}' has a number above 2^63")), order),
            _ => RawArray.ToTensor(bytes, Same(kind), order, name, damaged),
        };
        if (columnMajor) tensor = tensor.permute([.. Enumerable.Range(0, shape.Length).Reverse().Select(d => (long)d)]).contiguous();
        return tensor.MoveToOuterDisposeScope();
    }

    /// <summary>Bytes of an element, or 0 for types that are not supported (big-endian numbers, texts, objects, complex numbers).</summary>
    public static int ItemSize(string type) => type.TrimStart('<', '|', '=') switch
    {
        "b1" or "?" or "i1" or "u1" => 1,
        "i2" or "u2" or "f2" => 2,
        "i4" or "u4" or "f4" => 4,
        "i8" or "u8" or "f8" => 8,
        _ => 0,
    };

    private static ScalarType Same(string kind) => kind switch
    {
        "b1" or "?" => ScalarType.Bool,
        "i1" => ScalarType.Int8,
        "u1" => ScalarType.Byte,
        "i2" => ScalarType.Int16,
        "f2" => ScalarType.Float16,
        "i4" => ScalarType.Int32,
        "f4" => ScalarType.Float32,
        "i8" => ScalarType.Int64,
        _ => ScalarType.Float64,
    };

    private static Tensor Widened(int[] values, long[] shape) => tensor(values).reshape(shape);

    private static Tensor Widened(long[] values, long[] shape) => tensor(values).reshape(shape);
}
