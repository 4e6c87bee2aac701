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
    private const float Floor = 0.06f;
    private const float EdgeFloor = 0.3f;
    private const float LeastCertainSlope = 0.45f;

    /// <summary>Solves I = A (S_shad + C_spec S_spec) for A, or its form with untinted highlights.</summary>
    /// <param name="linear">The picture, three planes of linear RGB.</param>
    /// <param name="maps">Normals, specular weight and horizon of the picture; its albedo planes are written.</param>
    /// <param name="source">The light of the picture.</param>
    public static void Divide(ReadOnlySpan<float> linear, IntrinsicMaps maps, LightTable source)
    {
        var plane = maps.Width * maps.Height;
        // Below a few percent of the frontal shading the quotient is noise: the floor bounds how far a dark pixel can be amplified. At the outline,
        // where a normal is seen edge-on and is least certain, the floor is higher: otherwise the jaw's edge turns white in another light.
        var front = source.Diffuse(Vector3.UnitZ);
        var frontal = Vector128.Create(front.X, front.Y, front.Z, 1f);
        using var shading = new ShadingLoop(maps, source);
        var tint = SpecularTint.Of(maps);
        for (var y = 0; y < maps.Height; y++)
        {
            shading.StartRow(y);
            for (var x = 0; x < maps.Width; x++)
            {
                var i = y * maps.Width + x;
                var pixel = Vector128.Create(linear[i], linear[plane + i], linear[2 * plane + i], 0f);
                var edgeOn = 1f - Math.Clamp(maps.Normals[2 * plane + i] / LeastCertainSlope, 0f, 1f);
                var floor = frontal * (Floor + (EdgeFloor - Floor) * edgeOn) + Vector128.Create(1e-6f);
                var value = shading.At(x, i, out var diffuse, out var specular)
                    // A highlight is never believed to be more than most of a pixel, or the rest would be noise.
                    ? Vector128.Max(pixel - tint.Constant * specular, 0.2f * pixel) / Vector128.Max(diffuse + tint.OwnShare * specular, floor)
                    : default;
                maps.Albedo[i] = value[0];
                maps.Albedo[plane + i] = value[1];
                maps.Albedo[2 * plane + i] = value[2];
            }
        }
    }
}
