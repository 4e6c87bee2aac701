using System.Runtime.Intrinsics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Colour;
using ReliTalk.Reflectance.Decomposition;

namespace ReliTalk.Reflectance.Shading;

/// <summary>
/// Lights decomposed pictures anew: I = A (S_shad + C_spec S_spec) of Eq. 17 in linear light, then sRGB. Stateless and safe to use from several threads.
/// </summary>
public static class Relighter
{
    /// <summary>Relit radiance.</summary>
    /// <param name="maps">The decomposed picture.</param>
    /// <param name="light">The new light, baked.</param>
    /// <param name="linear">Receives three planes of linear RGB, not clipped; 0 where no normal is.</param>
    /// <exception cref="ArgumentException">The target's length does not fit.</exception>
    public static void Relight(IntrinsicMaps maps, LightTable light, Span<float> linear)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(light);
        var plane = maps.Width * maps.Height;
        if (linear.Length != 3 * plane) throw new ArgumentException($"The target needs {3 * plane} values, but has {linear.Length}.", nameof(linear));
        for (var i = 0; i < plane; i++)
        {
            var value = Shade(maps, light, i, plane);
            linear[i] = value[0];
            linear[plane + i] = value[1];
            linear[2 * plane + i] = value[2];
        }
    }

    /// <summary>The relit portrait as a picture with straight alpha: sRGB bytes clipped at 1, alpha from the matte.</summary>
    /// <param name="maps">The decomposed picture.</param>
    /// <param name="light">The new light, baked.</param>
    /// <param name="timestamp">Time of the frame.</param>
    public static Frame Relight(IntrinsicMaps maps, LightTable light, TimeSpan timestamp = default)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(light);
        var plane = maps.Width * maps.Height;
        var pixels = new byte[4 * plane];
        var matte = maps.Matte;
        for (var i = 0; i < plane; i++)
        {
            if (matte[i] <= 0f) continue;
            var value = Shade(maps, light, i, plane);
            pixels[4 * i] = SrgbTransfer.ToByte(value[0]);
            pixels[4 * i + 1] = SrgbTransfer.ToByte(value[1]);
            pixels[4 * i + 2] = SrgbTransfer.ToByte(value[2]);
            pixels[4 * i + 3] = (byte)(255f * Math.Min(matte[i], 1f) + 0.5f);
        }
        return new Frame(maps.Width, maps.Height, PixelFormat.Rgba32, pixels, timestamp);
    }

    private static Vector128<float> Shade(IntrinsicMaps maps, LightTable light, int i, int plane)
    {
        var normals = maps.Normals;
        float x = normals[i], y = normals[plane + i], z = normals[2 * plane + i];
        if (x == 0f && y == 0f && z == 0f) return Vector128<float>.Zero;
        var look = light.Look(x, y, z);
        var albedo = maps.Albedo;
        var colour = Vector128.Create(albedo[i], albedo[plane + i], albedo[2 * plane + i], 0f);
        var specular = look.GetUpper() * maps.SpecularWeight[i];
        return maps.SpecularColour is { } tint
            ? colour * look.GetLower() + specular * Vector128.Create(tint.X, tint.Y, tint.Z, 0f)
            : colour * (look.GetLower() + specular);
    }
}
