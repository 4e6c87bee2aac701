namespace ReliTalk.Cli;

/// <summary>Checks an output path before an hour of work, not after it.</summary>
internal static class OutputFolder
{
    public static void Require(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw new MediaException($"The output folder '{folder}' does not exist. Create it, or name another output path.");
    }
}
