using System.Numerics;

namespace ReliTalk.Rendering.Areas;

/// <summary>Fills closed contours of landmarks into anti-aliased masks (area coverage: exact along x, four sub-rows along y; even-odd rule).</summary>
public static class ContourFill
{
    private const int SubRows = 4;

    /// <summary>Coverage 0..1 of a polygon on a square grid.</summary>
    /// <param name="points">All landmarks of a frame in pixels of the work picture.</param>
    /// <param name="ring">Indices of the contour's points in order.</param>
    /// <param name="originX">Picture column of the grid's first column.</param>
    /// <param name="originY">Picture row of the grid's first row.</param>
    /// <param name="size">Side of the grid.</param>
    /// <param name="mask">Receives size x size values, overwritten.</param>
    public static void Fill(ReadOnlySpan<Vector2> points, ReadOnlySpan<int> ring, int originX, int originY, int size, Span<float> mask)
    {
        mask[..(size * size)].Clear();
        Span<float> crossings = stackalloc float[64];
        for (var y = 0; y < size; y++)
        {
            var row = mask.Slice(y * size, size);
            for (var s = 0; s < SubRows; s++)
            {
                var at = originY + y + (s + 0.5f) / SubRows;
                var count = Crossings(points, ring, at, crossings);
                for (var c = 0; c + 1 < count; c += 2)
                    AddSpan(row, crossings[c] - originX, crossings[c + 1] - originX);
            }
        }
    }

    private static int Crossings(ReadOnlySpan<Vector2> points, ReadOnlySpan<int> ring, float y, Span<float> crossings)
    {
        var count = 0;
        for (var i = 0; i < ring.Length && count < crossings.Length; i++)
        {
            var a = points[ring[i]];
            var b = points[ring[(i + 1) % ring.Length]];
            if (a.Y <= y == b.Y <= y) continue;
            crossings[count++] = a.X + (y - a.Y) / (b.Y - a.Y) * (b.X - a.X);
        }
        crossings[..count].Sort();
        return count;
    }

    private static void AddSpan(Span<float> row, float from, float to)
    {
        from = Math.Clamp(from, 0, row.Length);
        to = Math.Clamp(to, 0, row.Length);
        if (to <= from) return;
        var first = (int)from;
        var last = Math.Min((int)to, row.Length - 1);
        const float share = 1f / SubRows;
        if (first == last)
        {
            row[first] += (to - from) * share;
            return;
        }
        row[first] += (first + 1 - from) * share;
        for (var x = first + 1; x < last; x++) row[x] += share;
        row[last] += (to - last) * share;
    }
}
