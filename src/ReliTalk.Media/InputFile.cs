namespace ReliTalk.Media;

/// <summary>Checks of a path before ffmpeg sees it, so that the message names the real reason.</summary>
internal static class InputFile
{
    public static void Require(string path, string what)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path)) throw new MediaException($"'{path}' is a folder; {what} is needed. Name the file itself.");
        var info = new FileInfo(path);
        if (!info.Exists) throw new MediaException($"'{path}' does not exist. Check the path of {what}.");
        if (info.Length == 0) throw new MediaException($"'{path}' is empty (0 bytes). Copy or export {what} again.");
        try
        {
            using var probe = info.OpenRead();
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new MediaException($"'{path}' may not be read: {error.Message} Change its permissions, or close the program that holds it.", error);
        }
    }
}
