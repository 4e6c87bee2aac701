using TorchSharp.Modules;

namespace TorchSharp;

/// <summary>Conversions between tensors, numbers and arrays.</summary>
public static class TensorExtensionMethods
{
    /// <summary>The tensor as a parameter that needs gradients.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The parameter.</returns>
    public static Parameter AsParameter(this torch.Tensor tensor) => new(tensor);

    /// <summary>The size of an element.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Bytes.</returns>
    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => throw new NotSupportedException($"The size of {type} is not known."),
    };

    /// <summary>A tensor with a copy of an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rawArray">The elements in order.</param>
    /// <param name="dimensions">The shape.</param>
    /// <param name="doCopy">Ignored: the elements are copied.</param>
    /// <param name="requires_grad">Whether gradients flow to it.</param>
    /// <returns>The tensor.</returns>
    public static torch.Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false)
    {
        using torch.Tensor flat = torch.from_array(rawArray);
        torch.Tensor shaped = flat.reshape(dimensions);
        if (requires_grad) shaped.requires_grad = true;
        return shaped;
    }

    /// <summary>The product of sizes.</summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>The number of elements.</returns>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (a, b) => a * b);

    /// <summary>The one element, converted.</summary>
    /// <param name="value">A tensor of one element.</param>
    /// <returns>The number.</returns>
    public static Half ToHalf(this torch.Tensor value) => value.ToScalar().ToHalf();

    /// <summary>The one element, converted.</summary>
    /// <param name="value">A tensor of one element.</param>
    /// <returns>The number.</returns>
    public static float ToSingle(this torch.Tensor value) => value.ToScalar().ToSingle();

    /// <summary>The one element, converted.</summary>
    /// <param name="value">A tensor of one element.</param>
    /// <returns>The number.</returns>
    public static double ToDouble(this torch.Tensor value) => value.ToScalar().ToDouble();

    /// <summary>The one element, converted.</summary>
    /// <param name="value">A tensor of one element.</param>
    /// <returns>The number.</returns>
    public static sbyte ToSByte(this torch.Tensor value) => value.ToScalar().ToSByte();

    /// <summary>The one element, converted.</summary>
    /// <param name="value">A tensor of one element.</param>
    /// <returns>The number.</returns>
    public static byte ToByte(this torch.Tensor value) => value.ToScalar().ToByte();

    /// <summary>The one element, converted.</summary>
    /// <param name="value">A tensor of one element.</param>
    /// <returns>The number.</returns>
    public static short ToInt16(this torch.Tensor value) => value.ToScalar().ToInt16();

    /// <summary>The one element, converted.</summary>
    /// <param name="value">A tensor of one element.</param>
    /// <returns>The number.</returns>
    public static int ToInt32(this torch.Tensor value) => value.ToScalar().ToInt32();

    /// <summary>The one element, converted.</summary>
    /// <param name="value">A tensor of one element.</param>
    /// <returns>The number.</returns>
    public static long ToInt64(this torch.Tensor value) => value.ToScalar().ToInt64();

    /// <summary>The one element, converted.</summary>
    /// <param name="value">A tensor of one element.</param>
    /// <returns>The number.</returns>
    public static bool ToBoolean(this torch.Tensor value) => value.ToScalar().ToBoolean();

}
