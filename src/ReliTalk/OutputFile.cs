namespace ReliTalk;

/// <summary>Checks on a file that a long job will write, made before the job starts.</summary>
internal static class OutputFile
{
    /// <summary>Fails at once when the folder is absent or cannot be written to: hours of work must not end in such an error.</summary>
    public static void EnsureWritable(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw new MediaException($"The output folder '{folder}' does not exist. Create it, or name another output path.");
        if (Directory.Exists(path))
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
