namespace ReliTalk.Learning.WeightFiles;

/// <summary>Writes a file so that nobody ever sees half of it: beside its final place first, flushed to the disk, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes a whole file. On any error, cancellation included, the old file stays and nothing new is left.</summary>
    /// <param name="path">Final place; its folder must exist.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="WeightsFileException">The folder does not exist, or the disk refuses.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full);
        if (folder is null || !Directory.Exists(folder))
            throw new WeightsFileException($"'{path}' cannot be written: its folder does not exist. Create '{folder}' first.");

        var staged = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.part");
        try
        {
            using (var stream = new FileStream(staged, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(staged, full, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"'{path}' cannot be written: {error.Message}", error);
        }
        finally
        {
            if (File.Exists(staged)) File.Delete(staged);
        }
    }
}
