using System.Numerics;
using ReliTalk.Media;

namespace ReliTalk.Samples.Audio;

/// <summary>Just enough drawing for plots: smooth lines, filled polygons and small capitals on an RGB picture.</summary>
internal sealed class Canvas(int width, int height, Vector3 background)
{
    private readonly Vector3[] _pixels = [.. Enumerable.Repeat(background, width * height)];

    // Rows of five bits, top to bottom, for 5x7 letters.
    private static readonly Dictionary<char, ulong> Glyphs = new()
    {
        ['A'] = 0b01110_10001_10001_11111_10001_10001_10001, ['B'] = 0b11110_10001_10001_11110_10001_10001_11110,
        ['C'] = 0b01111_10000_10000_10000_10000_10000_01111, ['D'] = 0b11110_10001_10001_10001_10001_10001_11110,
        ['E'] = 0b11111_10000_10000_11110_10000_10000_11111, ['F'] = 0b11111_10000_10000_11110_10000_10000_10000,
        ['G'] = 0b01111_10000_10000_10011_10001_10001_01111, ['H'] = 0b10001_10001_10001_11111_10001_10001_10001,
        ['I'] = 0b01110_00100_00100_00100_00100_00100_01110, ['J'] = 0b00111_00010_00010_00010_00010_10010_01100,
        ['K'] = 0b10001_10010_10100_11000_10100_10010_10001, ['L'] = 0b10000_10000_10000_10000_10000_10000_11111,
        ['M'] = 0b10001_11011_10101_10101_10001_10001_10001, ['N'] = 0b10001_11001_10101_10011_10001_10001_10001,
        ['O'] = 0b01110_10001_10001_10001_10001_10001_01110, ['P'] = 0b11110_10001_10001_11110_10000_10000_10000,
        ['Q'] = 0b01110_10001_10001_10001_10101_10010_01101, ['R'] = 0b11110_10001_10001_11110_10100_10010_10001,
        ['S'] = 0b01111_10000_10000_01110_00001_00001_11110, ['T'] = 0b11111_00100_00100_00100_00100_00100_00100,
        ['U'] = 0b10001_10001_10001_10001_10001_10001_01110, ['V'] = 0b10001_10001_10001_10001_10001_01010_00100,
        ['W'] = 0b10001_10001_10001_10101_10101_11011_10001, ['X'] = 0b10001_10001_01010_00100_01010_10001_10001,
        ['Y'] = 0b10001_10001_01010_00100_00100_00100_00100, ['Z'] = 0b11111_00001_00010_00100_01000_10000_11111,
        ['0'] = 0b01110_10011_10101_10101_10101_11001_01110, ['1'] = 0b00100_01100_00100_00100_00100_00100_01110,
        ['2'] = 0b01110_10001_00001_00110_01000_10000_11111, ['3'] = 0b11110_00001_00001_01110_00001_00001_11110,
        ['4'] = 0b00010_00110_01010_10010_11111_00010_00010, ['5'] = 0b11111_10000_11110_00001_00001_10001_01110,
        ['6'] = 0b01110_10000_11110_10001_10001_10001_01110, ['7'] = 0b11111_00001_00010_00100_01000_01000_01000,
        ['8'] = 0b01110_10001_10001_01110_10001_10001_01110, ['9'] = 0b01110_10001_10001_01111_00001_00001_01110,
        ['.'] = 0b00000_00000_00000_00000_00000_01100_01100, ['-'] = 0b00000_00000_00000_01110_00000_00000_00000,
        ['+'] = 0b00000_00100_00100_11111_00100_00100_00000,
    };

    internal int Width => width;

    internal int Height => height;

    internal void Fill(float left, float top, float right, float bottom, Vector3 colour)
    {
        for (var y = (int)Math.Max(0, top); y < Math.Min(height, bottom); y++)
            for (var x = (int)Math.Max(0, left); x < Math.Min(width, right); x++) _pixels[y * width + x] = colour;
    }

    /// <summary>A line of the given thickness, its edge spread over a pixel.</summary>
    internal void Line(Vector2 a, Vector2 b, float thickness, Vector3 colour)
    {
        var reach = thickness / 2 + 1;
        var (x0, x1) = ((int)Math.Max(0, Math.Min(a.X, b.X) - reach), (int)Math.Min(width - 1, Math.Max(a.X, b.X) + reach));
        var (y0, y1) = ((int)Math.Max(0, Math.Min(a.Y, b.Y) - reach), (int)Math.Min(height - 1, Math.Max(a.Y, b.Y) + reach));
        var along = b - a;
        for (var y = y0; y <= y1; y++)
            for (var x = x0; x <= x1; x++)
            {
                var p = new Vector2(x + 0.5f, y + 0.5f);
                var share = along == Vector2.Zero ? 0 : Math.Clamp(Vector2.Dot(p - a, along) / along.LengthSquared(), 0, 1);
                var cover = Math.Clamp(thickness / 2 + 0.5f - Vector2.Distance(p, a + share * along), 0, 1);
                if (cover > 0) Blend(x, y, colour, cover);
            }
    }

    internal void Curve(IReadOnlyList<Vector2> points, float thickness, Vector3 colour)
    {
        for (var i = 1; i < points.Count; i++) Line(points[i - 1], points[i], thickness, colour);
    }

    /// <summary>A filled polygon by the even-odd rule, four samples a pixel.</summary>
    internal void Polygon(IReadOnlyList<Vector2> points, Vector3 colour)
    {
        var top = (int)Math.Max(0, points.Min(p => p.Y));
        var bottom = (int)Math.Min(height - 1, points.Max(p => p.Y));
        var left = (int)Math.Max(0, points.Min(p => p.X));
        var right = (int)Math.Min(width - 1, points.Max(p => p.X));
        for (var y = top; y <= bottom; y++)
            for (var x = left; x <= right; x++)
            {
                var inside = 0;
                for (var s = 0; s < 4; s++)
                    if (Contains(points, new Vector2(x + 0.25f + 0.5f * (s & 1), y + 0.25f + 0.5f * (s >> 1)))) inside++;
                if (inside > 0) Blend(x, y, colour, inside / 4f);
            }
    }

    internal void Text(float left, float top, string text, Vector3 colour, int scale = 1)
    {
        foreach (var letter in text.ToUpperInvariant())
        {
            if (Glyphs.TryGetValue(letter, out var rows))
            {
                for (var bit = 0; bit < 35; bit++)
                {
                    if ((rows >> (34 - bit) & 1) == 0) continue;
                    var (x, y) = (left + bit % 5 * scale, top + bit / 5 * scale);
                    Fill(x, y, x + scale, y + scale, colour);
                }
            }

            left += 6 * scale;
        }
    }

    internal Frame ToFrame()
    {
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < _pixels.Length; i++)
            for (var c = 0; c < 3; c++) pixels[i * 3 + c] = (byte)Math.Clamp(_pixels[i][c] * 255 + 0.5f, 0, 255);
        return new Frame(width, height, PixelFormat.Rgb24, pixels);
    }

    private static bool Contains(IReadOnlyList<Vector2> points, Vector2 p)
    {
        var inside = false;
        for (int i = 0, j = points.Count - 1; i < points.Count; j = i++)
        {
            var (a, b) = (points[i], points[j]);
            if (a.Y > p.Y != b.Y > p.Y && p.X < (b.X - a.X) * (p.Y - a.Y) / (b.Y - a.Y) + a.X) inside = !inside;
        }

        return inside;
    }

    private void Blend(int x, int y, Vector3 colour, float cover)
    {
        ref var pixel = ref _pixels[y * width + x];
        pixel += cover * (colour - pixel);
    }
}
