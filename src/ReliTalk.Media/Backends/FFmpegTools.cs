namespace ReliTalk.Media.Backends;

/// <summary>Finds the ffmpeg programs: <c>RELITALK_FFMPEG</c> (the program itself or its folder) first, then PATH.</summary>
internal static class FFmpegTools
{
    public const string Variable = "RELITALK_FFMPEG";

    public static string FFmpeg => Find("ffmpeg");

    public static string FFprobe => Find("ffprobe");

    private static string Find(string program)
    {
        var file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        var named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrWhiteSpace(named))
        {
            var folder = Directory.Exists(named) ? named : Path.GetDirectoryName(Path.GetFullPath(named))!;
            var candidate = program == "ffmpeg" && File.Exists(named) ? named : Path.Combine(folder, file);
            if (File.Exists(candidate)) return candidate;
            throw new BackendMissingException(
                $"{Variable} is '{named}', but there is no '{candidate}'. Let it name the ffmpeg program or the folder that holds ffmpeg and ffprobe.");
        }
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = Path.Combine(folder, file);
            if (File.Exists(candidate)) return candidate;
        }
        throw new BackendMissingException(
            $"The program '{program}' was not found on PATH. Install the package 'ffmpeg' (Debian, Ubuntu: sudo apt-get install ffmpeg; " +
            $"macOS: brew install ffmpeg; Windows: winget install ffmpeg), or let {Variable} name it.");
    }
}
