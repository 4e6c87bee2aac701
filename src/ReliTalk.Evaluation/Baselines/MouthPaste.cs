using System.Numerics;
using ReliTalk.Media;

namespace ReliTalk.Evaluation.Baselines;

/// <summary>The simplest mouth: a box of another frame, moved with the head and pasted as it is. What it scores is what the eyes and the wall are worth.</summary>
internal static class MouthPaste
{
    /// <summary>A copy of the target whose box shows the source, carried over by the motion and sampled bilinearly.</summary>
    public static Frame Paste(Frame source, Frame target, PlanarMotion sourceToTarget, CropBox box)
    {
        var result = target.Clone();
        for (var y = box.Y; y < box.Y + box.Height; y++)
        {
            var row = result.Row(y);
            for (var x = box.X; x < box.X + box.Width; x++)
            {
                // Pixel centres lie at +0.5.
                var from = sourceToTarget.Invert(new Vector2(x + 0.5f, y + 0.5f)) - new Vector2(0.5f);
                Sample(source, from.X, from.Y, row.Slice(x * target.Channels, 3));
            }
        }
        return result;
    }

    private static void Sample(Frame source, float x, float y, Span<byte> pixel)
    {
        x = Math.Clamp(x, 0, source.Width - 1);
        y = Math.Clamp(y, 0, source.Height - 1);
        int x0 = (int)x, y0 = (int)y, x1 = Math.Min(x0 + 1, source.Width - 1), y1 = Math.Min(y0 + 1, source.Height - 1);
        float fx = x - x0, fy = y - y0;
        ReadOnlySpan<byte> upper = source.Row(y0), lower = source.Row(y1);
        for (var c = 0; c < 3; c++)
        {
            int a = x0 * source.Channels + c, b = x1 * source.Channels + c;
            var top = upper[a] + (upper[b] - upper[a]) * fx;
            var bottom = lower[a] + (lower[b] - lower[a]) * fx;
            pixel[c] = (byte)(top + (bottom - top) * fy + 0.5f);
        }
    }
}
