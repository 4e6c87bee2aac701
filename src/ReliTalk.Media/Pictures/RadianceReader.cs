using System.Globalization;
using System.Text;

namespace ReliTalk.Media;

/// <summary>
/// Reads Radiance pictures: G. Ward, "Real Pixels", Graphics Gems II, 1991; file layout after the Radiance reference manual
/// (header lines, resolution line with any of the eight orientations, flat, old and new run-length encoding).
/// </summary>
internal static class RadianceReader
{
    private const int NewEncodingMinWidth = 8;
    private const int NewEncodingMaxWidth = 0x7fff;

    public static HdrImage Read(ReadOnlySpan<byte> file, string path, MediaLimits limits)
    {
        if (!file.StartsWith("#?"u8))
            throw new MediaException($"'{path}' is not a Radiance picture: it does not begin with '#?'. Export the environment map as Radiance .hdr again.");
        var position = 0;
        var exposure = (Red: 1.0, Green: 1.0, Blue: 1.0);
        while (true)
        {
            var line = Line(file, ref position, path);
            if (line.Length == 0) break;
            if (line.StartsWith("FORMAT=", StringComparison.Ordinal) && line.AsSpan(7).Trim() is not "32-bit_rle_rgbe")
                throw new MediaException($"'{path}' stores '{line[7..].Trim()}'; only 32-bit_rle_rgbe is read. Export it as an RGB Radiance picture.");
            if (line.StartsWith("EXPOSURE=", StringComparison.Ordinal) && TryNumber(line.AsSpan(9), out var factor))
                exposure = (exposure.Red * factor, exposure.Green * factor, exposure.Blue * factor);
            if (line.StartsWith("COLORCORR=", StringComparison.Ordinal)) exposure = ColorCorrected(line, exposure);
        }
        var layout = Layout.Parse(Line(file, ref position, path), path);
        limits.CheckPixels(path, layout.Width, layout.Height);
        // The shortest line of the new encoding packs 127 equal bytes into two; less data than that cannot fill the picture.
        if ((long)layout.Lines * Math.Max(1, layout.LineLength / 128) > file.Length - position) throw Truncated(path, 0, layout.Lines);
        return Decode(file[position..], layout, exposure, path);
    }

    private static HdrImage Decode(ReadOnlySpan<byte> data, Layout layout, (double Red, double Green, double Blue) exposure, string path)
    {
        var pixels = new float[layout.Width * layout.Height * 3];
        var line = new byte[layout.LineLength * 4];
        // A pixel is mantissa * 2^(exponent - 128 - 8); the header's exposure has already been multiplied in.
        Span<float> scale = stackalloc float[256];
        for (var e = 1; e < 256; e++) scale[e] = (float)Math.ScaleB(1, e - 136);
        float red = (float)(1 / exposure.Red), green = (float)(1 / exposure.Green), blue = (float)(1 / exposure.Blue);
        for (var y = 0; y < layout.Lines; y++)
        {
            if (!ReadLine(ref data, line, layout.LineLength, path)) throw Truncated(path, y, layout.Lines);
            for (var x = 0; x < layout.LineLength; x++)
            {
                var factor = scale[line[x * 4 + 3]];
                var target = layout.Index(y, x) * 3;
                pixels[target] = line[x * 4] * factor * red;
                pixels[target + 1] = line[x * 4 + 1] * factor * green;
                pixels[target + 2] = line[x * 4 + 2] * factor * blue;
            }
        }
        HdrImage.RequireFinite(path, layout.Width, pixels);
        return new HdrImage(layout.Width, layout.Height, pixels);
    }

    private static bool ReadLine(ref ReadOnlySpan<byte> data, Span<byte> line, int width, string path)
    {
        if (data.Length < 4) return false;
        var isNew = width is >= NewEncodingMinWidth and <= NewEncodingMaxWidth && data[0] == 2 && data[1] == 2 && (data[2] & 0x80) == 0;
        if (!isNew) return ReadOldLine(ref data, line, width, path);
        if ((data[2] << 8 | data[3]) != width) throw Damaged(path, "a line states another length than the picture");
        data = data[4..];
        for (var channel = 0; channel < 4; channel++)
        {
            for (var x = 0; x < width;)
            {
                if (data.Length < 2) return false;
                int count = data[0];
                var isRun = count > 128;
                if (isRun) count -= 128;
                if (count == 0 || x + count > width) throw Damaged(path, "a run reaches beyond its line");
                if (!isRun && data.Length < 1 + count) return false;
                for (var i = 0; i < count; i++) line[(x + i) * 4 + channel] = data[isRun ? 1 : 1 + i];
                data = data[(isRun ? 2 : 1 + count)..];
                x += count;
            }
        }
        return true;
    }

    /// <summary>Plain pixels; a pixel of mantissas (1, 1, 1) repeats the one before it, consecutive ones with ever higher digits of the count.</summary>
    private static bool ReadOldLine(ref ReadOnlySpan<byte> data, Span<byte> line, int width, string path)
    {
        var shift = 0;
        for (var x = 0; x < width;)
        {
            if (data.Length < 4) return false;
            var pixel = data[..4];
            data = data[4..];
            if (pixel[0] == 1 && pixel[1] == 1 && pixel[2] == 1)
            {
                var count = shift < 24 ? (long)pixel[3] << shift : long.MaxValue;
                if (x == 0 || count > width - x) throw Damaged(path, "a run reaches beyond its line");
                var before = line.Slice((x - 1) * 4, 4);
                for (var i = 0; i < count; i++, x++) before.CopyTo(line[(x * 4)..]);
                shift += 8;
            }
            else
            {
                pixel.CopyTo(line[(x * 4)..]);
                x++;
                shift = 0;
            }
        }
        return true;
    }

    private static string Line(ReadOnlySpan<byte> file, ref int position, string path)
    {
        var end = file[position..].IndexOf((byte)'\n');
        if (end is < 0 or > 4096) throw Damaged(path, "its header does not end");
        var line = Encoding.Latin1.GetString(file.Slice(position, end)).TrimEnd('\r');
        position += end + 1;
        return line;
    }

    private static (double, double, double) ColorCorrected(string line, (double Red, double Green, double Blue) exposure)
    {
        var parts = line[10..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 3 && TryNumber(parts[0], out var r) && TryNumber(parts[1], out var g) && TryNumber(parts[2], out var b)
            ? (exposure.Red * r, exposure.Green * g, exposure.Blue * b)
            : exposure;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out double value)
        => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && value > 0;

    private static MediaException Truncated(string path, int line, int lines)
        => new($"'{path}' is truncated: {line} of {lines} lines are there. Copy or export it again.");

    private static MediaException Damaged(string path, string why) => new($"'{path}' is a damaged Radiance picture: {why}. Copy or export it again.");

    /// <summary>The resolution line, for instance "-Y 128 +X 256": the axis of the lines first, the axis within a line second.</summary>
    private sealed record Layout(int Lines, int LineLength, bool LinesAreRows, bool LinesReversed, bool WithinReversed)
    {
        public int Width => LinesAreRows ? LineLength : Lines;

        public int Height => LinesAreRows ? Lines : LineLength;

        public static Layout Parse(string text, string path)
        {
            var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 4 || !IsAxis(parts[0]) || !IsAxis(parts[2]) || parts[0][1] == parts[2][1]
                || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
                || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                throw Damaged(path, $"its resolution line is '{(text.Length > 40 ? text[..40] : text)}'");
            var rows = parts[0][1] == 'Y';
            // Down is -Y and right is +X.
            bool Reversed(string axis) => axis[1] == 'Y' ? axis[0] == '+' : axis[0] == '-';
            return new Layout(lines, length, rows, Reversed(parts[0]), Reversed(parts[2]));
        }

        public int Index(int line, int within)
        {
            var a = LinesReversed ? Lines - 1 - line : line;
            var b = WithinReversed ? LineLength - 1 - within : within;
            return LinesAreRows ? a * Width + b : b * Width + a;
        }

        private static bool IsAxis(string text) => text is [('+' or '-'), ('X' or 'Y')];
    }
}
