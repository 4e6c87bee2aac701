using ReliTalk.Media;

namespace ReliTalk.Geometry.Tracking;

/// <summary>Notices that a frame shows another scene than the one before it: most of a small grey thumbnail changes at once.</summary>
internal sealed class SceneCut
{
    private const int Side = 16;
    private const float ChangedBy = 24;
    private const float ChangedShare = 0.45f;

    private float[]? _before;

    /// <summary>True where <paramref name="frame"/> begins another scene than the frame of the call before.</summary>
    public bool Begins(Frame frame)
    {
        var now = Thumbnail(frame);
        var before = _before;
        _before = now;
        if (before is null) return false;
        var changed = 0;
        for (var i = 0; i < now.Length; i++)
            if (Math.Abs(now[i] - before[i]) > ChangedBy) changed++;
        return changed > ChangedShare * now.Length;
    }

    private static float[] Thumbnail(Frame frame)
    {
        var result = new float[Side * Side];
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                // Sixteen spread samples are enough for a cell's mean.
                float sum = 0;
                for (var sub = 0; sub < 16; sub++)
                {
                    var x = (int)((column + (sub % 4 + 0.5f) / 4) * frame.Width / Side);
                    var y = (int)((row + (sub / 4 + 0.5f) / 4) * frame.Height / Side);
                    var at = (y * frame.Width + x) * frame.Channels;
                    sum += frame.Pixels[at] + 2 * frame.Pixels[at + 1] + frame.Pixels[at + 2];
                }
                result[row * Side + column] = sum / 64;
            }
        }
        return result;
    }
}
