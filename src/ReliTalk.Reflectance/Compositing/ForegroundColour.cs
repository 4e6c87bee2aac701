namespace ReliTalk.Reflectance.Compositing;

/// <summary>
/// Removes the old background's colour from the matte's soft edge. There a source pixel is a mixture: what the background, carried inwards from the nearest
/// empty pixels, adds to it is taken out; where little is left of the person, the colour comes from the nearest pixels that are wholly foreground, ring by ring outwards.
/// A few pixels further in the person's outline still has the background's hue: video keeps colours at half the resolution, and what shines from behind
/// shines through hair. There pixels keep their brightness and take the hue of the person further inside, the more the nearer they are to the edge.
/// </summary>
public static class ForegroundColour
{
    private const float Solid = 0.95f;
    private const float Empty = 0.02f;

    // Of 256 columns: as far in from the edge a hue is doubted.
    private const int HueDepth = 5;

    /// <summary>Estimates the foreground's own colour.</summary>
    /// <param name="linear">The picture: three planes of linear RGB, changed in place where 0.02 &lt; matte &lt; 0.95 and in hue a few pixels further in.</param>
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
        var depth = Math.Max(2, HueDepth * width / 256);
        var rings = Rings(matte, width, height, depth);
        var inside = Selected(matte, solid: true);
        foreach (var ring in rings)
            foreach (var i in ring) inside[i] = false;
        var (hues, isHue) = Grown(linear, inside, [.. rings.SelectMany(ring => ring), .. edge], width, height, depth + reach);
        for (var r = 0; r < rings.Count; r++)
            foreach (var i in rings[r])
                if (isHue[i]) TakeHue(linear, hues, i, plane, 1f - (r + 1f) / (depth + 1f));
        var (person, isPerson) = Grown(linear, Selected(matte, solid: true), edge, width, height, reach);
        var (behind, isBehind) = Grown(linear, Selected(matte, solid: false), edge, width, height, reach);
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
            if (isHue[i]) TakeHue(linear, hues, i, plane, 1f);
        }
    }

    private static bool[] Selected(ReadOnlySpan<float> matte, bool solid)
    {
        var selected = new bool[matte.Length];
        for (var i = 0; i < selected.Length; i++) selected[i] = solid ? matte[i] >= Solid : matte[i] <= Empty;
        return selected;
    }

    // Solid pixels by their distance from the edge, the outermost first.
    private static List<List<int>> Rings(ReadOnlySpan<float> matte, int width, int height, int depth)
    {
        var taken = new bool[matte.Length];
        var front = new List<int>();
        for (var i = 0; i < matte.Length; i++)
        {
            if (matte[i] >= Solid) continue;
            taken[i] = true;
            front.Add(i);
        }
        var rings = new List<List<int>>();
        for (var r = 0; r < depth; r++)
        {
            var ring = new List<int>();
            foreach (var i in front)
            {
                int x = i % width, y = i / width;
                for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
                for (var u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
                {
                    var j = v * width + u;
                    if (taken[j]) continue;
                    taken[j] = true;
                    ring.Add(j);
                }
            }
            rings.Add(ring);
            front = ring;
        }
        return rings;
    }

    private static void TakeHue(Span<float> linear, float[] hues, int i, int plane, float share)
    {
        float own = Luminance(linear, i, plane), other = Luminance(hues, i, plane);
        if (other < 1e-4f) return;
        for (var c = 0; c < 3; c++) linear[c * plane + i] += share * (hues[c * plane + i] * (own / other) - linear[c * plane + i]);
    }

    // Rec. 709.
    private static float Luminance(ReadOnlySpan<float> planes, int i, int plane) => 0.2126f * planes[i] + 0.7152f * planes[plane + i] + 0.0722f * planes[2 * plane + i];

    // The colours of the selected pixels, carried over the others ring by ring, and where they reached.
    private static (float[] Colours, bool[] Known) Grown(ReadOnlySpan<float> linear, bool[] known, List<int> others, int width, int height, int reach)
    {
        var plane = width * height;
        var colours = new float[3 * plane];
        for (var i = 0; i < plane; i++)
        {
            if (!known[i]) continue;
            for (var c = 0; c < 3; c++) colours[c * plane + i] = linear[c * plane + i];
        }
        var (left, ring) = (new List<int>(others), new List<int>());
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
