namespace ReliTalk.Media;

/// <summary>
/// One picture of a video: 8-bit sRGB pixels, rows from the top, without padding between rows, and the time at which it is shown.
/// The pixels are a plain array that the frame does not copy: whoever gives it away shares it. Reading from many threads is safe.
/// </summary>
public sealed class Frame
{
    /// <summary>Wraps existing pixels.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixelFormat">Layout of <paramref name="pixels"/>.</param>
    /// <param name="pixels">Exactly width x height x channels bytes; kept, not copied.</param>
    /// <param name="timestamp">When the frame is shown, counted from the start of the file.</param>
    /// <exception cref="ArgumentException">The array's length does not fit the size.</exception>
    public Frame(int width, int height, PixelFormat pixelFormat, byte[] pixels, TimeSpan timestamp = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        var needed = (long)width * height * ChannelsOf(pixelFormat);
        if (pixels.LongLength != needed)
            throw new ArgumentException($"A {width}x{height} {pixelFormat} frame needs {needed} bytes; the array has {pixels.LongLength}.", nameof(pixels));
        Width = width;
        Height = height;
        PixelFormat = pixelFormat;
        Pixels = pixels;
        Timestamp = timestamp;
    }

    /// <summary>A black (and, with alpha, fully transparent) frame.</summary>
    public Frame(int width, int height, PixelFormat pixelFormat = PixelFormat.Rgb24)
        : this(width, height, pixelFormat, new byte[checked(width * height * ChannelsOf(pixelFormat))]) { }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Layout of <see cref="Pixels"/>.</summary>
    public PixelFormat PixelFormat { get; }

    /// <summary>The pixels themselves, row-major from the top left, <see cref="Channels"/> bytes each.</summary>
    public byte[] Pixels { get; }

    /// <summary>When the frame is shown, counted from the start of the file.</summary>
    public TimeSpan Timestamp { get; }

    /// <summary>Bytes of a pixel: 3 or 4.</summary>
    public int Channels => ChannelsOf(PixelFormat);

    /// <summary>Width and height together.</summary>
    public FrameSize Size => new(Width, Height);

    /// <summary>The bytes of one row.</summary>
    /// <param name="y">Row, 0 at the top.</param>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        var stride = Width * Channels;
        return Pixels.AsSpan(y * stride, stride);
    }

    /// <summary>A copy with its own pixels; needed to keep a frame of a reader that reuses its buffer.</summary>
    public Frame Clone() => new(Width, Height, PixelFormat, (byte[])Pixels.Clone(), Timestamp);

    /// <summary>The same pixels at another time; the pixels are shared, not copied.</summary>
    public Frame At(TimeSpan timestamp) => new(Width, Height, PixelFormat, Pixels, timestamp);

    /// <summary>The picture in another layout: added alpha is opaque, removed alpha is dropped without blending. Itself when the layout fits.</summary>
    public Frame ToFormat(PixelFormat pixelFormat)
    {
        if (pixelFormat == PixelFormat) return this;
        var result = new byte[Width * Height * ChannelsOf(pixelFormat)];
        int from = Channels, to = ChannelsOf(pixelFormat), count = Width * Height;
        for (int pixel = 0, s = 0, d = 0; pixel < count; pixel++, s += from, d += to)
        {
            result[d] = Pixels[s];
            result[d + 1] = Pixels[s + 1];
            result[d + 2] = Pixels[s + 2];
            if (to == 4) result[d + 3] = 255;
        }
        return new Frame(Width, Height, pixelFormat, result, Timestamp);
    }

    internal static int ChannelsOf(PixelFormat format) => format switch
    {
        PixelFormat.Rgb24 => 3,
        PixelFormat.Rgba32 => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown pixel format."),
    };
}
