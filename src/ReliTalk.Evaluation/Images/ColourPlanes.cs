using ReliTalk.Media;

namespace ReliTalk.Evaluation.Images;

/// <summary>A picture as three planes of sRGB-encoded values 0..1, for metrics.</summary>
internal sealed class ColourPlanes
{
    public ColourPlanes(int width, int height, float[][] channels)
    {
        Width = width;
        Height = height;
        Channels = channels;
    }

    public int Width { get; }

    public int Height { get; }

    public float[][] Channels { get; }

    public FrameSize Size => new(Width, Height);

    /// <summary>From a frame, black where the mask is false.</summary>
    public static ColourPlanes From(Frame frame, ReadOnlySpan<bool> mask = default)
    {
        int count = frame.Width * frame.Height, step = frame.Channels;
        float[][] planes = [new float[count], new float[count], new float[count]];
        for (int i = 0, s = 0; i < count; i++, s += step)
        {
            if (!mask.IsEmpty && !mask[i]) continue;
            for (var c = 0; c < 3; c++) planes[c][i] = frame.Pixels[s + c] / 255f;
        }
        return new ColourPlanes(frame.Width, frame.Height, planes);
    }

    /// <summary>A rectangle of the picture, copied; it must lie inside.</summary>
    public ColourPlanes Cut(CropBox box)
    {
        var planes = new float[3][];
        for (var c = 0; c < 3; c++)
        {
            planes[c] = new float[box.Width * box.Height];
            for (var y = 0; y < box.Height; y++)
                Channels[c].AsSpan((box.Y + y) * Width + box.X, box.Width).CopyTo(planes[c].AsSpan(y * box.Width));
        }
        return new ColourPlanes(box.Width, box.Height, planes);
    }

    /// <summary>Mean of 2 x 2 pixels; an odd last column or row is dropped.</summary>
    public ColourPlanes Halved()
    {
        int width = Width / 2, height = Height / 2;
        var planes = new float[3][];
        for (var c = 0; c < 3; c++)
        {
            var from = Channels[c];
            var to = planes[c] = new float[width * height];
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    var i = 2 * y * Width + 2 * x;
                    to[y * width + x] = (from[i] + from[i + 1] + from[i + Width] + from[i + Width + 1]) * 0.25f;
                }
        }
        return new ColourPlanes(width, height, planes);
    }
}
