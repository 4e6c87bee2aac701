using System.Numerics;

namespace ReliTalk.Geometry.Masks;

/// <summary>Fills polygons with soft edges: each value is the share of the pixel that the polygon covers.</summary>
internal static class PolygonMask
{
    private const int RowsPerPixel = 4;

    /// <summary>Coverage 0..1 of a closed polygon (even-odd rule), height x width.</summary>
    public static float[] Fill(ReadOnlySpan<Vector2> corners, int width, int height)
    {
        var mask = new float[width * height];
        if (corners.Length < 3) return mask;
        float top = float.MaxValue, bottom = float.MinValue;
        foreach (var corner in corners)
        {
            top = Math.Min(top, corner.Y);
            bottom = Math.Max(bottom, corner.Y);
        }
        var crossings = new float[corners.Length];
        for (var y = Math.Max(0, (int)top); y <= Math.Min(height - 1, (int)bottom); y++)
        {
            var row = mask.AsSpan(y * width, width);
            for (var sub = 0; sub < RowsPerPixel; sub++)
            {
                var level = y + (sub + 0.5f) / RowsPerPixel;
                var count = 0;
                for (var i = 0; i < corners.Length; i++)
                {
                    var (a, b) = (corners[i], corners[(i + 1) % corners.Length]);
                    if (a.Y <= level == b.Y <= level) continue;
                    crossings[count++] = a.X + (level - a.Y) / (b.Y - a.Y) * (b.X - a.X);
                }
                Array.Sort(crossings, 0, count);
                for (var i = 0; i + 1 < count; i += 2) AddSpan(row, crossings[i], crossings[i + 1]);
            }
        }
        return mask;
    }

    private static void AddSpan(Span<float> row, float from, float to)
    {
        from = Math.Clamp(from, 0, row.Length);
        to = Math.Clamp(to, 0, row.Length);
        var first = (int)from;
        var last = Math.Min((int)to, row.Length - 1);
        const float share = 1f / RowsPerPixel;
        for (var x = first; x <= last; x++)
            row[x] += share * Math.Max(0, Math.Min(to, x + 1) - Math.Max(from, x));
    }
}
