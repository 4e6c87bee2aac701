using ReliTalk.Media.Backends;

namespace ReliTalk.Media;

/// <summary>Reads and writes single pictures. Safe for concurrent use.</summary>
public static class ImageFile
{
    /// <summary>
    /// Reads PNG by itself and everything else that ffmpeg knows (JPEG, WebP, BMP, TIFF, ...) through ffmpeg, as 8-bit sRGB; photos are turned as their camera noted.
    /// PNGs with transparency come as <see cref="PixelFormat.Rgba32"/>, all else as <see cref="PixelFormat.Rgb24"/>.
    /// </summary>
    /// <exception cref="MediaException">Missing, damaged, or not a picture.</exception>
    /// <exception cref="LimitsExceededException">More pixels than <paramref name="limits"/> allow.</exception>
    /// <exception cref="BackendMissingException">Not a PNG, and ffmpeg is not installed.</exception>
    public static async Task<Frame> ReadAsync(string path, MediaLimits? limits = null, CancellationToken cancellationToken = default)
    {
        limits ??= new MediaLimits();
        InputFile.Require(path, "a picture file");
        if (await IsPngAsync(path, cancellationToken).ConfigureAwait(false))
        {
            var file = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return PngReader.Read(file, path, limits);
        }
        // Older ffmpegs do not turn photos by their EXIF orientation and newer ones do: it is done here for all.
        var orientation = await ExifOrientation.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        var options = new VideoReaderOptions { Limits = limits, AsStored = orientation is not null };
        await using var reader = await VideoReader.OpenAsync(path, options, cancellationToken).ConfigureAwait(false);
        await foreach (var frame in reader.FramesAsync(cancellationToken).ConfigureAwait(false)) return orientation?.Apply(frame) ?? frame;
        throw new MediaException($"'{path}' holds no picture. Export it again.");
    }

    /// <summary>Writes a PNG. The file appears under its name only when it is whole.</summary>
    /// <param name="path">File name that ends with .png.</param>
    /// <param name="frame">The picture.</param>
    /// <param name="metadata">Text stored in the picture, for instance "Comment"; none by default.</param>
    /// <param name="cancellationToken">Leaves no file behind.</param>
    /// <exception cref="MediaException">The folder is absent or not writable, or the name does not end with .png.</exception>
    public static Task WriteAsync(string path, Frame frame, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
            throw new MediaException($"'{path}': pictures are written as PNG. Let the name end with .png.");
        return StagedFile.WriteAsync(path, stream => PngWriter.Write(stream, frame, metadata), cancellationToken);
    }

    private static async Task<bool> IsPngAsync(string path, CancellationToken cancellationToken)
    {
        var start = new byte[PngFormat.Signature.Length];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return PngReader.HasSignature(start.AsSpan(0, read));
    }
}
