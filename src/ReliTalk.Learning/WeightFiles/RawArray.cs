using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>An array as a foreign file holds it: little-endian bytes, a shape and an element type. The length is checked before anything is made of it.</summary>
internal static class RawArray
{
    /// <summary>Makes a tensor of raw little-endian bytes.</summary>
    /// <param name="bytes">Exactly the elements.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Shape; an empty one is a single number.</param>
    /// <param name="name">Name for the error.</param>
    /// <param name="damaged">Makes the error.</param>
    public static Tensor ToTensor(ReadOnlySpan<byte> bytes, ScalarType type, long[] shape, string name, Func<string, WeightsFileException> damaged)
    {
        var count = CountElements(shape, name, damaged);
        if (bytes.Length != count * SizeOf(type)) throw damaged($"'{name}' has {bytes.Length} bytes, its shape needs {count * SizeOf(type)}");
        var tensor = empty(shape, dtype: type);
        if (count > 0) bytes.CopyTo(tensor.bytes);
        return tensor;
    }

    /// <summary>Number of elements of a shape that a file claims.</summary>
    public static long CountElements(IEnumerable<long> shape, string name, Func<string, WeightsFileException> damaged)
    {
        long count = 1;
        foreach (var size in shape)
        {
            if (size < 0 || size > int.MaxValue) throw damaged($"'{name}' has an impossible shape");
            count *= size;
            if (count > int.MaxValue) throw damaged($"'{name}' has an impossible shape");
        }
        return count;
    }

    public static int SizeOf(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown element type."),
    };
}
