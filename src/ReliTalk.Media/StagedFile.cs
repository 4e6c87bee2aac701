namespace ReliTalk.Media;

/// <summary>
/// A file (or folder) that is written beside its final place and moved there when it is whole: nobody ever sees half of it.
/// Dispose without <see cref="Commit"/> removes everything.
/// </summary>
internal sealed class StagedFile : IDisposable
{
    private readonly string _target;
    private readonly bool _isFolder;
    private readonly List<string> _sidecars = [];
    private bool _committed;

    private StagedFile(string target, string path, bool isFolder)
    {
        _target = target;
        Path = path;
        _isFolder = isFolder;
    }

    /// <summary>Where to write: same folder, same extension, hidden name.</summary>
    public string Path { get; }

    public static StagedFile Create(string target, bool isFolder = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        var full = System.IO.Path.GetFullPath(target);
        var folder = System.IO.Path.GetDirectoryName(full);
        if (folder is null || !Directory.Exists(folder))
            throw new MediaException($"The folder of '{target}' does not exist. Create '{folder}' first.");
        if (isFolder ? File.Exists(full) : Directory.Exists(full))
            throw new MediaException($"'{target}' is a {(isFolder ? "file" : "folder")}; choose another name for the output.");
        var staged = new StagedFile(full, Beside(full, System.IO.Path.GetExtension(full)), isFolder);
        staged.Touch(target, staged.Path);
        return staged;
    }

    /// <summary>Writes a whole file off the calling thread and moves it into place.</summary>
    public static Task WriteAsync(string target, Action<Stream> write, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var staged = Create(target);
            try
            {
                using var file = File.Create(staged.Path);
                write(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new MediaException($"'{target}' could not be written: {error.Message} Free space, or choose another folder.", error);
            }
            cancellationToken.ThrowIfCancellationRequested();
            staged.Commit();
        },
        cancellationToken);

    /// <summary>A second temporary file in the same folder, always removed.</summary>
    public string Sidecar(string extension)
    {
        var path = Beside(_target, extension);
        _sidecars.Add(path);
        return path;
    }

    public void Commit()
    {
        try
        {
            if (_isFolder)
            {
                if (Directory.Exists(_target)) Directory.Delete(_target, recursive: true);
                Directory.Move(Path, _target);
            }
            else
            {
                File.Move(Path, _target, overwrite: true);
            }
            _committed = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MediaException($"'{_target}' could not be replaced: {error.Message} Close the program that holds it, or choose another name.", error);
        }
    }

    public void Dispose()
    {
        foreach (var sidecar in _sidecars) TryDelete(sidecar);
        if (!_committed) TryDelete(Path);
    }

    private static string Beside(string target, string extension)
        => System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(target)!,
            $".{System.IO.Path.GetFileNameWithoutExtension(target)}.{Guid.NewGuid():N}.partial{extension}");

    private void Touch(string target, string path)
    {
        try
        {
            if (_isFolder) Directory.CreateDirectory(path);
            else File.Create(path).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MediaException($"'{target}' cannot be written: {error.Message} Choose another folder, or change its permissions.", error);
        }
    }

    private void TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The original failure matters more than a file that cannot be removed.
        }
    }
}
