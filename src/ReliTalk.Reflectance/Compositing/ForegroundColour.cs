namespace ReliTalk.Reflectance.Compositing;

/// <summary>
/// Removes the old background's colour from the matte's soft edge. There a source pixel is a mixture: what the background, carried inwards from the nearest
/// empty pixels, adds to it is taken out; where little is left of the person, the colour comes from the nearest pixels that are wholly foreground, ring by ring outwards.
/// </summary>
public static class ForegroundColour
{
    private const float Solid = 0.95f;
    private const float Empty = 0.02f;

    /// <summary>Estimates the foreground's own colour.</summary>
    /// <param name="linear">The picture: three planes of linear RGB, changed in place where 0.02 &lt; matte &lt; 0.95.</param>
    /// <param name="matte">Foreground share, one plane, 0..1.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="reach">Widest soft edge in pixels that is cleaned, 1 or more; beyond it pixels keep their colour.</param>
    public static void Decontaminate(Span<float> linear, ReadOnlySpan<float> matte, int width, int height, int reach = 16)
    {
        var plane = width * height;
        if (matte.Length != plane || linear.Length != 3 * plane) throw new ArgumentException("Picture and matte must have the given size.");
        ArgumentOutOfRangeException.ThrowIfLessThan(reach, 1);
        var edge = new List<int>();
        for (var i = 0; i < plane; i++)
            if (matte[i] is > Empty and < Solid) edge.Add(i);
        if (edge.Count == 0) return;
        var (person, isPerson) = Grown(linear, matte, solid: true, edge, width, height, reach);
        var (behind, isBehind) = Grown(linear, matte, solid: false, edge, width, height, reach);
        foreach (var i in edge)
        {
            if (!isPerson[i]) continue;
            var alpha = matte[i];
            // A nearly solid pixel is its own best witness; strands of hair keep their detail this way.
            var t = Math.Clamp((alpha - 0.5f) / (Solid - 0.5f), 0f, 1f);
            for (var c = 0; c < 3; c++)
            {
                var n = c * plane + i;
                // A matte may be wrong, so what is taken out never leads past the colour that the person has near by.
                var own = isBehind[i]
                    ? Math.Clamp((linear[n] - (1f - alpha) * behind[n]) / alpha, Math.Min(linear[n], person[n]), Math.Max(linear[n], person[n]))
                    : linear[n];
                linear[n] = t * own + (1f - t) * person[n];
            }
        }
    }

    // The colours of the solid (or the empty) part, carried over the edge ring by ring, and where they reached.
    private static (float[] Colours, bool[] Known) Grown(ReadOnlySpan<float> linear, ReadOnlySpan<float> matte, bool solid, List<int> edge, int width, int height, int reach)
    {
        var plane = width * height;
        var known = new bool[plane];
        var colours = new float[3 * plane];
        for (var i = 0; i < plane; i++)
        {
            if (!(solid ? matte[i] >= Solid : matte[i] <= Empty)) continue;
            known[i] = true;
            for (var c = 0; c < 3; c++) colours[c * plane + i] = linear[c * plane + i];
        }
        var (left, ring) = (new List<int>(edge), new List<int>());
        for (var round = 0; round < reach && left.Count > 0; round++)
        {
            ring.Clear();
            left.RemoveAll(i =>
            {
                if (!FromNeighbours(i, known, colours, width, height)) return false;
                ring.Add(i);
                return true;
            });
            if (ring.Count == 0) break;
            foreach (var i in ring) known[i] = true;
        }
        return (colours, known);
    }

    private static bool FromNeighbours(int i, bool[] known, float[] estimate, int width, int height)
    {
        int x = i % width, y = i / width, plane = width * height, count = 0;
        float red = 0, green = 0, blue = 0;
        for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
        for (var u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
        {
            var j = v * width + u;
            if (!known[j]) continue;
            count++;
            red += estimate[j];
            green += estimate[plane + j];
            blue += estimate[2 * plane + j];
        }
        if (count == 0) return false;
        estimate[i] = red / count;
        estimate[plane + i] = green / count;
        estimate[2 * plane + i] = blue / count;
        return true;
    }
}
