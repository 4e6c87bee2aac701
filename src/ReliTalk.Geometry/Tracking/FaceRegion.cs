using System.Numerics;
using ReliTalk.Media;

namespace ReliTalk.Geometry.Tracking;

/// <summary>A turned square of a picture: what a network looks at.</summary>
/// <param name="Centre">Centre in pixels.</param>
/// <param name="Side">Length of a side in pixels, greater than 0.</param>
/// <param name="Rotation">Angle of the square's x axis against the picture's, radians, clockwise as seen (y runs down).</param>
public readonly record struct FaceRegion(Vector2 Centre, float Side, float Rotation)
{
    private const float Margin = 1.5f;
    private const int MaxSamplesPerSide = 4;

    /// <summary>The upright square around the whole picture, wide enough for its longer side.</summary>
    public static FaceRegion Letterbox(int width, int height) => new(new Vector2(width / 2f, height / 2f), Math.Max(width, height), 0);

    /// <summary>The square for the landmark network from a detection: turned with the eyes, 1.5 times the longer side of the box.</summary>
    public static FaceRegion FromDetection(FaceDetection detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        var eyes = detection.LeftEye - detection.RightEye;
        return new FaceRegion(detection.Centre, Margin * Math.Max(detection.Width, detection.Height), MathF.Atan2(eyes.Y, eyes.X));
    }

    /// <summary>The square for the landmark network from the landmarks of the frame before: turned with the outer eye corners, 1.5 times the longer side.</summary>
    public static FaceRegion FromLandmarks(ReadOnlySpan<Vector3> landmarks)
    {
        var across = landmarks[FaceLandmarks.RightEyeOuter] - landmarks[FaceLandmarks.LeftEyeOuter];
        var rotation = MathF.Atan2(across.Y, across.X);
        var (sin, cos) = MathF.SinCos(rotation);
        float left = float.MaxValue, right = float.MinValue, top = float.MaxValue, bottom = float.MinValue;
        foreach (var point in landmarks[..FaceLandmarks.MeshCount])
        {
            var x = cos * point.X + sin * point.Y;
            var y = -sin * point.X + cos * point.Y;
            left = Math.Min(left, x);
            right = Math.Max(right, x);
            top = Math.Min(top, y);
            bottom = Math.Max(bottom, y);
        }
        var (cx, cy) = ((left + right) / 2, (top + bottom) / 2);
        return new FaceRegion(new Vector2(cos * cx - sin * cy, sin * cx + cos * cy), Margin * Math.Max(right - left, bottom - top), rotation);
    }

    /// <summary>Maps a point of the sampled square (pixels of a <paramref name="size"/> x <paramref name="size"/> sample, z on the same scale) to the picture.</summary>
    public Vector3 ToPicture(Vector3 point, int size)
    {
        var scale = Side / size;
        var (sin, cos) = MathF.SinCos(Rotation);
        var x = (point.X - size / 2f) * scale;
        var y = (point.Y - size / 2f) * scale;
        return new Vector3(Centre.X + cos * x - sin * y, Centre.Y + sin * x + cos * y, point.Z * scale);
    }

    /// <summary>Samples the square bilinearly (with an average of several samples where it is shrunk) into interleaved RGB.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="size">Side of the sample in pixels.</param>
    /// <param name="rgb">Result, size x size x 3.</param>
    /// <param name="low">Value of black.</param>
    /// <param name="high">Value of full intensity.</param>
    /// <param name="repeatEdges">True repeats the picture's edge outside it, false gives black.</param>
    public void Sample(Frame frame, int size, Span<float> rgb, float low, float high, bool repeatEdges)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (rgb.Length < size * size * 3) throw new ArgumentException("The result is smaller than the sample.", nameof(rgb));
        var pixels = frame.Pixels.AsSpan();
        int width = frame.Width, height = frame.Height, channels = frame.Channels;
        var samples = Math.Clamp((int)MathF.Round(Side / size), 1, MaxSamplesPerSide);
        var (sin, cos) = MathF.SinCos(Rotation);
        var step = Side / size;
        var gain = (high - low) / 255f / (samples * samples);
        var at = 0;
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                float red = 0, green = 0, blue = 0;
                for (var sub = 0; sub < samples * samples; sub++)
                {
                    var u = (column + (sub % samples + 0.5f) / samples - size / 2f) * step;
                    var v = (row + (sub / samples + 0.5f) / samples - size / 2f) * step;
                    var x = Centre.X + cos * u - sin * v - 0.5f;
                    var y = Centre.Y + sin * u + cos * v - 0.5f;
                    if (!repeatEdges && (x < -0.5f || y < -0.5f || x > width - 0.5f || y > height - 0.5f)) continue;
                    x = Math.Clamp(x, 0, width - 1);
                    y = Math.Clamp(y, 0, height - 1);
                    int x0 = (int)x, y0 = (int)y;
                    float fx = x - x0, fy = y - y0;
                    var here = (y0 * width + x0) * channels;
                    var right = x0 + 1 < width ? channels : 0;
                    var below = y0 + 1 < height ? width * channels : 0;
                    float w00 = (1 - fx) * (1 - fy), w10 = fx * (1 - fy), w01 = (1 - fx) * fy, w11 = fx * fy;
                    red += w00 * pixels[here] + w10 * pixels[here + right] + w01 * pixels[here + below] + w11 * pixels[here + below + right];
                    here++;
                    green += w00 * pixels[here] + w10 * pixels[here + right] + w01 * pixels[here + below] + w11 * pixels[here + below + right];
                    here++;
                    blue += w00 * pixels[here] + w10 * pixels[here + right] + w01 * pixels[here + below] + w11 * pixels[here + below + right];
                }
                rgb[at++] = low + gain * red;
                rgb[at++] = low + gain * green;
                rgb[at++] = low + gain * blue;
            }
        }
    }
}
