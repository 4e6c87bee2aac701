using System.Numerics;

namespace ReliTalk.Rendering.Warping;

/// <summary>The cubic through four neighbouring pixels that pictures are read by: sharper than bilinear reading (Catmull and Rom 1974, tension 1/2).</summary>
internal static class CatmullRom
{
    /// <summary>Weights of the pixels before, at, after and two after a place.</summary>
    /// <param name="t">How far the place lies past its pixel, 0..1.</param>
    public static Vector4 Weights(float t) => ((Cubic * t + Square) * t + Linear) * t + Constant;

    private static Vector4 Cubic => new(-0.5f, 1.5f, -1.5f, 0.5f);

    private static Vector4 Square => new(1f, -2.5f, 2f, -0.5f);

    private static Vector4 Linear => new(-0.5f, 0f, 0.5f, 0f);

    private static Vector4 Constant => new(0f, 1f, 0f, 0f);
}
