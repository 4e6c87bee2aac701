using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Masks;

/// <summary>A soft mask of one picture, 8 bits a pixel: 0 outside, 255 inside. Immutable by convention; the array is not copied.</summary>
public sealed class Matte
{
    /// <summary>Wraps values.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="values">Row by row from the top, width x height.</param>
    /// <exception cref="ArgumentException">The array's length does not fit the size.</exception>
    public Matte(int width, int height, byte[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (width < 1 || height < 1 || values.Length != width * height)
            throw new ArgumentException($"A {width}x{height} matte needs {width * height} values; the array has {values.Length}.", nameof(values));
        Width = width;
        Height = height;
        Values = values;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Row by row from the top.</summary>
    public byte[] Values { get; }

    /// <summary>float32 [1, H, W] in 0..1; a new tensor, owned by the caller.</summary>
    public Tensor ToTensor() => tensor(ToFloats(), [1, Height, Width]);

    /// <summary>The values as 0..1, height x width.</summary>
    public float[] ToFloats()
    {
        var values = new float[Values.Length];
        ToFloats(values);
        return values;
    }

    /// <summary>The values as 0..1 in an array that is there already.</summary>
    /// <param name="values">Receives height x width values.</param>
    /// <exception cref="ArgumentException">There is another number of values.</exception>
    public void ToFloats(Span<float> values)
    {
        if (values.Length != Values.Length) throw new ArgumentException($"The matte has {Values.Length} values, not {values.Length}.", nameof(values));
        for (var i = 0; i < values.Length; i++) values[i] = Values[i] / 255f;
    }

    /// <summary>Rounds values of 0..1 (clamped) to a matte.</summary>
    public static Matte FromFloats(int width, int height, ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(Math.Clamp(values[i], 0, 1) * 255 + 0.5f);
        return new Matte(width, height, bytes);
    }
}
