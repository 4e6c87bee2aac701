namespace ReliTalk.Media.Backends;

/// <summary>What reads and writes compressed media. Implementations keep no state and are safe for concurrent use.</summary>
internal interface IMediaBackend
{
    /// <summary>Asks what is inside a file.</summary>
    /// <exception cref="MediaException">The file is not media, or is damaged beyond reading.</exception>
    Task<MediaProbe> ProbeAsync(string path, CancellationToken cancellationToken);

    /// <summary>Starts a run whose output is the pipe.</summary>
    IPipedFFmpeg StartDecoding(FFmpegCommand command);

    /// <summary>Starts a run whose first input is the pipe.</summary>
    IPipedFFmpeg StartEncoding(FFmpegCommand command);

    /// <summary>Decodes the first sound track to mono floats in blocks of any length.</summary>
    IAsyncEnumerable<ReadOnlyMemory<float>> DecodeAudioAsync(string path, int sampleRate, CancellationToken cancellationToken);

    /// <summary>Writes mono 16-bit PCM as RIFF WAVE.</summary>
    void WriteWave(Stream destination, ReadOnlySpan<float> samples, int sampleRate);
}
