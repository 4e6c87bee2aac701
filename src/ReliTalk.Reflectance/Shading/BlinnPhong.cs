using System.Numerics;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Reflectance.Shading;

/// <summary>
/// The specular term of Eq. 14-15: R = (s + 2) / (2 pi) max(n.h, 0)^s, with h half-way between the light and the viewer. The light stands outside the power,
/// n.h is clamped, and nothing is rescaled afterwards, so the sum is linear in the light. The viewer is at +z for every pixel (distant camera).
/// Sums weigh each light by <see cref="Fresnel"/>, which the paper leaves out: skin, hair and cloth reflect several times more of a light that grazes them.
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

    /// <summary>
    /// How much more a light is reflected than one that stands beside the viewer: 1 + 12 (1 - cos)^5 after Schlick (1994). A reflectance of 0.04 at normal
    /// incidence would give 24; masking by the surface's own roughness takes about half of that.
    /// </summary>
    /// <param name="cosine">Cosine between the viewer and the half-way direction h, 0..1.</param>
    public static float Fresnel(float cosine)
    {
        var grazing = 1f - Math.Clamp(cosine, 0f, 1f);
        var squared = grazing * grazing;
        return 1f + 12f * squared * squared * grazing;
    }

    /// <summary>S_spec of Eq. 15 at one normal: the sum of flux times Fresnel factor times lobe.</summary>
    /// <param name="normal">Unit normal.</param>
    /// <param name="samples">The light's points.</param>
    /// <param name="exponent">s, 1 to 256.</param>
    /// <returns>Linear RGB.</returns>
    public static Vector3 Shading(Vector3 normal, LightSamples samples, float exponent)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var sum = Vector3.Zero;
        for (var i = 0; i < samples.Count; i++)
        {
            var half = samples.Direction(i) + Viewer;
            var length = half.Length();
            if (length > 1e-6f) sum += Fresnel(half.Z / length) * Lobe(normal, samples.Direction(i), exponent) * samples.Flux(i);
        }
        return sum;
    }
}
