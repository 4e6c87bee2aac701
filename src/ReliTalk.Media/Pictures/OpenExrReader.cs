using System.Runtime.InteropServices;
using ReliTalk.Media.Backends;

namespace ReliTalk.Media;

/// <summary>
/// Reads OpenEXR through ffmpeg in ffmpeg's own float layout: any conversion by its scaler would clip at 1.
/// </summary>
internal static class OpenExrReader
{
    public static async Task<HdrImage> ReadAsync(string path, MediaLimits limits, CancellationToken cancellationToken)
    {
        var probe = await MediaBackend.Current.ProbeAsync(path, cancellationToken).ConfigureAwait(false);
        if (probe.Video is not { Codec: "exr" } video) throw new MediaException($"'{path}' is not an OpenEXR picture. Export the environment map as .exr or .hdr again.");
        limits.CheckPixels(path, video.Width, video.Height);
        var planes = video.PixelFormat switch
        {
            "gbrpf32le" => 3,
            "gbrapf32le" => 4,
            "grayf32le" => 1,
            var other => throw new MediaException($"'{path}' has the pixel layout '{other}', which is not read. Export it as RGB half or float, or as Radiance .hdr."),
        };
        int width = video.Width, height = video.Height, count = width * height;
        var command = new FFmpegCommand(
            [new FFmpegEndpoint(path, [])],
            new FFmpegEndpoint(null, ["-map", "0:v:0", "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", video.PixelFormat]));
        await using var run = MediaBackend.Current.StartDecoding(command);
        await using var kill = cancellationToken.Register(run.Kill).ConfigureAwait(false);
        var raw = new byte[checked(count * planes * sizeof(float))];
        var read = await PipeReading.FillAsync(run.Data, raw, cancellationToken).ConfigureAwait(false);
        if (read < raw.Length)
        {
            await run.Data.DisposeAsync().ConfigureAwait(false);
            throw FFmpegErrors.Reading(path, await run.WaitAsync(cancellationToken).ConfigureAwait(false), "an OpenEXR picture");
        }
        var pixels = Interleave(MemoryMarshal.Cast<byte, float>(raw), count, planes);
        HdrImage.RequireFinite(path, width, pixels);
        return new HdrImage(width, height, pixels);
    }

    private static float[] Interleave(ReadOnlySpan<float> planar, int count, int planes)
    {
        // Planes come as green, blue, red.
        var grey = planes == 1;
        ReadOnlySpan<float> green = planar[..count], blue = grey ? green : planar.Slice(count, count), red = grey ? green : planar.Slice(2 * count, count);
        var pixels = new float[count * 3];
        for (var i = 0; i < count; i++)
        {
            pixels[i * 3] = red[i];
            pixels[i * 3 + 1] = green[i];
            pixels[i * 3 + 2] = blue[i];
        }
        return pixels;
    }
}
