using System.Buffers;
using ReliTalk.Reflectance.Lighting;

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
        for (var k = 0; k < plane; k++)
            if (matte[k] is > Empty and < Solid) edge.Add(k);
        if (edge.Count == 0) return;
        var states = ArrayPool<State>.Shared.Rent(3 * plane);
        var colours = ArrayPool<float>.Shared.Rent(9 * plane);
        Span<State> hueState = states.AsSpan(0, plane), personState = states.AsSpan(plane, plane), behindState = states.AsSpan(2 * plane, plane);
        Span<float> hues = colours.AsSpan(0, 3 * plane), person = colours.AsSpan(3 * plane, 3 * plane), behind = colours.AsSpan(6 * plane, 3 * plane);
        var soft = new bool[plane];
        for (var i = 0; i < plane; i++)
        {
            soft[i] = matte[i] < Solid;
            personState[i] = soft[i] ? State.Unknown : State.Given;
            behindState[i] = matte[i] <= Empty ? State.Given : State.Unknown;
        }
        var depth = Math.Max(2, HueDepth * width / 256);
        var rings = OutlineRings.Of(soft, width, height, depth);
        personState.CopyTo(hueState);
        foreach (var ring in rings)
            foreach (var i in ring) hueState[i] = State.Unknown;
        Grow(linear, hueState, hues, [.. rings.SelectMany(ring => ring), .. edge], width, height, depth + reach);
        for (var r = 0; r < rings.Count; r++)
            foreach (var i in rings[r])
                if (hueState[i] == State.Found) TakeHue(linear, hues, i, plane, 1f - (r + 1f) / (depth + 1f));
        Grow(linear, personState, person, edge, width, height, reach);
        Grow(linear, behindState, behind, edge, width, height, reach);
        foreach (var i in edge)
        {
            if (personState[i] != State.Found) continue;
            var alpha = matte[i];
            // A nearly solid pixel is its own best witness; strands of hair keep their detail this way.
            var t = Math.Clamp((alpha - 0.5f) / (Solid - 0.5f), 0f, 1f);
            for (var c = 0; c < 3; c++)
            {
                var n = c * plane + i;
                // A matte may be wrong, so what is taken out never leads past the colour that the person has near by.
                var own = behindState[i] == State.Found
                    ? Math.Clamp((linear[n] - (1f - alpha) * behind[n]) / alpha, Math.Min(linear[n], person[n]), Math.Max(linear[n], person[n]))
                    : linear[n];
                linear[n] = t * own + (1f - t) * person[n];
            }
            if (hueState[i] == State.Found) TakeHue(linear, hues, i, plane, 1f);
        }
        ArrayPool<State>.Shared.Return(states);
        ArrayPool<float>.Shared.Return(colours);
    }

    private static void TakeHue(Span<float> linear, ReadOnlySpan<float> hues, int i, int plane, float share)
    {
        float own = LightSamples.Luminance(linear, i), other = LightSamples.Luminance(hues, i);
        if (other < 1e-4f) return;
        for (var c = 0; c < 3; c++) linear[c * plane + i] += share * (hues[c * plane + i] * (own / other) - linear[c * plane + i]);
    }

    // Carries the colours of the given pixels over the others, ring by ring.
    private static void Grow(ReadOnlySpan<float> linear, Span<State> states, Span<float> found, List<int> others, int width, int height, int reach)
    {
        var (left, ring) = (others, new List<int>());
        for (var round = 0; round < reach && left.Count > 0; round++)
        {
            ring.Clear();
            var later = new List<int>();
            foreach (var i in left) (FromNeighbours(i, linear, states, found, width, height) ? ring : later).Add(i);
            if (ring.Count == 0) break;
            foreach (var i in ring) states[i] = State.Found;
            left = later;
        }
    }

    private static bool FromNeighbours(int i, ReadOnlySpan<float> linear, ReadOnlySpan<State> states, Span<float> found, int width, int height)
    {
        int x = i % width, y = i / width, plane = width * height, count = 0;
        float red = 0, green = 0, blue = 0;
        for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
        for (var u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
        {
            var j = v * width + u;
            if (states[j] == State.Unknown) continue;
            var from = states[j] == State.Given ? linear : found;
            count++;
            red += from[j];
            green += from[plane + j];
            blue += from[2 * plane + j];
        }
        if (count == 0) return false;
        found[i] = red / count;
        found[plane + i] = green / count;
        found[2 * plane + i] = blue / count;
        return true;
    }

    private enum State : byte
    {
        Unknown,
        Given,
        Found,
    }
}
