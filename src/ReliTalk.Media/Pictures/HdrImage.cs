using System.Numerics;

namespace ReliTalk.Media;

/// <summary>
/// A picture of linear radiance, three floats a pixel (red, green, blue with BT.709 primaries), rows from the top. Values are finite and may exceed 1.
/// The pixels are a plain array that the image does not copy.
/// </summary>
public sealed class HdrImage
{
    /// <summary>Wraps pixels.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Exactly width x height x 3 floats, R G B interleaved; kept, not copied.</param>
    /// <exception cref="ArgumentException">The array's length does not fit the size.</exception>
    public HdrImage(int width, int height, float[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != (long)width * height * 3)
            throw new ArgumentException($"A {width}x{height} picture needs {(long)width * height * 3} floats; the array has {pixels.LongLength}.", nameof(pixels));
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Linear radiance, R G B interleaved, row-major from the top left.</summary>
    public float[] Pixels { get; }

    /// <summary>One pixel's linear radiance.</summary>
    /// <param name="x">Column, 0 at the left.</param>
    /// <param name="y">Row, 0 at the top.</param>
    public Vector3 this[int x, int y]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, (uint)Width, nameof(x));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)Height, nameof(y));
            return new Vector3(Pixels.AsSpan((y * Width + x) * 3, 3));
        }
    }

    /// <summary>Decodes an 8-bit sRGB picture to linear values 0..1 (IEC 61966-2-1); alpha is dropped.</summary>
    public static HdrImage FromFrame(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        Span<float> table = stackalloc float[256];
        for (var i = 0; i < 256; i++) table[i] = (float)ToLinear(i / 255.0);
        var pixels = new float[frame.Width * frame.Height * 3];
        var channels = frame.Channels;
        for (int s = 0, d = 0; d < pixels.Length; s += channels, d += 3)
        {
            pixels[d] = table[frame.Pixels[s]];
            pixels[d + 1] = table[frame.Pixels[s + 1]];
            pixels[d + 2] = table[frame.Pixels[s + 2]];
        }
        return new HdrImage(frame.Width, frame.Height, pixels);
    }

    /// <summary>Encodes to 8-bit sRGB (IEC 61966-2-1) after a gain; values above 1 are clipped.</summary>
    /// <param name="gain">Factor on the linear values, for instance an exposure. Default 1.</param>
    public Frame ToFrame(float gain = 1)
    {
        var pixels = new byte[Pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var linear = Math.Clamp(Pixels[i] * gain, 0f, 1f);
            var encoded = linear <= 0.0031308f ? 12.92f * linear : 1.055f * MathF.Pow(linear, 1 / 2.4f) - 0.055f;
            pixels[i] = (byte)(encoded * 255f + 0.5f);
        }
        return new Frame(Width, Height, PixelFormat.Rgb24, pixels);
    }

    /// <summary>
    /// Reads Radiance .hdr by itself, OpenEXR through ffmpeg, and any other picture as 8-bit sRGB turned linear.
    /// </summary>
    /// <exception cref="MediaException">Missing, truncated, of another kind than its name says, or with values that are not finite.</exception>
    /// <exception cref="LimitsExceededException">More pixels than <paramref name="limits"/> allow.</exception>
    /// <exception cref="BackendMissingException">Neither .hdr nor .png, and ffmpeg is not installed.</exception>
    public static async Task<HdrImage> ReadAsync(string path, MediaLimits? limits = null, CancellationToken cancellationToken = default)
    {
        limits ??= new MediaLimits();
        InputFile.Require(path, "an environment map (.hdr, .exr) or a picture");
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".hdr" or ".rgbe" or ".pic":
                var file = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
                return RadianceReader.Read(file, path, limits);
            case ".exr":
                return await OpenExrReader.ReadAsync(path, limits, cancellationToken).ConfigureAwait(false);
            default:
                return FromFrame(await ImageFile.ReadAsync(path, limits, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Writes Radiance .hdr, run-length encoded, 8 bits of common exponent, or OpenEXR .exr, 32-bit floats without loss. The file appears under its name only when it is whole.</summary>
    /// <exception cref="MediaException">The folder is absent or not writable, or the name ends with neither .hdr nor .exr.</exception>
    public Task WriteAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.EndsWith(".exr", StringComparison.OrdinalIgnoreCase)) return StagedFile.WriteAsync(path, stream => OpenExrWriter.Write(stream, this), cancellationToken);
        if (path.EndsWith(".hdr", StringComparison.OrdinalIgnoreCase)) return StagedFile.WriteAsync(path, stream => RadianceWriter.Write(stream, this), cancellationToken);
        throw new MediaException($"'{path}': pictures of radiance are written as Radiance or OpenEXR. Let the name end with .hdr or .exr.");
    }

    internal static void RequireFinite(string path, int width, ReadOnlySpan<float> pixels)
    {
        for (var i = 0; i < pixels.Length; i++)
            if (!float.IsFinite(pixels[i]))
                throw new MediaException(
                    $"'{path}' holds {(float.IsNaN(pixels[i]) ? "a value that is not a number" : "an infinite value")} at column {i / 3 % width}, row {i / 3 / width}. " +
                    "Clamp it in an image editor and save again.");
    }

    private static double ToLinear(double encoded) => encoded <= 0.04045 ? encoded / 12.92 : Math.Pow((encoded + 0.055) / 1.055, 2.4);
}
