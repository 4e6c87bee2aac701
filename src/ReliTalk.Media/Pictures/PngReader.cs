using System.Buffers.Binary;
using System.IO.Compression;

namespace ReliTalk.Media;

/// <summary>Reads every kind of PNG (grey, colour, palette, 1 to 16 bits, interlaced) as 8-bit RGB, or RGBA where the file has transparency.</summary>
internal static class PngReader
{
    // Adam7: first column, first row, column step, row step of each pass.
    private static readonly (int X, int Y, int DX, int DY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static bool HasSignature(ReadOnlySpan<byte> file) => file.StartsWith(PngFormat.Signature);

    public static Frame Read(ReadOnlySpan<byte> file, string path, MediaLimits limits)
    {
        var position = 8;
        Header? header = null;
        byte[] palette = [], transparency = [];
        using var compressed = new MemoryStream();
        while (true)
        {
            if (position + 12 > file.Length) throw Damaged(path, "its end is missing");
            var length = BinaryPrimitives.ReadInt32BigEndian(file[position..]);
            if (length < 0 || position + 12L + length > file.Length) throw Damaged(path, "its end is missing");
            var type = file.Slice(position + 4, 4);
            var data = file.Slice(position + 8, length);
            if (PngFormat.Crc(type, data) != BinaryPrimitives.ReadUInt32BigEndian(file[(position + 8 + length)..]))
                throw Damaged(path, "a check sum is wrong");
            position += 12 + length;
            if (type.SequenceEqual("IHDR"u8)) header = Header.Parse(data, path, limits);
            else if (type.SequenceEqual("PLTE"u8)) palette = data.ToArray();
            else if (type.SequenceEqual("tRNS"u8)) transparency = data.ToArray();
            else if (type.SequenceEqual("IDAT"u8)) compressed.Write(data);
            else if (type.SequenceEqual("IEND"u8)) break;
        }
        if (header is null) throw Damaged(path, "it has no header");
        compressed.Position = 0;
        try
        {
            using var inflate = new ZLibStream(compressed, CompressionMode.Decompress);
            return Decode(header, inflate, palette, transparency, path);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(path, "its pixels cannot be unpacked");
        }
    }

    private static Frame Decode(Header header, Stream inflate, byte[] palette, byte[] transparency, string path)
    {
        var alpha = header.Color is 4 or 6 || transparency.Length > 0;
        var frame = new Frame(header.Width, header.Height, alpha ? PixelFormat.Rgba32 : PixelFormat.Rgb24);
        foreach (var (x0, y0, dx, dy) in header.Interlaced ? Adam7 : [(0, 0, 1, 1)])
        {
            int width = (header.Width - x0 + dx - 1) / dx, height = (header.Height - y0 + dy - 1) / dy;
            if (width <= 0 || height <= 0) continue;
            var stride = (width * header.BitsPerPixel + 7) / 8;
            byte[] row = new byte[stride], above = new byte[stride];
            for (var y = 0; y < height; y++)
            {
                var filter = inflate.ReadByte();
                inflate.ReadExactly(row);
                Unfilter(filter, row, above, Math.Max(1, header.BitsPerPixel / 8), path);
                for (var x = 0; x < width; x++)
                    Pixel(header, row, x, palette, transparency, frame, (y0 + y * dy) * header.Width + x0 + x * dx, path);
                (row, above) = (above, row);
            }
        }
        return frame;
    }

    private static void Unfilter(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step, string path)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (var i = step; i < row.Length; i++) row[i] += row[i - step];
                break;
            case 2:
                for (var i = 0; i < row.Length; i++) row[i] += above[i];
                break;
            case 3:
                for (var i = 0; i < row.Length; i++) row[i] += (byte)(((i >= step ? row[i - step] : 0) + above[i]) >> 1);
                break;
            case 4:
                for (var i = 0; i < row.Length; i++)
                    row[i] += PngFormat.Paeth(i >= step ? row[i - step] : 0, above[i], i >= step ? above[i - step] : 0);
                break;
            default:
                throw Damaged(path, "a row filter is unknown");
        }
    }

    private static void Pixel(Header header, ReadOnlySpan<byte> row, int x, byte[] palette, byte[] transparency, Frame frame, int index, string path)
    {
        var target = frame.Pixels.AsSpan(index * frame.Channels, frame.Channels);
        switch (header.Color)
        {
            case 0:
                var grey = header.Sample(row, x);
                target[..3].Fill(header.To8(grey));
                if (transparency.Length >= 2) target[3] = grey == BinaryPrimitives.ReadUInt16BigEndian(transparency) ? (byte)0 : (byte)255;
                break;
            case 2:
                var opaque = false;
                for (var c = 0; c < 3; c++)
                {
                    var sample = header.Sample(row, x * 3 + c);
                    target[c] = header.To8(sample);
                    opaque |= transparency.Length >= 6 && sample != BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(c * 2));
                }
                if (frame.Channels == 4) target[3] = opaque ? (byte)255 : (byte)0;
                break;
            case 3:
                var entry = header.Sample(row, x);
                if (entry * 3 + 2 >= palette.Length) throw Damaged(path, "a pixel lies outside the palette");
                palette.AsSpan(entry * 3, 3).CopyTo(target);
                if (frame.Channels == 4) target[3] = entry < transparency.Length ? transparency[entry] : (byte)255;
                break;
            case 4:
                target[..3].Fill(header.To8(header.Sample(row, x * 2)));
                target[3] = header.To8(header.Sample(row, x * 2 + 1));
                break;
            default:
                for (var c = 0; c < 4; c++) target[c] = header.To8(header.Sample(row, x * 4 + c));
                break;
        }
    }

    private static MediaException Damaged(string path, string why) => new($"'{path}' is a damaged PNG: {why}. Copy or export it again.");

    private sealed record Header(int Width, int Height, int Depth, int Color, bool Interlaced)
    {
        public int BitsPerPixel => Depth * Color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

        public static Header Parse(ReadOnlySpan<byte> data, string path, MediaLimits limits)
        {
            if (data.Length != 13) throw Damaged(path, "its header has the wrong length");
            int width = BinaryPrimitives.ReadInt32BigEndian(data), height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
            int depth = data[8], color = data[9];
            var known = (color, depth) is (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) or (2 or 4 or 6, 8 or 16);
            if (!known || data[10] != 0 || data[11] != 0 || data[12] > 1) throw Damaged(path, "its header names an unknown layout");
            limits.CheckPixels(path, width, height);
            return new Header(width, height, depth, color, data[12] == 1);
        }

        public int Sample(ReadOnlySpan<byte> row, int index) => Depth switch
        {
            8 => row[index],
            16 => BinaryPrimitives.ReadUInt16BigEndian(row[(index * 2)..]),
            _ => row[index * Depth / 8] >> (8 - Depth - index * Depth % 8) & ((1 << Depth) - 1),
        };

        public byte To8(int sample) => Depth switch
        {
            8 => (byte)sample,
            16 => (byte)((sample * 255 + 32767) / 65535),
            _ => (byte)(sample * 255 / ((1 << Depth) - 1)),
        };
    }
}
