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
        using var shading = new ShadingLoop(maps, light);
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

    /// <summary>The relit portrait as a picture with straight alpha: sRGB bytes clipped at 1, alpha from the matte. The colour goes on two pixels past the outline, under an alpha of 0.</summary>
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
        using var shading = new ShadingLoop(maps, light);
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
        ExtendColour(pixels, maps.Width, maps.Height);
        return new Frame(maps.Width, maps.Height, PixelFormat.Rgba32, pixels, timestamp);
    }

    // Straight alpha: whoever scales the picture or halves its colour planes (4:2:0) mixes colours across the outline, and black there would draw a dark fringe.
    private static void ExtendColour(byte[] pixels, int width, int height)
    {
        const int reach = 2;
        var coloured = new bool[width * height];
        for (var i = 0; i < coloured.Length; i++) coloured[i] = pixels[4 * i + 3] != 0;
        var ring = new List<int>();
        for (var round = 0; round < reach; round++)
        {
            ring.Clear();
            for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                if (coloured[i]) continue;
                bool left = x > 0 && coloured[i - 1], right = x + 1 < width && coloured[i + 1], above = y > 0 && coloured[i - width], below = y + 1 < height && coloured[i + width];
                if (!(left || right || above || below)) continue;
                int red = 0, green = 0, blue = 0, count = 0;
                Take(left, i - 1);
                Take(right, i + 1);
                Take(above, i - width);
                Take(below, i + width);
                (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2]) = ((byte)(red / count), (byte)(green / count), (byte)(blue / count));
                ring.Add(i);

                void Take(bool wanted, int j)
                {
                    if (!wanted) return;
                    red += pixels[4 * j];
                    green += pixels[4 * j + 1];
                    blue += pixels[4 * j + 2];
                    count++;
                }
            }
            foreach (var i in ring) coloured[i] = true;
        }
    }

    private static Vector128<float> Radiance(IntrinsicMaps maps, int i, int plane, SpecularTint tint, Vector128<float> diffuse, Vector128<float> specular)
    {
        var albedo = Vector128.Create(maps.Albedo[i], maps.Albedo[plane + i], maps.Albedo[2 * plane + i], 0f);
        return albedo * (diffuse + tint.OwnShare * specular) + tint.Constant * specular;
    }
}
