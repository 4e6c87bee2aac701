using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning;

/// <summary>
/// The sRGB transfer function (IEC 61966-2-1): stored pixel values to linear light and back. Light adds and scales only in linear values;
/// pictures enter and leave as sRGB.
/// </summary>
/// <remarks>
/// Values below 0 follow the straight piece; values above 1 follow the power piece, so that light brighter than white survives a round trip.
/// Nothing is clipped.
/// </remarks>
public static class ColorSpace
{
    private const float LinearKnee = 0.0031308f, EncodedKnee = 0.04045f;

    private static readonly float[] LinearOfByte = Enumerable.Range(0, 256).Select(value => ToLinear(value / 255f)).ToArray();

    /// <summary>Linear light of each of the 256 values of an 8-bit sRGB picture.</summary>
    public static ReadOnlySpan<float> LinearOf8Bit => LinearOfByte;

    /// <summary>One sRGB value (0..1) to linear light (0..1).</summary>
    public static float ToLinear(float encoded)
        => encoded <= EncodedKnee ? encoded / 12.92f : MathF.Pow((encoded + 0.055f) / 1.055f, 2.4f);

    /// <summary>One value of linear light (0..1) to sRGB (0..1).</summary>
    public static float ToSrgb(float linear)
        => linear <= LinearKnee ? linear * 12.92f : 1.055f * MathF.Pow(linear, 1 / 2.4f) - 0.055f;

    /// <summary>sRGB values to linear light.</summary>
    /// <param name="encoded">Values to convert.</param>
    /// <param name="linear">Receives as many values; may be the same memory.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void ToLinear(ReadOnlySpan<float> encoded, Span<float> linear)
    {
        RequireSameLength(encoded.Length, linear.Length);
        for (var i = 0; i < encoded.Length; i++) linear[i] = ToLinear(encoded[i]);
    }

    /// <summary>8-bit sRGB values to linear light, by table.</summary>
    /// <inheritdoc cref="ToLinear(ReadOnlySpan{float}, Span{float})"/>
    public static void ToLinear(ReadOnlySpan<byte> encoded, Span<float> linear)
    {
        RequireSameLength(encoded.Length, linear.Length);
        var table = LinearOf8Bit;
        for (var i = 0; i < encoded.Length; i++) linear[i] = table[encoded[i]];
    }

    /// <summary>Linear light to sRGB values.</summary>
    /// <param name="linear">Values to convert.</param>
    /// <param name="encoded">Receives as many values; may be the same memory.</param>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void ToSrgb(ReadOnlySpan<float> linear, Span<float> encoded)
    {
        RequireSameLength(linear.Length, encoded.Length);
        for (var i = 0; i < linear.Length; i++) encoded[i] = ToSrgb(linear[i]);
    }

    /// <summary>sRGB values to linear light, of any shape. Differentiable everywhere.</summary>
    /// <returns>A tensor of the same shape, owned by the caller's scope.</returns>
    public static Tensor ToLinear(Tensor encoded)
    {
        using var scope = NewDisposeScope();
        // The power sees only values on its own side of the knee: an unused branch must not send NaN back through `where`.
        var power = ((encoded.clamp(EncodedKnee) + 0.055f) / 1.055f).pow(2.4f);
        return where(encoded.le(EncodedKnee), encoded / 12.92f, power).MoveToOuterDisposeScope();
    }

    /// <summary>Linear light to sRGB values, of any shape. Differentiable everywhere.</summary>
    /// <returns>A tensor of the same shape, owned by the caller's scope.</returns>
    public static Tensor ToSrgb(Tensor linear)
    {
        using var scope = NewDisposeScope();
        var power = linear.clamp(LinearKnee).pow(1 / 2.4f) * 1.055f - 0.055f;
        return where(linear.le(LinearKnee), linear * 12.92f, power).MoveToOuterDisposeScope();
    }

    private static void RequireSameLength(int input, int output)
    {
        if (input != output) throw new ArgumentException($"The input has {input} values, the output {output}.");
    }
}
