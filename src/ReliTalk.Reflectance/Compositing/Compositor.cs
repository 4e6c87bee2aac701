using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Colour;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Reflectance.Compositing;

/// <summary>
/// Puts a relit portrait in front of a background, blending in linear light with the matte's soft edge. Backdrops that do not move are rendered once.
/// Not thread-safe: one compositor a thread.
/// </summary>
public sealed class Compositor
{
    private readonly Background _background;
    private (int Width, int Height, Frame? Picture, float[] Linear)? _backdrop;

    /// <summary>Creates the compositor.</summary>
    /// <param name="background">What stands behind the portrait.</param>
    public Compositor(Background background)
    {
        ArgumentNullException.ThrowIfNull(background);
        _background = background;
    }

    /// <summary>Blends one frame.</summary>
    /// <param name="portrait">The relit portrait, RGBA, straight alpha.</param>
    /// <param name="source">The picture that was relit, with its own background; needed for <see cref="Background.Source"/> only. Same size.</param>
    /// <param name="foreground">The source's own foreground colours if they are known (<see cref="Decomposition.IntrinsicMaps.Foreground"/>), three planes of linear RGB; empty to find them anew.</param>
    /// <returns>An opaque RGB frame with the portrait's timestamp, or the portrait itself for <see cref="Background.Transparent"/>.</returns>
    /// <exception cref="ArgumentException">The portrait has no alpha, the source is missing or of another size, or the foreground is.</exception>
    public Frame Compose(Frame portrait, Frame? source = null, ReadOnlySpan<float> foreground = default)
    {
        ArgumentNullException.ThrowIfNull(portrait);
        if (portrait.PixelFormat != PixelFormat.Rgba32) throw new ArgumentException("The portrait needs an alpha channel (RGBA).", nameof(portrait));
        switch (_background)
        {
            case Background.TransparentBackground: return portrait;
            case Background.SourceBackground:
                if (source is null || source.Width != portrait.Width || source.Height != portrait.Height)
                    throw new ArgumentException("The source's own background needs the source frame, of the portrait's size.", nameof(source));
                return OverSource(portrait, source, foreground);
            default: return Over(portrait, Backdrop(portrait));
        }
    }

    private static Frame Over(Frame portrait, float[] backdrop)
    {
        var result = new Frame(portrait.Width, portrait.Height).At(portrait.Timestamp);
        byte[] from = portrait.Pixels, to = result.Pixels;
        for (int i = 0, s = 0, d = 0; s < from.Length; i++, s += 4, d += 3)
        {
            var alpha = from[s + 3] / 255f;
            for (var c = 0; c < 3; c++)
                to[d + c] = SrgbTransfer.ToByte(alpha * SrgbTransfer.ToLinear(from[s + c]) + (1f - alpha) * backdrop[d + c]);
        }
        return result;
    }

    private static Frame OverSource(Frame portrait, Frame source, ReadOnlySpan<float> foreground)
    {
        // A source pixel is I = a F + (1 - a) B. Replacing F by the relit F' without knowing B: I + a (F' - F). No halo of a wrong B can appear.
        int width = portrait.Width, height = portrait.Height, plane = width * height, channels = source.Channels;
        if (foreground.IsEmpty) foreground = ForegroundOf(source, portrait);
        else if (foreground.Length != 3 * plane) throw new ArgumentException($"The foreground needs {3 * plane} values, but has {foreground.Length}.", nameof(foreground));
        var result = new Frame(width, height).At(portrait.Timestamp);
        byte[] from = portrait.Pixels, behind = source.Pixels, to = result.Pixels;
        for (var i = 0; i < plane; i++)
        {
            var opacity = from[4 * i + 3];
            var alpha = opacity / 255f;
            for (var c = 0; c < 3; c++)
            {
                var original = behind[channels * i + c];
                if (opacity == 0)
                {
                    to[3 * i + c] = original;
                    continue;
                }
                var lit = from[4 * i + c];
                var background = Math.Max(0f, SrgbTransfer.ToLinear(original) - alpha * foreground[c * plane + i]);
                // Inside the person there is no background, and most pixels lie there.
                to[3 * i + c] = opacity == 255 && background == 0f ? lit : SrgbTransfer.ToByte(alpha * SrgbTransfer.ToLinear(lit) + background);
            }
        }
        return result;
    }

    private static float[] ForegroundOf(Frame source, Frame portrait)
    {
        var plane = source.Width * source.Height;
        var foreground = new float[3 * plane];
        var matte = new float[plane];
        for (var i = 0; i < plane; i++)
        {
            matte[i] = portrait.Pixels[4 * i + 3] / 255f;
            for (var c = 0; c < 3; c++) foreground[c * plane + i] = SrgbTransfer.ToLinear(source.Pixels[source.Channels * i + c]);
        }
        ForegroundColour.Decontaminate(foreground, matte, source.Width, source.Height);
        return foreground;
    }

    private float[] Backdrop(Frame portrait)
    {
        int width = portrait.Width, height = portrait.Height;
        var picture = _background is Background.PictureBackground moving ? moving.At(portrait.Timestamp) : null;
        if (_backdrop is { } known && known.Width == width && known.Height == height && ReferenceEquals(known.Picture, picture)) return known.Linear;
        var linear = _background switch
        {
            Background.ColourBackground colour => Filled(colour.Linear, width, height),
            Background.EnvironmentBackground environment => Projected(environment, width, height),
            _ => Covered(picture!, width, height),
        };
        _backdrop = (width, height, picture, linear);
        return linear;
    }

    private static float[] Filled(Vector3 colour, int width, int height)
    {
        var linear = new float[3 * width * height];
        for (var i = 0; i < linear.Length; i += 3) (linear[i], linear[i + 1], linear[i + 2]) = (colour.X, colour.Y, colour.Z);
        return linear;
    }

    private static float[] Projected(Background.EnvironmentBackground environment, int width, int height)
    {
        var map = environment.Blur > 0f ? environment.Light.Map.Blurred(environment.Blur) : environment.Light.Map;
        var back = Quaternion.Conjugate(environment.Light.Rotation);
        var focal = 0.5f * width / MathF.Tan(0.5f * environment.FieldOfView);
        var linear = new float[3 * width * height];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var ray = Vector3.Normalize(new Vector3((x + 0.5f - 0.5f * width) / focal, -(y + 0.5f - 0.5f * height) / focal, -1f));
            var radiance = environment.Light.Exposure * map.Radiance(Vector3.Transform(ray, back));
            var i = 3 * (y * width + x);
            (linear[i], linear[i + 1], linear[i + 2]) = (radiance.X, radiance.Y, radiance.Z);
        }
        return linear;
    }

    private static float[] Covered(Frame picture, int width, int height)
    {
        // Area average over each target pixel's footprint: covers the frame, keeps the aspect, cuts what sticks out.
        var scale = Math.Min((double)picture.Width / width, (double)picture.Height / height);
        double left = 0.5 * (picture.Width - scale * width), top = 0.5 * (picture.Height - scale * height);
        var linear = new float[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            var (y0, y1) = Footprint(top + y * scale, scale, picture.Height);
            for (var x = 0; x < width; x++)
            {
                var (x0, x1) = Footprint(left + x * scale, scale, picture.Width);
                var sum = Vector3.Zero;
                for (var v = y0; v < y1; v++)
                for (var u = x0; u < x1; u++)
                {
                    var p = (v * picture.Width + u) * picture.Channels;
                    sum += new Vector3(SrgbTransfer.ToLinear(picture.Pixels[p]), SrgbTransfer.ToLinear(picture.Pixels[p + 1]), SrgbTransfer.ToLinear(picture.Pixels[p + 2]));
                }
                sum /= (y1 - y0) * (x1 - x0);
                var i = 3 * (y * width + x);
                (linear[i], linear[i + 1], linear[i + 2]) = (sum.X, sum.Y, sum.Z);
            }
        }
        return linear;
    }

    private static (int First, int End) Footprint(double start, double length, int limit)
    {
        var first = Math.Clamp((int)Math.Floor(start), 0, limit - 1);
        return (first, Math.Clamp((int)Math.Ceiling(start + length), first + 1, limit));
    }
}
