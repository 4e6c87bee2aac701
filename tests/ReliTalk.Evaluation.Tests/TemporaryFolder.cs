namespace ReliTalk.Evaluation.Tests;

/// <summary>A fresh folder for one test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("relitalk-evaluation-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
