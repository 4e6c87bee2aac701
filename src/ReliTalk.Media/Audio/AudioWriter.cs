using ReliTalk.Media.Backends;

namespace ReliTalk.Media;

/// <summary>Writes sound as RIFF WAVE, mono, 16 bits. Safe for concurrent use.</summary>
public static class AudioWriter
{
    /// <summary>Writes the clip; samples beyond -1..1 are clipped. The file appears under its name only when it is whole.</summary>
    /// <exception cref="MediaException">The folder is absent or not writable.</exception>
    public static Task WriteAsync(string path, AudioClip clip, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return StagedFile.WriteAsync(path, stream => MediaBackend.Current.WriteWave(stream, clip.Samples, clip.SampleRate), cancellationToken);
    }
}
