namespace ReliTalk.Evaluation;

/// <summary>A temporary folder that is removed with everything in it.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("relitalk-evaluation-").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // What another program still holds stays in the system's temporary folder.
        }
    }
}
