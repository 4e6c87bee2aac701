using ReliTalk.Media;

namespace ReliTalk;

/// <summary>Checks on a file that a long job will write, made before the job starts.</summary>
internal static class OutputFile
{
    /// <summary>Fails at once when the folder is absent or cannot be written to: hours of work must not end in such an error.</summary>
    public static void EnsureWritable(string path) => EnsureWritable(path, mayBeFolder: false);

    /// <summary>The same for a video, whose format must exist and, for a transparent backdrop, have an alpha channel.</summary>
    public static void EnsureVideo(string path, Backdrop? backdrop)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var format = VideoEncodePlan.Resolve(path, VideoFormat.Auto);
        if (format == VideoFormat.Mp4 && backdrop is Backdrop.Nothing)
            throw new MediaException($"'{path}': an mp4 has no transparency. Name a .mov (ProRes 4444), a .webm (VP9 with alpha) or a name without extension (a folder of PNGs), or choose another background.");
        // A folder that is there already is taken only for an earlier sequence: frames must not be poured into a place that was named by mistake.
        EnsureWritable(path, mayBeFolder: format == VideoFormat.PngSequence && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any());
        if (format == VideoFormat.PngSequence) PngSequence.RequireReplaceable(path);
    }

    private static void EnsureWritable(string path, bool mayBeFolder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))!;
        if (!Directory.Exists(folder))
            throw new MediaException($"The output folder '{folder}' does not exist. Create it, or name another output path.");
        if (!mayBeFolder && Directory.Exists(path))
            throw new MediaException($"The output path '{path}' is a folder. Name a file, for instance '{Path.Combine(path, "out.mp4")}'.");
        var probe = Path.Combine(folder, $".relitalk-{Guid.NewGuid():N}");
        try
        {
            using (File.Create(probe, 1, FileOptions.DeleteOnClose)) { }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MediaException($"The output folder '{folder}' cannot be written to: {error.Message} Name another output path.", error);
        }
    }
}
