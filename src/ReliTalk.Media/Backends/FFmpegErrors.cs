namespace ReliTalk.Media.Backends;

/// <summary>Turns ffmpeg's complaints into errors that say what to do.</summary>
internal static class FFmpegErrors
{
    /// <summary>Whether the run read less than the file promises, although ffmpeg itself calls that a success.</summary>
    public static bool SaysTruncated(string messages)
        => messages.Contains("partial file", StringComparison.OrdinalIgnoreCase)
        || messages.Contains("File ended prematurely", StringComparison.OrdinalIgnoreCase);

    public static ReliTalkException Reading(string path, FFmpegExit exit, string what)
    {
        var text = exit.Messages;
        if (text.Contains("moov atom not found", StringComparison.Ordinal))
            return new MediaException($"'{path}' is truncated, or is no video at all: its index is missing. Copy or export it again." + Detail(text));
        if (SaysTruncated(text))
            return new MediaException($"'{path}' is truncated: its end is missing. Copy or export it again." + Detail(text));
        if (text.Contains("Invalid data found", StringComparison.Ordinal))
            return new MediaException($"'{path}' is not {what} that ffmpeg understands, or it is damaged. Check that it plays; convert it to mp4, wav or png." + Detail(text));
        if (text.Contains("No such filter", StringComparison.Ordinal) || text.Contains("Decoder not found", StringComparison.Ordinal))
            return new BackendMissingException($"This ffmpeg lacks a part that '{path}' needs; install a full build of ffmpeg." + Detail(text));
        if (text.Contains("Permission denied", StringComparison.Ordinal))
            return new MediaException($"'{path}' may not be read. Change its permissions." + Detail(text));
        if (Signal(exit.Code) is { } signal)
            return new MediaException($"ffmpeg was ended from outside ({signal}) while it read '{path}'. Check memory limits and try again." + Detail(text));
        return new MediaException($"ffmpeg could not read '{path}' (exit code {exit.Code})." + Detail(text));
    }

    public static ReliTalkException Writing(string path, FFmpegExit exit)
    {
        var text = exit.Messages;
        if (text.Contains("Unknown encoder", StringComparison.Ordinal) || text.Contains("Encoder not found", StringComparison.Ordinal))
            return new BackendMissingException($"This ffmpeg lacks an encoder that '{path}' needs; install a full build of ffmpeg (with libx264)." + Detail(text));
        if (text.Contains("No space left", StringComparison.Ordinal))
            return new MediaException($"The disk is full: '{path}' could not be written. Free space and try again." + Detail(text));
        if (text.Contains("Permission denied", StringComparison.Ordinal))
            return new MediaException($"'{path}' may not be written. Choose another folder or change its permissions." + Detail(text));
        if (Signal(exit.Code) is { } signal)
            return new MediaException($"ffmpeg was ended from outside ({signal}) while it wrote '{path}'. Check memory limits and try again." + Detail(text));
        return new MediaException($"ffmpeg could not write '{path}' (exit code {exit.Code})." + Detail(text));
    }

    private static string? Signal(int code) => code switch
    {
        137 => "SIGKILL",
        143 or 255 => "SIGTERM",
        139 => "SIGSEGV",
        _ => null,
    };

    private static string Detail(string messages)
    {
        var last = messages.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return last is null ? "" : $" ffmpeg says: {last}";
    }
}
