using System.Numerics;
using ReliTalk.Media;

namespace ReliTalk.Inspection;

/// <summary>Brightness and clipping inside the face's bounding box, gathered over frames.</summary>
internal sealed class FaceExposure
{
    private long _pixels;
    private long _clipped;
    private double _luma;

    public double ClippedShare => _pixels == 0 ? 0 : (double)_clipped / _pixels;

    public double Mean => _pixels == 0 ? 0 : _luma / _pixels;

    public void Add(Frame frame, IReadOnlyList<Vector3> landmarks)
    {
        var left = Math.Clamp((int)landmarks.Min(p => p.X), 0, frame.Width);
        var right = Math.Clamp((int)landmarks.Max(p => p.X), 0, frame.Width);
        var top = Math.Clamp((int)landmarks.Min(p => p.Y), 0, frame.Height);
        var bottom = Math.Clamp((int)landmarks.Max(p => p.Y), 0, frame.Height);
        for (var y = top; y < bottom; y++)
        {
            var row = frame.Row(y);
            for (var x = left; x < right; x++)
            {
                var pixel = row.Slice(x * frame.Channels, 3);
                _pixels++;
                if (pixel[0] >= 254 || pixel[1] >= 254 || pixel[2] >= 254) _clipped++;
                _luma += ((0.2126 * pixel[0]) + (0.7152 * pixel[1]) + (0.0722 * pixel[2])) / 255;
            }
        }
    }
}
