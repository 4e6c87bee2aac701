using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ReliTalk.Media;

/// <summary>Writes 8-bit RGB and RGBA as PNG, marked as sRGB. Each row takes the filter with the smallest sum of absolute differences.</summary>
internal static class PngWriter
{
    public static void Write(Stream destination, Frame frame, IReadOnlyDictionary<string, string>? metadata = null)
    {
        destination.Write(PngFormat.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, frame.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], frame.Height);
        header[8] = 8;
        header[9] = frame.PixelFormat == PixelFormat.Rgba32 ? (byte)6 : (byte)2;
        PngFormat.WriteChunk(destination, "IHDR"u8, header);
        PngFormat.WriteChunk(destination, "sRGB"u8, [0]);
        if (metadata is not null)
            foreach (var (key, value) in metadata) PngFormat.WriteChunk(destination, "iTXt"u8, InternationalText(key, value));

        using var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) Filter(deflate, frame);
        PngFormat.WriteChunk(destination, "IDAT"u8, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        PngFormat.WriteChunk(destination, "IEND"u8, []);
    }

    private static void Filter(Stream deflate, Frame frame)
    {
        int channels = frame.Channels, stride = frame.Width * channels;
        var candidates = new byte[5][];
        for (var filter = 0; filter < 5; filter++)
        {
            candidates[filter] = new byte[stride + 1];
            candidates[filter][0] = (byte)filter;
        }
        var zeros = new byte[stride];
        for (var y = 0; y < frame.Height; y++)
        {
            ReadOnlySpan<byte> row = frame.Row(y), above = y == 0 ? zeros : frame.Row(y - 1);
            var best = 0;
            var lowest = long.MaxValue;
            for (var filter = 0; filter < 5; filter++)
            {
                var cost = Apply(filter, row, above, channels, candidates[filter].AsSpan(1));
                if (cost >= lowest) continue;
                lowest = cost;
                best = filter;
            }
            deflate.Write(candidates[best]);
        }
    }

    private static long Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int channels, Span<byte> result)
    {
        long cost = 0;
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= channels ? row[i - channels] : 0, corner = i >= channels ? above[i - channels] : 0;
            var predicted = filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) >> 1,
                _ => PngFormat.Paeth(left, above[i], corner),
            };
            var value = (byte)(row[i] - predicted);
            result[i] = value;
            cost += Math.Abs((int)(sbyte)value);
        }
        return cost;
    }

    private static byte[] InternationalText(string key, string value)
    {
        // Keywords are Latin-1, 1 to 79 characters; compression flag and method, language and translated keyword stay empty.
        var keyword = Encoding.Latin1.GetBytes(key.Length > 79 ? key[..79] : key);
        return [.. keyword, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(value)];
    }
}
