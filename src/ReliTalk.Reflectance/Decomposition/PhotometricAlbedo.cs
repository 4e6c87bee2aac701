using System.Numerics;
using System.Runtime.Intrinsics;
using ReliTalk.Reflectance.Shading;

namespace ReliTalk.Reflectance.Decomposition;

/// <summary>
/// The albedo that explains a picture exactly: Eq. 17 solved for A at every pixel, so that eyes, teeth and pores keep the photo's own detail.
/// Relighting with it is the ratio form: source pixel times new shading over old shading.
/// </summary>
internal static class PhotometricAlbedo
{
    /// <summary>Solves I = A (S_shad + C_spec S_spec), or I = A S_shad + tint C_spec S_spec, for A.</summary>
    /// <param name="linear">The picture, three planes of linear RGB.</param>
    /// <param name="normals">Three planes of unit normals, (0, 0, 0) where there is none.</param>
    /// <param name="specularWeight">C_spec, one plane.</param>
    /// <param name="source">The light of the picture.</param>
    /// <param name="tint">Colour of the specular part, or null for Eq. 17 as printed.</param>
    /// <param name="albedo">Receives three planes.</param>
    public static void Divide(ReadOnlySpan<float> linear, ReadOnlySpan<float> normals, ReadOnlySpan<float> specularWeight, LightTable source, Vector3? tint, Span<float> albedo)
    {
        var plane = specularWeight.Length;
        // Below a few percent of the frontal shading the quotient is noise: the floor bounds how far a dark pixel can be amplified.
        var front = source.Diffuse(Vector3.UnitZ);
        var floor = Vector128.Create(front.X, front.Y, front.Z, 1f) * 0.06f;
        var colour = tint is { } t ? Vector128.Create(t.X, t.Y, t.Z, 0f) : default;
        for (var i = 0; i < plane; i++)
        {
            float x = normals[i], y = normals[plane + i], z = normals[2 * plane + i];
            if (x == 0f && y == 0f && z == 0f)
            {
                albedo[i] = albedo[plane + i] = albedo[2 * plane + i] = 0f;
                continue;
            }
            var look = source.Look(x, y, z);
            var pixel = Vector128.Create(linear[i], linear[plane + i], linear[2 * plane + i], 0f);
            var specular = look.GetUpper() * specularWeight[i];
            var value = tint is null
                ? pixel / Vector128.Max(look.GetLower() + specular, floor)
                : Vector128.Max(pixel - colour * specular, 0.15f * pixel) / Vector128.Max(look.GetLower(), floor);
            albedo[i] = value[0];
            albedo[plane + i] = value[1];
            albedo[2 * plane + i] = value[2];
        }
    }
}
