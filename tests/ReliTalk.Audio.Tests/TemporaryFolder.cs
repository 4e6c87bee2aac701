namespace ReliTalk.Audio.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("relitalk-audio-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
