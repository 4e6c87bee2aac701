namespace ReliTalk.Media.Backends;

/// <summary>One input or output of ffmpeg: the options that stand before it, and where it is. A null path is the pipe.</summary>
internal sealed record FFmpegEndpoint(string? Path, IReadOnlyList<string> Options);

/// <summary>One ffmpeg run, as data; how it is started is the backend's business.</summary>
internal sealed record FFmpegCommand(IReadOnlyList<FFmpegEndpoint> Inputs, FFmpegEndpoint Output)
{
    /// <summary>A file name as ffmpeg must see it: never an option, never a protocol such as "concat:" or "http:".</summary>
    public static string FileUrl(string path) => "file:" + path;
}
