using System.Buffers.Binary;

namespace ReliTalk.Media;

/// <summary>How a JPEG photo has to be turned: the tag 0x0112 of its Exif segment (JEITA CP-3451, "Orientation", 1 to 8).</summary>
internal sealed class ExifOrientation
{
    private const int HeaderBytes = 256 * 1024;
    private const ushort OrientationTag = 0x0112;

    private readonly int _value;

    private ExifOrientation(int value) => _value = value;

    /// <summary>Null for files that are no JPEG; upright for JPEGs that do not say.</summary>
    public static async Task<ExifOrientation?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var start = new byte[HeaderBytes];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return read >= 2 && start[0] == 0xFF && start[1] == 0xD8 ? new ExifOrientation(Find(start.AsSpan(2, read - 2))) : null;
    }

    /// <summary>The upright picture.</summary>
    public Frame Apply(Frame frame)
    {
        if (_value == 1) return frame;
        var transposed = _value >= 5;
        int width = transposed ? frame.Height : frame.Width, height = transposed ? frame.Width : frame.Height;
        var upright = new Frame(width, height, frame.PixelFormat, new byte[frame.Pixels.Length], frame.Timestamp);
        for (var y = 0; y < height; y++)
        {
            var row = upright.Row(y);
            for (var x = 0; x < width; x++)
            {
                var (sx, sy) = _value switch
                {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, width - 1 - x),
                    7 => (height - 1 - y, width - 1 - x),
                    _ => (height - 1 - y, x),
                };
                frame.Row(sy).Slice(sx * frame.Channels, frame.Channels).CopyTo(row[(x * frame.Channels)..]);
            }
        }
        return upright;
    }

    private static int Find(ReadOnlySpan<byte> segments)
    {
        while (segments.Length >= 4 && segments[0] == 0xFF && segments[1] is not (0xDA or 0xD9))
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(segments[2..]);
            if (length < 2 || length + 2 > segments.Length) break;
            var content = segments.Slice(4, length - 2);
            if (segments[1] == 0xE1 && content.StartsWith("Exif\0\0"u8)) return FindTag(content[6..]);
            segments = segments[(length + 2)..];
        }
        return 1;
    }

    private static int FindTag(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return 1;
        var little = tiff[0] == (byte)'I';
        var directory = Number32(tiff[4..], little);
        if (directory > tiff.Length - 2) return 1;
        var entries = Number16(tiff[(int)directory..], little);
        for (var i = 0; i < entries; i++)
        {
            var at = (int)directory + 2 + i * 12;
            if (at + 12 > tiff.Length) break;
            if (Number16(tiff[at..], little) != OrientationTag) continue;
            var value = Number16(tiff[(at + 8)..], little);
            return value is >= 1 and <= 8 ? value : 1;
        }
        return 1;
    }

    private static ushort Number16(ReadOnlySpan<byte> bytes, bool little)
        => little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Number32(ReadOnlySpan<byte> bytes, bool little)
        => little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
