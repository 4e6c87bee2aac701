using ReliTalk.Media;
using ReliTalk.Reflectance.Decomposition;

namespace ReliTalk.Samples.Reflectance;

/// <summary>Turns maps into pictures to look at.</summary>
internal static class Pictures
{
    /// <summary>Normals as colours: (n + 1) / 2, grey where there is none.</summary>
    public static Task WriteNormalsAsync(string path, IntrinsicMaps maps, CancellationToken stop)
    {
        var plane = maps.Width * maps.Height;
        var frame = new Frame(maps.Width, maps.Height);
        for (var i = 0; i < plane; i++)
        for (var c = 0; c < 3; c++)
            frame.Pixels[3 * i + c] = (byte)Math.Clamp(127.5f * (maps.Normals[c * plane + i] + 1f) + 0.5f, 0f, 255f);
        return ImageFile.WriteAsync(path, frame, cancellationToken: stop);
    }

    /// <summary>Planes of linear RGB as an HDR image.</summary>
    public static HdrImage Radiance(ReadOnlySpan<float> planes, int width, int height)
    {
        var plane = width * height;
        var pixels = new float[3 * plane];
        for (var i = 0; i < plane; i++)
        for (var c = 0; c < 3; c++)
            pixels[3 * i + c] = planes[c * plane + i];
        return new HdrImage(width, height, pixels);
    }
}
