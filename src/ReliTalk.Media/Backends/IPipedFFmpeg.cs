namespace ReliTalk.Media.Backends;

/// <summary>
/// A running ffmpeg and the pipe to or from it. Dispose ends it at once, whatever it is doing.
/// Not safe for concurrent use, except <see cref="Kill"/>.
/// </summary>
internal interface IPipedFFmpeg : IAsyncDisposable
{
    /// <summary>Raw bytes: readable when ffmpeg decodes, writable when it encodes. Disposing a writable one says "no more data".</summary>
    Stream Data { get; }

    /// <summary>Ends it at once, from any thread, as often as one likes; the pipe then breaks or ends.</summary>
    void Kill();

    /// <summary>Waits until ffmpeg has ended by itself.</summary>
    Task<FFmpegExit> WaitAsync(CancellationToken cancellationToken);
}

/// <summary>How an ffmpeg run ended.</summary>
/// <param name="Code">Exit code, 0 on success.</param>
/// <param name="Messages">The last lines it wrote, errors and warnings only.</param>
internal sealed record FFmpegExit(int Code, string Messages);
