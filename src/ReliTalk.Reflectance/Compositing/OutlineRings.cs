using System.Numerics;
using System.Runtime.InteropServices;

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
        // Columns in which this row or one beside it has a pixel of others; one more at each end, so that neighbours can be asked for.
        Span<bool> others = new bool[width + 2];
        for (var y = 0; y < height; y++)
        {
            others.Clear();
            for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++) Or(outside.Slice(v * width, width), others[1..^1]);
            // Inside a shape and far outside it there is nothing to look at.
            var (first, last) = (others.IndexOf(true), others.LastIndexOf(true));
            if (first < 0) continue;
            for (var x = Math.Max(0, first - 2); x <= Math.Min(width - 1, last); x++)
                if (!outside[y * width + x] && (others[x] || others[x + 1] || others[x + 2])) outermost.Add(y * width + x);
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

    private static void Or(ReadOnlySpan<bool> values, Span<bool> sums)
    {
        var from = MemoryMarshal.Cast<bool, byte>(values);
        var to = MemoryMarshal.Cast<bool, byte>(sums);
        var x = 0;
        for (; x <= from.Length - Vector<byte>.Count; x += Vector<byte>.Count) (new Vector<byte>(from[x..]) | new Vector<byte>(to[x..])).CopyTo(to[x..]);
        for (; x < from.Length; x++) to[x] |= from[x];
    }
}
