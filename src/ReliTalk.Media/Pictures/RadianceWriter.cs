using System.Globalization;
using System.Text;

namespace ReliTalk.Media;

/// <summary>Writes Radiance pictures in the new run-length encoding (flat where the width does not allow it).</summary>
internal static class RadianceWriter
{
    private const int ShortestRun = 4;

    public static void Write(Stream destination, HdrImage image)
    {
        destination.Write(Encoding.Latin1.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {image.Height} +X {image.Width}\n")));
        var width = image.Width;
        var encoded = width is >= 8 and <= 0x7fff;
        var planes = new byte[4 * width];
        using var line = new MemoryStream();
        for (var y = 0; y < image.Height; y++)
        {
            line.SetLength(0);
            for (var x = 0; x < width; x++)
                Encode(image.Pixels.AsSpan((y * width + x) * 3, 3), planes, encoded ? x : x * 4, encoded ? width : 1);
            if (encoded)
            {
                line.Write([2, 2, (byte)(width >> 8), (byte)width]);
                for (var channel = 0; channel < 4; channel++) WriteRuns(line, planes.AsSpan(channel * width, width));
            }
            else
            {
                line.Write(planes);
            }
            destination.Write(line.GetBuffer(), 0, (int)line.Length);
        }
    }

    /// <summary>Common exponent of the largest channel; negative and non-finite values have no place in the format and become 0.</summary>
    private static void Encode(ReadOnlySpan<float> rgb, Span<byte> target, int first, int step)
    {
        Span<float> value = stackalloc float[3];
        var largest = 0f;
        for (var c = 0; c < 3; c++)
        {
            value[c] = float.IsFinite(rgb[c]) ? Math.Max(0, rgb[c]) : 0;
            largest = Math.Max(largest, value[c]);
        }
        if (largest < 1e-32f)
        {
            for (var c = 0; c < 4; c++) target[first + c * step] = 0;
            return;
        }
        // largest = m * 2^exponent with m in [0.5, 1): ILogB counts from 1, not from 0.5. Rounding up to 256 needs one more.
        var exponent = Math.ILogB(largest) + 1;
        if (Math.ScaleB(largest, 8 - exponent) >= 255.5) exponent++;
        exponent = Math.Clamp(exponent, -127, 127);
        for (var c = 0; c < 3; c++) target[first + c * step] = (byte)Math.Clamp(Math.Round(Math.ScaleB(value[c], 8 - exponent)), 0, 255);
        target[first + 3 * step] = (byte)(exponent + 128);
    }

    private static void WriteRuns(Stream line, ReadOnlySpan<byte> values)
    {
        var position = 0;
        while (position < values.Length)
        {
            var literal = position;
            var run = 0;
            while (literal < values.Length && (run = RunLength(values[literal..])) < ShortestRun) literal += run;
            literal = Math.Min(literal, values.Length);
            while (position < literal)
            {
                var count = Math.Min(128, literal - position);
                line.WriteByte((byte)count);
                line.Write(values.Slice(position, count));
                position += count;
            }
            if (position >= values.Length) break;
            line.WriteByte((byte)(128 + run));
            line.WriteByte(values[position]);
            position += run;
        }
    }

    private static int RunLength(ReadOnlySpan<byte> values)
    {
        var count = 1;
        while (count < values.Length && count < 127 && values[count] == values[0]) count++;
        return count;
    }
}
