using ReliTalk.Geometry.Tracking;
using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>
/// Cuts the faces that SyncNet judges, in the proportions of its authors: a square of 2.8 half face sides, the face's middle at its middle and 1 of the 2.8
/// above it; place and size are medians over 13 frames. Their face box came from a detector, ours surrounds the landmarks: compare figures of one tool only.
/// </summary>
internal static class SyncFaceTrack
{
    private const int MedianFrames = 13;
    private const float Margin = 0.4f;

    public static IReadOnlyList<Frame> Cut(IReadOnlyList<Frame> frames, ClipTrack track)
    {
        var boxes = Enumerable.Range(0, frames.Count).Select(t => FaceBox(track.Frames[t])).ToArray();
        var cuts = new Frame[frames.Count];
        for (var t = 0; t < frames.Count; t++)
        {
            var near = boxes.AsSpan(Math.Max(0, t - (MedianFrames / 2))..Math.Min(boxes.Length, t + (MedianFrames / 2) + 1));
            var (x, y, half) = (Median(near, box => box.X), Median(near, box => box.Y), Median(near, box => box.Half));
            cuts[t] = Resampled(frames[t], x - (half * (1 + Margin)), y - half, half * (2 + (2 * Margin)));
        }
        return cuts;
    }

    private static (float X, float Y, float Half) FaceBox(TrackedFrame frame)
    {
        float left = float.MaxValue, right = float.MinValue, top = float.MaxValue, bottom = float.MinValue;
        foreach (var point in frame.Landmarks)
        {
            (left, right) = (Math.Min(left, point.X), Math.Max(right, point.X));
            (top, bottom) = (Math.Min(top, point.Y), Math.Max(bottom, point.Y));
        }
        return ((left + right) / 2, (top + bottom) / 2, Math.Max(right - left, bottom - top) / 2);
    }

    private static float Median(ReadOnlySpan<(float X, float Y, float Half)> boxes, Func<(float X, float Y, float Half), float> of)
    {
        var values = new float[boxes.Length];
        for (var i = 0; i < values.Length; i++) values[i] = of(boxes[i]);
        Array.Sort(values);
        return values[values.Length / 2];
    }

    /// <summary>A square of the picture at the network's size, bilinear; outside the picture it is the authors' grey of 110.</summary>
    private static Frame Resampled(Frame frame, float left, float top, float side)
    {
        const byte Outside = 110;
        var cut = new Frame(SyncNetNetwork.InputSize, SyncNetNetwork.InputSize);
        var scale = side / SyncNetNetwork.InputSize;
        for (var y = 0; y < cut.Height; y++)
            for (var x = 0; x < cut.Width; x++)
            {
                float sourceX = left + ((x + 0.5f) * scale) - 0.5f, sourceY = top + ((y + 0.5f) * scale) - 0.5f;
                int x0 = (int)MathF.Floor(sourceX), y0 = (int)MathF.Floor(sourceY);
                for (var c = 0; c < 3; c++)
                {
                    var value = Bilinear(At(x0, y0, c), At(x0 + 1, y0, c), At(x0, y0 + 1, c), At(x0 + 1, y0 + 1, c), sourceX - x0, sourceY - y0);
                    cut.Row(y)[(x * 3) + c] = (byte)(value + 0.5f);
                }
            }
        return cut;

        byte At(int x, int y, int c) => x < 0 || y < 0 || x >= frame.Width || y >= frame.Height ? Outside : frame.Row(y)[(x * frame.Channels) + c];
    }

    private static float Bilinear(float a, float b, float c, float d, float x, float y) => (((a * (1 - x)) + (b * x)) * (1 - y)) + (((c * (1 - x)) + (d * x)) * y);
}
