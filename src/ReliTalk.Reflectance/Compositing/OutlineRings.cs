namespace ReliTalk.Reflectance.Compositing;

/// <summary>The pixels of a shape by their distance from its outline.</summary>
internal static class OutlineRings
{
    /// <summary>Rings of eight-connected pixels, the outermost first; what lies beyond the picture's frame counts as inside.</summary>
    /// <param name="outside">Which pixels do not belong to the shape; those of the rings are marked, too.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="depth">How many rings, 1 or more.</param>
    public static List<List<int>> Of(Span<bool> outside, int width, int height, int depth)
    {
        var outermost = new List<int>();
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var i = y * width + x;
            if (!outside[i] && BordersOnOthers(outside, x, y, width, height)) outermost.Add(i);
        }
        var rings = new List<List<int>> { outermost };
        foreach (var i in outermost) outside[i] = true;
        while (rings.Count < depth)
        {
            var ring = new List<int>();
            foreach (var i in rings[^1])
            {
                int x = i % width, y = i / width;
                for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
                for (var u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
                {
                    var j = v * width + u;
                    if (outside[j]) continue;
                    outside[j] = true;
                    ring.Add(j);
                }
            }
            rings.Add(ring);
        }
        return rings;
    }

    private static bool BordersOnOthers(ReadOnlySpan<bool> outside, int x, int y, int width, int height)
    {
        var (left, right) = (Math.Max(0, x - 1), Math.Min(width - 1, x + 1));
        for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
            if (outside.Slice(v * width + left, right - left + 1).Contains(true)) return true;
        return false;
    }
}
