namespace ReliTalk.Rendering.Eyes;

/// <summary>Finds the blinks of a clip from how far the lids stand apart.</summary>
public static class BlinkFinder
{
    // Shares of the opening that is usual around a frame. A glance downwards halves it at most; a blink goes further, and it begins within a frame or two.
    private const float Shut = 0.55f;
    private const float Open = 0.9f;
    private const int Usual = 25;
    private const int LongestFall = 6;
    private const int LongestRise = 10;
    private const int LongestShut = 15;

    /// <summary>The blinks in the order of the clip. Eyes that stay shut for more than 0.6 s are no blink.</summary>
    /// <param name="opening">Gap between the lids in each frame, 25 a second, on any scale.</param>
    public static IReadOnlyList<Blink> Find(IReadOnlyList<float> opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var share = Shares(opening);
        var blinks = new List<Blink>();
        for (var t = 0; t < share.Length; t++)
        {
            if (share[t] >= Shut) continue;
            var (from, shut) = (t, t);
            for (; t < share.Length && share[t] < Shut; t++)
                if (share[t] < share[shut]) shut = t;
            if (t - from > LongestShut) continue;
            var start = from - 1;
            // A glance downwards before it, from which the lids rise again first, is none of it.
            while (start >= 0 && share[start] < Open && from - start < LongestFall && (start == 0 || share[start - 1] > share[start])) start--;
            var end = t;
            while (end < share.Length && share[end] < Open && end - t < LongestRise && share[end] >= Shut) end++;
            // The lids of one blink may still rise when the next one begins.
            if (blinks.Count > 0) start = Math.Max(start, Math.Min(blinks[^1].End, from - 1));
            blinks.Add(new Blink(start, shut, end));
        }
        return blinks;
    }

    // How open the eyes are for that part of the clip: who looks at notes for a while does not blink all that time.
    private static float[] Shares(IReadOnlyList<float> opening)
    {
        var share = new float[opening.Count];
        var around = new List<float>();
        for (var t = 0; t < share.Length; t++)
        {
            around.Clear();
            for (var n = Math.Max(0, t - Usual); n <= Math.Min(share.Length - 1, t + Usual); n++) around.Add(opening[n]);
            around.Sort();
            share[t] = opening[t] / MathF.Max(around[around.Count / 2], 1e-6f);
        }
        return share;
    }
}
