using ReliTalk.Media;

namespace ReliTalk.Geometry.Masks;

/// <summary>Resizing and blurring of single planes.</summary>
internal static class PlaneScaling
{
    /// <summary>The whole picture scaled to a square (sides may scale differently), interleaved RGB in 0..1.</summary>
    public static void SamplePicture(Frame frame, int size, Span<float> rgb)
    {
        int width = frame.Width, height = frame.Height, channels = frame.Channels;
        var pixels = frame.Pixels.AsSpan();
        var at = 0;
        for (var row = 0; row < size; row++)
        {
            var y = Math.Clamp((row + 0.5f) * height / size - 0.5f, 0, height - 1);
            var y0 = (int)y;
            var fy = y - y0;
            var below = y0 + 1 < height ? width * channels : 0;
            for (var column = 0; column < size; column++)
            {
                var x = Math.Clamp((column + 0.5f) * width / size - 0.5f, 0, width - 1);
                var x0 = (int)x;
                var fx = x - x0;
                var right = x0 + 1 < width ? channels : 0;
                var here = (y0 * width + x0) * channels;
                for (var c = 0; c < 3; c++, here++)
                    rgb[at++] = ((1 - fy) * ((1 - fx) * pixels[here] + fx * pixels[here + right])
                                 + fy * ((1 - fx) * pixels[here + below] + fx * pixels[here + below + right])) / 255f;
            }
        }
    }

    /// <summary>Bilinear resize, half-pixel centres.</summary>
    public static float[] Resize(ReadOnlySpan<float> plane, int width, int height, int newWidth, int newHeight)
    {
        var result = new float[newWidth * newHeight];
        for (var row = 0; row < newHeight; row++)
        {
            var y = Math.Clamp((row + 0.5f) * height / newHeight - 0.5f, 0, height - 1);
            var y0 = (int)y;
            var fy = y - y0;
            var upper = plane.Slice(y0 * width, width);
            var lower = plane.Slice(Math.Min(y0 + 1, height - 1) * width, width);
            for (var column = 0; column < newWidth; column++)
            {
                var x = Math.Clamp((column + 0.5f) * width / newWidth - 0.5f, 0, width - 1);
                var x0 = (int)x;
                var fx = x - x0;
                var x1 = Math.Min(x0 + 1, width - 1);
                result[row * newWidth + column] = (1 - fy) * ((1 - fx) * upper[x0] + fx * upper[x1]) + fy * ((1 - fx) * lower[x0] + fx * lower[x1]);
            }
        }
        return result;
    }

    /// <summary>Three box blurs in a row, near a Gaussian of deviation sqrt(radius (radius + 1)); the border's value goes on outside.</summary>
    public static void Blur(Span<float> plane, int width, int height, int radius)
    {
        if (radius < 1) return;
        var line = new float[Math.Max(width, height)];
        for (var round = 0; round < 3; round++)
        {
            for (var y = 0; y < height; y++) BlurLine(plane, y * width, 1, width, radius, line);
            for (var x = 0; x < width; x++) BlurLine(plane, x, width, height, radius, line);
        }
    }

    private static void BlurLine(Span<float> plane, int start, int stride, int length, int radius, float[] line)
    {
        for (var i = 0; i < length; i++) line[i] = plane[start + i * stride];
        var sum = 0f;
        for (var i = -radius; i <= radius; i++) sum += line[Math.Clamp(i, 0, length - 1)];
        var share = 1f / (2 * radius + 1);
        for (var i = 0; i < length; i++)
        {
            plane[start + i * stride] = sum * share;
            sum += line[Math.Min(i + radius + 1, length - 1)] - line[Math.Max(i - radius, 0)];
        }
    }
}
