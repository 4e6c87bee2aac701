using System.Globalization;
using System.Text.Json;

namespace ReliTalk.Media.Backends.Pipes;

/// <summary>Reads what <c>ffprobe -print_format json</c> prints.</summary>
internal static class FFprobeOutput
{
    public static MediaProbe Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var format = root.TryGetProperty("format", out var f) ? f : default;
        VideoStreamProbe? video = null;
        AudioStreamProbe? audio = null;
        if (root.TryGetProperty("streams", out var streams))
        {
            foreach (var stream in streams.EnumerateArray())
            {
                switch (Text(stream, "codec_type"))
                {
                    case "video" when video is null && !IsCoverArt(stream):
                        video = Video(stream);
                        break;
                    case "audio" when audio is null:
                        audio = new AudioStreamProbe(Text(stream, "codec_name"), (int)Number(stream, "sample_rate"), (int)Number(stream, "channels"), Seconds(stream));
                        break;
                }
            }
        }
        return new MediaProbe
        {
            FormatName = Text(format, "format_name"),
            Duration = Seconds(format),
            Tags = Tags(format),
            Video = video,
            Audio = audio,
        };
    }

    private static VideoStreamProbe Video(JsonElement stream)
    {
        var rate = Ratio(Text(stream, "avg_frame_rate"));
        if (rate <= 0) rate = Ratio(Text(stream, "r_frame_rate"));
        var aspect = Ratio(Text(stream, "sample_aspect_ratio"));
        return new VideoStreamProbe
        {
            Width = (int)Number(stream, "width"),
            Height = (int)Number(stream, "height"),
            Codec = Text(stream, "codec_name"),
            PixelFormat = Text(stream, "pix_fmt"),
            ColorSpace = Text(stream, "color_space"),
            ColorTransfer = Text(stream, "color_transfer"),
            FrameRate = rate,
            Duration = Seconds(stream),
            PixelAspect = aspect > 0 ? aspect : 1,
            Rotation = Rotation(stream),
        };
    }

    private static bool IsCoverArt(JsonElement stream)
        => stream.TryGetProperty("disposition", out var disposition) && Number(disposition, "attached_pic") == 1;

    /// <summary>The display matrix counts counter-clockwise, the older tag clockwise.</summary>
    private static int Rotation(JsonElement stream)
    {
        if (stream.TryGetProperty("side_data_list", out var list))
        {
            foreach (var data in list.EnumerateArray())
                if (data.TryGetProperty("rotation", out _)) return VideoStreamProbe.QuarterTurn(-Number(data, "rotation"));
        }
        return stream.TryGetProperty("tags", out var tags) ? VideoStreamProbe.QuarterTurn(Number(tags, "rotate")) : 0;
    }

    private static Dictionary<string, string> Tags(JsonElement element)
    {
        var result = new Dictionary<string, string>();
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("tags", out var tags))
            foreach (var tag in tags.EnumerateObject()) result[tag.Name.ToLowerInvariant()] = tag.Value.GetString() ?? "";
        return result;
    }

    private static TimeSpan Seconds(JsonElement element)
    {
        var seconds = Number(element, "duration");
        return seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
    }

    private static string Text(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>ffprobe prints some numbers as numbers and some as text.</summary>
    private static double Number(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return 0;
        if (value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        return value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>"30000/1001" and "16:11".</summary>
    internal static double Ratio(string text)
    {
        var cut = text.IndexOfAny(['/', ':']);
        if (cut <= 0) return 0;
        return double.TryParse(text.AsSpan(0, cut), NumberStyles.Float, CultureInfo.InvariantCulture, out var above)
            && double.TryParse(text.AsSpan(cut + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var below) && below != 0
            ? above / below : 0;
    }
}
