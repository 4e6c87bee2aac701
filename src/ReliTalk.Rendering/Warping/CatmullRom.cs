using System.Numerics;
using System.Runtime.Intrinsics;

namespace ReliTalk.Rendering.Warping;

/// <summary>The cubic through four neighbouring pixels that pictures are read by: sharper than bilinear reading (Catmull and Rom 1974, tension 1/2).</summary>
internal static class CatmullRom
{
    /// <summary>Weights of the pixels before, at, after and two after a place.</summary>
    /// <param name="t">How far the place lies past its pixel, 0..1.</param>
    public static Vector4 Weights(float t) => ((Cubic * t + Square) * t + Linear) * t + Constant;

    /// <summary>The same for eight places at a time.</summary>
    /// <param name="t">How far each place lies past its pixel, 0..1.</param>
    /// <param name="weights">Receives eight weights of the pixels before, then eight of those at the places, and so on: 32.</param>
    public static void Weights(Vector256<float> t, Span<float> weights)
    {
        var (half, square) = (0.5f * t, t * t);
        (half * ((2f * Vector256<float>.One - t) * t - Vector256<float>.One)).CopyTo(weights);
        ((1.5f * t - Vector256.Create(2.5f)) * square + Vector256<float>.One).CopyTo(weights[8..]);
        (half * ((Vector256.Create(4f) - 3f * t) * t + Vector256<float>.One)).CopyTo(weights[16..]);
        (0.5f * (t - Vector256<float>.One) * square).CopyTo(weights[24..]);
    }

    private static Vector4 Cubic => new(-0.5f, 1.5f, -1.5f, 0.5f);

    private static Vector4 Square => new(1f, -2.5f, 2f, -0.5f);

    private static Vector4 Linear => new(-0.5f, 0f, 0.5f, 0f);

    private static Vector4 Constant => new(0f, 1f, 0f, 0f);
}
