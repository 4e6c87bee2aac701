using System.Runtime.InteropServices;
using ReliTalk.Media.Backends;

namespace ReliTalk.Media;

/// <summary>
/// Reads OpenEXR through ffmpeg in ffmpeg's own float layout: any conversion by its scaler would clip at 1.
/// </summary>
internal static class OpenExrReader
{
    private const float LargestHalf = 65504;
    private const int HeaderSearchBytes = 65536;

    public static async Task<HdrImage> ReadAsync(string path, MediaLimits limits, CancellationToken cancellationToken)
    {
        var probe = await MediaBackend.Current.ProbeAsync(path, cancellationToken).ConfigureAwait(false);
        if (probe.Video is not { Codec: "exr" } video) throw new MediaException($"'{path}' is not an OpenEXR picture. Export the environment map as .exr or .hdr again.");
        limits.CheckPixels(path, video.Width, video.Height);
        // ffmpeg fills what is missing with black and says nothing that a caller could act on.
        OpenExrChunks.RequireComplete(path);
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
        // DWA stores halves in a logarithmic scale: a block around a sun can overshoot what a half holds a thousandfold when decoded in floats.
        if (await IsDwaAsync(path, cancellationToken).ConfigureAwait(false))
            for (var i = 0; i < pixels.Length; i++) pixels[i] = Math.Clamp(pixels[i], 0, LargestHalf);
        return new HdrImage(width, height, pixels);
    }

    /// <summary>The header's attribute "compression" holds 8 or 9 for DWAA and DWAB (OpenEXR file layout, "Predefined attribute types").</summary>
    private static async Task<bool> IsDwaAsync(string path, CancellationToken cancellationToken)
    {
        var start = new byte[HeaderSearchBytes];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var name = "compression\0compression\0\u0001\0\0\0"u8.ToArray();
        var found = start.AsSpan(0, read).IndexOf(name);
        return found >= 0 && found + name.Length < read && start[found + name.Length] is 8 or 9;
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
