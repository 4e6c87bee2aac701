using System.Runtime.CompilerServices;

namespace ReliTalk.Reflectance.Colour;

/// <summary>The sRGB transfer curve (IEC 61966-2-1) as tables for the per-pixel loops.</summary>
internal static class SrgbTransfer
{
    private const int EncodeSteps = 16383;
    private static readonly float[] Linear = BuildLinear();
    private static readonly byte[] Encoded = BuildEncoded();

    /// <summary>Linear value 0..1 of an sRGB byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToLinear(byte value) => Linear[value];

    /// <summary>sRGB byte of a linear value; below 0 (and not a number) gives 0, above 1 gives 255. Exact to the nearest byte but for ties.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ToByte(float linear)
    {
        if (!(linear > 0f)) return 0;
        if (linear >= 1f) return 255;
        return Encoded[(int)(linear * EncodeSteps + 0.5f)];
    }

    /// <summary>sRGB value 0..1 of a linear value 0 or more.</summary>
    public static float Encode(float linear) => linear <= 0.0031308f ? 12.92f * linear : 1.055f * MathF.Pow(linear, 1f / 2.4f) - 0.055f;

    /// <summary>Linear value of an sRGB value 0..1.</summary>
    public static float Decode(float srgb) => srgb <= 0.04045f ? srgb / 12.92f : MathF.Pow((srgb + 0.055f) / 1.055f, 2.4f);

    private static float[] BuildLinear()
    {
        var table = new float[256];
        for (var i = 0; i < 256; i++) table[i] = Decode(i / 255f);
        return table;
    }

    private static byte[] BuildEncoded()
    {
        var table = new byte[EncodeSteps + 1];
        for (var i = 0; i <= EncodeSteps; i++) table[i] = (byte)MathF.Round(255f * Encode((float)i / EncodeSteps));
        return table;
    }
}
