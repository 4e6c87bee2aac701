namespace ReliTalk.Reflectance.Compositing;

/// <summary>
/// Removes the old background's colour from the matte's soft edge. There a source pixel is a mixture; its foreground part is taken from the nearest
/// pixels that are wholly foreground, ring by ring outwards.
/// </summary>
public static class ForegroundColour
{
    private const float Solid = 0.95f;

    /// <summary>Estimates the foreground's own colour.</summary>
    /// <param name="linear">The picture: three planes of linear RGB, changed in place where 0 &lt; matte &lt; 0.95.</param>
    /// <param name="matte">Foreground share, one plane, 0..1.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="reach">Widest soft edge in pixels that is cleaned, 1 or more; beyond it pixels keep their colour.</param>
    public static void Decontaminate(Span<float> linear, ReadOnlySpan<float> matte, int width, int height, int reach = 16)
    {
        var plane = width * height;
        if (matte.Length != plane || linear.Length != 3 * plane) throw new ArgumentException("Picture and matte must have the given size.");
        ArgumentOutOfRangeException.ThrowIfLessThan(reach, 1);
        var known = new bool[plane];
        var edge = new List<int>();
        for (var i = 0; i < plane; i++)
        {
            known[i] = matte[i] >= Solid;
            if (matte[i] > 0f && !known[i]) edge.Add(i);
        }
        var estimate = new float[3 * plane];
        for (var i = 0; i < plane; i++)
            if (known[i])
                for (var c = 0; c < 3; c++) estimate[c * plane + i] = linear[c * plane + i];
        var ring = new List<int>();
        for (var round = 0; round < reach && edge.Count > 0; round++)
        {
            ring.Clear();
            edge.RemoveAll(i =>
            {
                if (!FromNeighbours(i, known, estimate, width, height)) return false;
                ring.Add(i);
                return true;
            });
            if (ring.Count == 0) break;
            foreach (var i in ring) known[i] = true;
        }
        for (var i = 0; i < plane; i++)
        {
            if (!known[i] || matte[i] >= Solid || matte[i] <= 0f) continue;
            // A nearly solid pixel is its own best witness; strands of hair keep their detail this way.
            var t = Math.Clamp((matte[i] - 0.5f) / (Solid - 0.5f), 0f, 1f);
            for (var c = 0; c < 3; c++) linear[c * plane + i] = t * linear[c * plane + i] + (1f - t) * estimate[c * plane + i];
        }
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
