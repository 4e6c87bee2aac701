using System.Numerics;

namespace ReliTalk.Rendering.Warping;

/// <summary>The cubic through four neighbouring pixels that pictures are read by: sharper than bilinear reading (Catmull and Rom 1974, tension 1/2).</summary>
internal static class CatmullRom
{
    /// <summary>Weights of the pixels before, at, after and two after a place.</summary>
    /// <param name="t">How far the place lies past its pixel, 0..1.</param>
    public static Vector4 Weights(float t)
    {
        var t2 = t * t;
        var t3 = t2 * t;
        return new Vector4(
            -0.5f * t3 + t2 - 0.5f * t,
            1.5f * t3 - 2.5f * t2 + 1f,
            -1.5f * t3 + 2f * t2 + 0.5f * t,
            0.5f * t3 - 0.5f * t2);
    }
}
