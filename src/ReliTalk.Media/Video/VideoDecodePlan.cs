using System.Globalization;
using ReliTalk.Media.Backends;

namespace ReliTalk.Media;

/// <summary>Turns a probe and the caller's options into one ffmpeg run.</summary>
internal sealed record VideoDecodePlan(FFmpegCommand Command, FrameSize DisplaySize, FrameSize OutputSize)
{
    // Without these, swscale takes shortcuts that cost up to three grey levels and smear chroma.
    internal const string ScalerFlags = "bicubic+accurate_rnd+full_chroma_int+full_chroma_inp";

    // High-dynamic-range video as phones record it: diffuse white at 203 cd/m2 (ITU-R BT.2408) becomes 1, what is brighter is bent in above 0.7.
    private const string ToneMap =
        "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=mobius:param=0.7:desat=0:peak=5,zscale=t=iec61966-2-1:m=gbr:r=pc,format=gbrp";

    public static VideoDecodePlan Create(string path, VideoStreamProbe video, VideoReaderOptions options)
    {
        if (options.AsStored) video = video with { Rotation = 0 };
        var display = DisplaySizeOf(video);
        options.Limits.CheckPixels(path, display.Width, display.Height);
        var cut = options.Crop is { } box ? new FrameSize(box.Width, box.Height) : display;
        options.Limits.CheckPixels(path, cut.Width, cut.Height);
        var output = options.Size ?? cut;
        options.Limits.CheckPixels(path, output.Width, output.Height);

        var pixels = options.PixelFormat == PixelFormat.Rgba32 ? "rgba" : "rgb24";
        var filters = new List<string>
        {
            // start_time=0 keeps the picture on the file's clock where the track begins late; round=near takes the nearest frame.
            string.Create(CultureInfo.InvariantCulture, $"fps=fps={options.FrameRate}:start_time=0:round=near"),
        };
        if (video.ColorTransfer is "arib-std-b67" or "smpte2084") filters.Add(ToneMap);
        var direct = options.Crop is null ? output : display;
        filters.Add($"scale=w={direct.Width}:h={direct.Height}:in_color_matrix={ColorMatrixOf(video)}:out_range=pc:flags={ScalerFlags}");
        filters.Add($"format={pixels}");
        if (options.Crop is { } crop)
        {
            AddCrop(filters, crop, display);
            if (output != cut) filters.Add($"scale=w={output.Width}:h={output.Height}:flags={ScalerFlags}");
        }
        filters.Add("setsar=1");
        filters.Add($"format={pixels}");

        List<string> input = ["-an", "-sn", "-dn"];
        if (options.AsStored) input.Add("-noautorotate");
        // ffmpeg's own VP8 and VP9 decoders drop the alpha plane; libvpx keeps it.
        if (options.PixelFormat == PixelFormat.Rgba32 && video.Codec is "vp9" or "vp8") input.AddRange(["-c:v", video.Codec == "vp9" ? "libvpx-vp9" : "libvpx"]);
        var command = new FFmpegCommand(
            [new FFmpegEndpoint(path, input)],
            new FFmpegEndpoint(null, ["-map", "0:v:0", "-vf", string.Join(',', filters), "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", pixels]));
        return new VideoDecodePlan(command, display, output);
    }

    public static FrameSize DisplaySizeOf(VideoStreamProbe video)
    {
        var width = Math.Abs(video.PixelAspect - 1) < 1e-3 ? video.Width : (int)Math.Round(video.Width * video.PixelAspect);
        return video.Rotation is 90 or 270 ? new FrameSize(video.Height, width) : new FrameSize(width, video.Height);
    }

    /// <summary>
    /// The matrix the file names; for files that name none the players' custom: BT.709 for high definition, BT.601 below.
    /// </summary>
    internal static string ColorMatrixOf(VideoStreamProbe video) => video.ColorSpace switch
    {
        "bt709" => "bt709",
        "smpte170m" or "bt470bg" => "bt601",
        "fcc" => "fcc",
        "smpte240m" => "smpte240m",
        "bt2020nc" or "bt2020c" => "bt2020",
        _ => video.Width >= 1280 || video.Height > 576 ? "bt709" : "bt601",
    };

    private static void AddCrop(List<string> filters, CropBox crop, FrameSize size)
    {
        int left = Math.Max(0, -crop.X), top = Math.Max(0, -crop.Y);
        int right = Math.Max(0, crop.X + crop.Width - size.Width), bottom = Math.Max(0, crop.Y + crop.Height - size.Height);
        if (left + top + right + bottom > 0)
        {
            filters.Add($"pad=w={size.Width + left + right}:h={size.Height + top + bottom}:x={left}:y={top}");
            filters.Add("format=gbrap");
            filters.Add($"fillborders=left={left}:right={right}:top={top}:bottom={bottom}:mode=smear");
        }
        filters.Add($"crop=w={crop.Width}:h={crop.Height}:x={crop.X + left}:y={crop.Y + top}:exact=1");
    }
}
