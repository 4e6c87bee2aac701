using System.Numerics;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Reflectance.Shading;

/// <summary>
/// The specular term of Eq. 14-15: R = (s + 2) / (2 pi) max(n.h, 0)^s, with h half-way between the light and the viewer. The light stands outside the power,
/// n.h is clamped, and nothing is rescaled afterwards, so the sum is linear in the light. The viewer is at +z for every pixel (distant camera).
/// </summary>
public static class BlinnPhong
{
    /// <summary>Smallest and largest exponent that the tables resolve.</summary>
    public const float MinimumExponent = 1f, MaximumExponent = 256f;

    /// <summary>Direction to the viewer.</summary>
    public static readonly Vector3 Viewer = Vector3.UnitZ;

    /// <summary>The lobe R of Eq. 14.</summary>
    /// <param name="normal">Unit normal.</param>
    /// <param name="toLight">Unit vector TO the light.</param>
    /// <param name="exponent">s, 1 to 256.</param>
    public static float Lobe(Vector3 normal, Vector3 toLight, float exponent)
    {
        var half = toLight + Viewer;
        var length = half.Length();
        // A light exactly behind the head has no half-way direction and reflects nothing to the viewer.
        if (length < 1e-6f) return 0f;
        var cosine = Vector3.Dot(normal, half) / length;
        return cosine <= 0f ? 0f : (exponent + 2f) / (2f * MathF.PI) * MathF.Pow(cosine, exponent);
    }

    /// <summary>S_spec of Eq. 15 at one normal: the sum of flux times lobe.</summary>
    /// <param name="normal">Unit normal.</param>
    /// <param name="samples">The light's points.</param>
    /// <param name="exponent">s, 1 to 256.</param>
    /// <returns>Linear RGB.</returns>
    public static Vector3 Shading(Vector3 normal, LightSamples samples, float exponent)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var sum = Vector3.Zero;
        for (var i = 0; i < samples.Count; i++) sum += samples.Flux(i) * Lobe(normal, samples.Direction(i), exponent);
        return sum;
    }
}
