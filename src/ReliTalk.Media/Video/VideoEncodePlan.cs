using System.Globalization;
using ReliTalk.Media.Backends;

namespace ReliTalk.Media;

/// <summary>Turns the caller's options into one ffmpeg run that encodes.</summary>
internal static class VideoEncodePlan
{
    // Keys that the mp4 container has a place of its own for; others need ffmpeg's key list.
    private static readonly HashSet<string> OwnKeys = new(StringComparer.Ordinal)
    {
        "title", "author", "artist", "album_artist", "composer", "album", "date", "encoding_tool", "comment", "genre", "copyright", "grouping", "lyrics",
        "description", "synopsis", "show", "episode_id", "network", "keywords",
    };

    public static VideoFormat Resolve(string path, VideoFormat format)
    {
        if (format != VideoFormat.Auto) return format;
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".mp4" or ".m4v" => VideoFormat.Mp4,
            ".mov" => VideoFormat.ProRes4444,
            ".webm" => VideoFormat.WebmAlpha,
            "" => VideoFormat.PngSequence,
            var other => throw new MediaException($"'{path}': no video format is known for '{other}'. Use .mp4, .mov, .webm or a name without extension (PNG folder)."),
        };
    }

    public static FFmpegCommand Create(string target, VideoFormat format, VideoWriterOptions options, FrameSize size, PixelFormat pixels, string? audioFile)
    {
        List<FFmpegEndpoint> inputs =
        [
            new(null,
            [
                "-f", "rawvideo", "-pix_fmt", pixels == PixelFormat.Rgba32 ? "rgba" : "rgb24", "-s", size.ToString(),
                "-framerate", options.FrameRate.ToString(CultureInfo.InvariantCulture),
            ]),
        ];
        if (audioFile is not null) inputs.Add(new(audioFile, ["-vn", "-sn", "-dn"]));

        List<string> output = ["-map", "0:v:0", "-vf", Filter(format, size)];
        output.AddRange(VideoCodec(format, options));
        output.AddRange(["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "iec61966-2-1", "-color_range", "tv"]);
        if (audioFile is not null)
        {
            output.AddRange(["-map", "1:a:0", "-af", AudioFilter(options.AudioDelay)]);
            output.AddRange(format switch
            {
                VideoFormat.Mp4 => ["-c:a", "aac", "-b:a", "160k"],
                VideoFormat.WebmAlpha => ["-c:a", "libopus", "-b:a", "128k"],
                _ => ["-c:a", "pcm_s16le"],
            });
        }
        output.AddRange(["-map_metadata", "-1"]);
        foreach (var (key, value) in options.Metadata) output.AddRange(["-metadata", $"{key}={value}"]);
        output.AddRange(format switch
        {
            VideoFormat.Mp4 or VideoFormat.ProRes4444 =>
            [
                "-movflags", options.Metadata.Keys.All(OwnKeys.Contains) ? "+faststart" : "+faststart+use_metadata_tags",
                "-f", format == VideoFormat.Mp4 ? "mp4" : "mov",
            ],
            VideoFormat.WebmAlpha => ["-f", "webm"],
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format that ffmpeg writes."),
        });
        return new FFmpegCommand(inputs, new FFmpegEndpoint(target, output));
    }

    private static string Filter(VideoFormat format, FrameSize size)
    {
        var filter = "";
        int right = size.Width % 2, bottom = size.Height % 2;
        // 4:2:0 has no half chroma sample: an odd picture grows by its own last column or row.
        if (format != VideoFormat.ProRes4444 && right + bottom > 0)
            filter = $"format=gbrap,pad=w={size.Width + right}:h={size.Height + bottom}:x=0:y=0,fillborders=right={right}:bottom={bottom}:mode=smear,";
        filter += $"scale=out_color_matrix=bt709:out_range=tv:flags={VideoDecodePlan.ScalerFlags},format=";
        filter += format switch
        {
            VideoFormat.Mp4 => "yuv420p",
            VideoFormat.WebmAlpha => "yuva420p",
            _ => "yuva444p10le",
        };
        // Some encoders write the tags of the frames, some those of the codec options below: both must say the same.
        return filter + ",setparams=colorspace=bt709:color_primaries=bt709:color_trc=iec61966-2-1:range=tv";
    }

    private static string[] VideoCodec(VideoFormat format, VideoWriterOptions options)
    {
        var quality = options.Quality.ToString(CultureInfo.InvariantCulture);
        return format switch
        {
            VideoFormat.Mp4 => ["-c:v", "libx264", "-preset", "faster", "-crf", quality, "-g", ((int)Math.Ceiling(options.FrameRate * 2)).ToString(CultureInfo.InvariantCulture)],
            VideoFormat.WebmAlpha => ["-c:v", "libvpx-vp9", "-crf", quality, "-b:v", "0", "-auto-alt-ref", "0", "-deadline", "good", "-cpu-used", "3", "-row-mt", "1"],
            _ => ["-c:v", "prores_ks", "-profile:v", "4444", "-alpha_bits", "16", "-vendor", "apl0"],
        };
    }

    private static string AudioFilter(TimeSpan delay)
    {
        var filter = "aresample=48000:async=1:first_pts=0";
        if (delay > TimeSpan.Zero) filter += string.Create(CultureInfo.InvariantCulture, $",adelay=delays={(long)Math.Round(delay.TotalSeconds * 48000)}S:all=1");
        if (delay < TimeSpan.Zero) filter += string.Create(CultureInfo.InvariantCulture, $",atrim=start={-delay.TotalSeconds:0.######},asetpts=PTS-STARTPTS");
        return filter;
    }
}
