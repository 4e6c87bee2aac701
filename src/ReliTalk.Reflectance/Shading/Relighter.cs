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
        var shading = new ShadingLoop(maps, light);
        var tint = SpecularTint.Of(maps);
        for (var y = 0; y < maps.Height; y++)
        {
            shading.StartRow(y);
            for (var x = 0; x < maps.Width; x++)
            {
                var i = y * maps.Width + x;
                var value = shading.At(x, i, out var diffuse, out var specular) ? Radiance(maps, i, plane, tint, diffuse, specular) : default;
                linear[i] = value[0];
                linear[plane + i] = value[1];
                linear[2 * plane + i] = value[2];
            }
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
        var shading = new ShadingLoop(maps, light);
        var tint = SpecularTint.Of(maps);
        for (var y = 0; y < maps.Height; y++)
        {
            shading.StartRow(y);
            for (var x = 0; x < maps.Width; x++)
            {
                var i = y * maps.Width + x;
                if (matte[i] <= 0f) continue;
                var value = shading.At(x, i, out var diffuse, out var specular) ? Radiance(maps, i, plane, tint, diffuse, specular) : default;
                pixels[4 * i] = SrgbTransfer.ToByte(value[0]);
                pixels[4 * i + 1] = SrgbTransfer.ToByte(value[1]);
                pixels[4 * i + 2] = SrgbTransfer.ToByte(value[2]);
                pixels[4 * i + 3] = (byte)(255f * Math.Min(matte[i], 1f) + 0.5f);
            }
        }
        return new Frame(maps.Width, maps.Height, PixelFormat.Rgba32, pixels, timestamp);
    }

    private static Vector128<float> Radiance(IntrinsicMaps maps, int i, int plane, SpecularTint tint, Vector128<float> diffuse, Vector128<float> specular)
    {
        var albedo = Vector128.Create(maps.Albedo[i], maps.Albedo[plane + i], maps.Albedo[2 * plane + i], 0f);
        return albedo * (diffuse + tint.OwnShare * specular) + tint.Constant * specular;
    }
}
