namespace ReliTalk.Media;

/// <summary>How a video is decoded.</summary>
public sealed record VideoReaderOptions
{
    /// <summary>Frames a second that the reader delivers, 1 to 240. Default 25. The nearest frame in true time is taken, whatever the file's own rate.</summary>
    public double FrameRate { get; init; } = 25;

    /// <summary>Cut this rectangle, in displayed pixels, before scaling. Default: the whole picture.</summary>
    public CropBox? Crop { get; init; }

    /// <summary>Scale to this size. Default: no scaling.</summary>
    public FrameSize? Size { get; init; }

    /// <summary>Layout of the delivered frames. Default <see cref="PixelFormat.Rgb24"/>.</summary>
    public PixelFormat PixelFormat { get; init; } = PixelFormat.Rgb24;

    /// <summary>
    /// True: every frame shares one buffer and is valid only until the next one is asked for. Default false: every frame is the caller's own.
    /// </summary>
    public bool ReuseBuffer { get; init; }

    /// <summary>What the file may cost.</summary>
    public MediaLimits Limits { get; init; } = new();

    /// <summary>Deliver pictures as they are stored, whatever orientation the file asks for.</summary>
    internal bool AsStored { get; init; }

    internal void Validate()
    {
        if (!(FrameRate is >= 1 and <= 240))
            throw new ArgumentOutOfRangeException(nameof(FrameRate), FrameRate, "FrameRate must lie between 1 and 240 frames a second.");
        if (Size is { } size && (size.Width < 1 || size.Height < 1))
            throw new ArgumentOutOfRangeException(nameof(Size), size, "Size must be at least 1x1.");
        if (Crop is { } crop && (crop.Width < 1 || crop.Height < 1))
            throw new ArgumentOutOfRangeException(nameof(Crop), crop, "Crop must be at least 1x1.");
        _ = Frame.ChannelsOf(PixelFormat);
        ArgumentNullException.ThrowIfNull(Limits);
    }
}
