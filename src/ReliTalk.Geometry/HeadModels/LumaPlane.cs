using System.Numerics;
using ReliTalk.Media;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// The brightness of a face's part of a picture, lightly blurred, in bytes (a long clip's planes are held together). Coordinates are those
/// of the picture that a head was fitted to.
/// </summary>
internal sealed class LumaPlane
{
    private const int LongestSide = 320;
    private const float Margin = 0.12f;

    private readonly int _left;
    private readonly int _top;
    private readonly int _width;
    private readonly int _height;
    private readonly float _scale;
    private readonly byte[] _values;

    private LumaPlane(int left, int top, int width, int height, float scale, byte[] values)
    {
        (_left, _top, _width, _height, _scale, _values) = (left, top, width, height, scale, values);
    }

    /// <summary>Reads a frame around its landmarks.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="fitWidth">Width of the picture that coordinates are given in.</param>
    /// <param name="landmarks">Where the face is.</param>
    public static LumaPlane Of(Frame frame, int fitWidth, IReadOnlyList<Vector3> landmarks)
    {
        // Large pictures are averaged down: tenths of a pixel are measured over many pixels, not by sharp ones.
        var factor = Math.Max(1, (int)Math.Round(frame.Width / (float)LongestSide));
        int fullWidth = frame.Width / factor, fullHeight = frame.Height / factor;
        var scale = frame.Width / (float)factor / fitWidth;
        float x0 = float.MaxValue, x1 = float.MinValue, y0 = float.MaxValue, y1 = float.MinValue;
        foreach (var point in landmarks)
        {
            (x0, x1) = (Math.Min(x0, point.X), Math.Max(x1, point.X));
            (y0, y1) = (Math.Min(y0, point.Y), Math.Max(y1, point.Y));
        }
        var margin = Margin * Math.Max(x1 - x0, y1 - y0);
        int left = Math.Clamp((int)((x0 - margin) * scale), 0, fullWidth - 1), top = Math.Clamp((int)((y0 - margin) * scale), 0, fullHeight - 1);
        int width = Math.Clamp((int)((x1 + margin) * scale) + 1, left + 1, fullWidth) - left, height = Math.Clamp((int)((y1 + margin) * scale) + 1, top + 1, fullHeight) - top;
        var values = new float[width * height];
        var area = 1f / (4 * factor * factor);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var sum = 0;
                for (var sy = 0; sy < factor; sy++)
                {
                    var at = (((top + y) * factor + sy) * frame.Width + (left + x) * factor) * frame.Channels;
                    for (var sx = 0; sx < factor; sx++, at += frame.Channels) sum += frame.Pixels[at] + 2 * frame.Pixels[at + 1] + frame.Pixels[at + 2];
                }
                values[y * width + x] = sum * area;
            }
        }
        return new LumaPlane(left, top, width, height, scale, Array.ConvertAll(Blurred(values, width, height), value => (byte)(value + 0.5f)));
    }

    /// <summary>Brightness at a place, grey levels of 255; not a number outside.</summary>
    public float At(float x, float y)
    {
        x = x * _scale - _left - 0.5f;
        y = y * _scale - _top - 0.5f;
        if (!(x >= 1 && y >= 1 && x < _width - 2 && y < _height - 2)) return float.NaN;
        return Bilinear(x, y);
    }

    /// <summary>Slopes at a place, grey levels for one pixel of the fit's picture; 0 outside.</summary>
    public (float Dx, float Dy) Gradient(float x, float y)
    {
        x = x * _scale - _left - 0.5f;
        y = y * _scale - _top - 0.5f;
        if (!(x >= 1 && y >= 1 && x < _width - 2 && y < _height - 2)) return default;
        return ((Bilinear(x + 0.5f, y) - Bilinear(x - 0.5f, y)) * _scale, (Bilinear(x, y + 0.5f) - Bilinear(x, y - 0.5f)) * _scale);
    }

    private float Bilinear(float x, float y)
    {
        int x0 = (int)x, y0 = (int)y;
        float fx = x - x0, fy = y - y0;
        var at = y0 * _width + x0;
        var upper = _values[at] + fx * (_values[at + 1] - _values[at]);
        var lower = _values[at + _width] + fx * (_values[at + _width + 1] - _values[at + _width]);
        return upper + fy * (lower - upper);
    }

    // Binomial 1 4 6 4 1: about one pixel of deviation.
    private static float[] Blurred(float[] values, int width, int height)
    {
        var rows = new float[values.Length];
        for (var y = 0; y < height; y++)
        {
            var line = y * width;
            for (var x = 0; x < width; x++)
            {
                int a = Math.Max(x - 2, 0), b = Math.Max(x - 1, 0), c = Math.Min(x + 1, width - 1), d = Math.Min(x + 2, width - 1);
                rows[line + x] = (values[line + a] + values[line + d] + 4 * (values[line + b] + values[line + c]) + 6 * values[line + x]) / 16;
            }
        }
        var result = new float[values.Length];
        for (var y = 0; y < height; y++)
        {
            int a = Math.Max(y - 2, 0) * width, b = Math.Max(y - 1, 0) * width, c = Math.Min(y + 1, height - 1) * width, d = Math.Min(y + 2, height - 1) * width;
            var line = y * width;
            for (var x = 0; x < width; x++)
                result[line + x] = (rows[a + x] + rows[d + x] + 4 * (rows[b + x] + rows[c + x]) + 6 * rows[line + x]) / 16;
        }
        return result;
    }
}
