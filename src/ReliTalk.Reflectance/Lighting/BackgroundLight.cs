using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Colour;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>
/// Guesses the light of a place from one photo of it. A photo shows only what is behind the portrait, so the rest of the sphere is assumed: the photo is mirrored
/// towards the viewer (a room looks much the same in front and behind), its upper rows go on upwards and its lower rows downwards. Clipped pixels are taken as brighter than
/// they look. A guess that makes a portrait fit its backdrop, not a measurement.
/// </summary>
public static class BackgroundLight
{
    private const int Width = 128, Height = 64;

    /// <summary>Estimates the light.</summary>
    /// <param name="photo">sRGB, any size.</param>
    /// <param name="fieldOfView">Horizontal field of view of the photo in radians, above 0 and below pi. Default 1.15 (66 degrees), a phone's main camera.</param>
    /// <param name="exposure">Irradiance / pi on a surface that faces the camera, as luminance; the photo's own exposure says nothing absolute. Default 0.75, that of a well-exposed portrait; null keeps the photo's scale.</param>
    /// <returns>An environment whose centre shows the photo.</returns>
    public static EnvironmentLight Estimate(Frame photo, float fieldOfView = 1.15f, float? exposure = 0.75f)
    {
        ArgumentNullException.ThrowIfNull(photo);
        if (!(fieldOfView > 0f) || fieldOfView >= MathF.PI) throw new ArgumentOutOfRangeException(nameof(fieldOfView), fieldOfView, "The field of view must lie between 0 and pi radians.");
        if (exposure is { } asked && !(asked > 0f)) throw new ArgumentOutOfRangeException(nameof(exposure), exposure, "The exposure must be above 0.");
        var pixels = new float[Width * Height * 3];
        var focal = 0.5f / MathF.Tan(0.5f * fieldOfView);
        var aspect = (float)photo.Height / photo.Width;
        for (var y = 0; y < Height; y++)
        for (var x = 0; x < Width; x++)
        {
            var direction = LatitudeLongitude.Direction((x + 0.5f) / Width, (y + 0.5f) / Height);
            var radiance = At(photo, direction, focal, aspect);
            var i = (y * Width + x) * 3;
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (radiance.X, radiance.Y, radiance.Z);
        }
        var light = new EnvironmentLight(EnvironmentMap.From(Width, Height, pixels, "background photo"));
        if (exposure is not { } wanted) return light;
        var front = LightSamples.Luminance(light.Project().Shading(Vector3.UnitZ));
        return front > 1e-6f ? new EnvironmentLight(light.Map, wanted / front) : light;
    }

    private static Vector3 At(Frame photo, Vector3 direction, float focal, float aspect)
    {
        // Mirrored at the picture plane: what is in front of the speaker repeats what is behind.
        var depth = MathF.Max(MathF.Abs(direction.Z), 0.05f);
        var u = Fold(0.5f + focal * direction.X / depth);
        var v = Math.Clamp(0.5f - focal * direction.Y / depth / aspect, 0f, 1f);
        int x = Math.Min((int)(u * photo.Width), photo.Width - 1), y = Math.Min((int)(v * photo.Height), photo.Height - 1);
        // Averaged over a few pixels, so that no single one lights a whole cell.
        var sum = Vector3.Zero;
        var count = 0;
        var reach = Math.Max(1, photo.Width / 100);
        for (var dy = -reach; dy <= reach; dy += reach)
        for (var dx = -reach; dx <= reach; dx += reach)
        {
            var p = (Math.Clamp(y + dy, 0, photo.Height - 1) * photo.Width + Math.Clamp(x + dx, 0, photo.Width - 1)) * photo.Channels;
            sum += new Vector3(Expand(photo.Pixels[p]), Expand(photo.Pixels[p + 1]), Expand(photo.Pixels[p + 2]));
            count++;
        }
        return sum / count;
    }

    // A photo clips its lamps and windows; the last codes stand for several times their value.
    private static float Expand(byte code)
    {
        var linear = SrgbTransfer.ToLinear(code);
        var top = Math.Clamp((linear - 0.85f) / 0.15f, 0f, 1f);
        return linear * (1f + 5f * top * top);
    }

    private static float Fold(float u)
    {
        u = MathF.Abs(u) % 2f;
        return u > 1f ? 2f - u : u;
    }
}
