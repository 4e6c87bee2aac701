using ReliTalk.Media.Backends;

namespace ReliTalk.Media;

/// <summary>
/// Writes a video frame by frame beside its final place and moves it there in <see cref="CompleteAsync"/>: without that call, after an error or after
/// cancellation nothing appears under the final name and nothing is left over. Use from one thread at a time.
/// </summary>
public sealed class VideoWriter : IAsyncDisposable
{
    private readonly string _path;
    private readonly VideoFormat _format;
    private readonly VideoWriterOptions _options;
    private readonly StagedFile _staged;
    private IPipedFFmpeg? _run;
    private Frame? _first;
    private string? _audioFile;
    private bool _ended;

    private VideoWriter(string path, VideoFormat format, VideoWriterOptions options, StagedFile staged)
    {
        _path = path;
        _format = format;
        _options = options;
        _staged = staged;
    }

    /// <summary>Frames written so far.</summary>
    public int FrameCount { get; private set; }

    /// <summary>Checks the output place and the sound. The size is taken from the first frame.</summary>
    /// <exception cref="MediaException">The folder is absent or not writable, the format unknown, or the sound file unusable.</exception>
    /// <exception cref="BackendMissingException">ffmpeg is not installed.</exception>
    public static async Task<VideoWriter> CreateAsync(string path, VideoWriterOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new VideoWriterOptions();
        options.Validate();
        var format = VideoEncodePlan.Resolve(path, options.Format);
        if (options.AudioFile is { } audioFile) await AudioReader.RequireAudioAsync(audioFile, cancellationToken).ConfigureAwait(false);
        if (format == VideoFormat.PngSequence) PngSequence.RequireReplaceable(path);
        var writer = new VideoWriter(path, format, options, StagedFile.Create(path, isFolder: format == VideoFormat.PngSequence));
        try
        {
            await writer.PrepareAudioAsync(cancellationToken).ConfigureAwait(false);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Appends one frame; the pixels are free for reuse afterwards.</summary>
    /// <exception cref="ArgumentException">The frame differs in size or layout from the first one.</exception>
    /// <exception cref="MediaException">ffmpeg stopped, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the writer is of no further use.</exception>
    public async Task WriteAsync(Frame frame, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ThrowIfEnded();
        cancellationToken.ThrowIfCancellationRequested();
        _first ??= frame;
        if (frame.Size != _first.Size || frame.PixelFormat != _first.PixelFormat)
            throw new ArgumentException(
                $"Frame {FrameCount} is {frame.Size} {frame.PixelFormat}; the video began as {_first.Size} {_first.PixelFormat}. All frames must be alike.", nameof(frame));
        if (_format == VideoFormat.PngSequence)
        {
            PngSequence.Write(_staged.Path, FrameCount, frame, _options.Metadata);
        }
        else
        {
            _run ??= MediaBackend.Current.StartEncoding(
                VideoEncodePlan.Create(_staged.Path, _format, _options, frame.Size, frame.PixelFormat, _audioFile));
            await PipeAsync(frame.Pixels, cancellationToken).ConfigureAwait(false);
        }
        FrameCount++;
    }

    /// <summary>Finishes the file and moves it to its final name, replacing an older one.</summary>
    /// <exception cref="InvalidOperationException">No frame was written, or the writer has ended already.</exception>
    /// <exception cref="MediaException">ffmpeg failed, or the file could not be moved.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        if (FrameCount == 0) throw new InvalidOperationException($"'{_path}' would be a video without a frame. Write at least one.");
        cancellationToken.ThrowIfCancellationRequested();
        _ended = true;
        if (_run is not null)
        {
            await using var kill = cancellationToken.Register(_run.Kill).ConfigureAwait(false);
            try
            {
                await _run.Data.DisposeAsync().ConfigureAwait(false);
            }
            catch (IOException)
            {
                // ffmpeg has ended early; its exit code below says why.
            }
            var exit = await _run.WaitAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (exit.Code != 0) throw FFmpegErrors.Writing(_path, exit);
        }
        _staged.Commit();
    }

    /// <summary>Ends ffmpeg and removes what was not completed.</summary>
    public async ValueTask DisposeAsync()
    {
        _ended = true;
        if (_run is not null) await _run.DisposeAsync().ConfigureAwait(false);
        _staged.Dispose();
    }

    private async Task PrepareAudioAsync(CancellationToken cancellationToken)
    {
        if (_format == VideoFormat.PngSequence)
        {
            var clip = _options.Audio;
            if (_options.AudioFile is { } file) clip = await AudioReader.ReadAsync(file, new() { SampleRate = 48000 }, cancellationToken).ConfigureAwait(false);
            if (clip is not null) await AudioWriter.WriteAsync(Path.Combine(_staged.Path, PngSequence.AudioName), clip.Delay(_options.AudioDelay), cancellationToken).ConfigureAwait(false);
            return;
        }
        _audioFile = _options.AudioFile;
        if (_options.Audio is null) return;
        _audioFile = _staged.Sidecar(".wav");
        await AudioWriter.WriteAsync(_audioFile, _options.Audio, cancellationToken).ConfigureAwait(false);
    }

    private async Task PipeAsync(byte[] pixels, CancellationToken cancellationToken)
    {
        await using var kill = cancellationToken.Register(_run!.Kill).ConfigureAwait(false);
        try
        {
            await _run.Data.WriteAsync(pixels, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ended = true;
            _run.Kill();
            throw;
        }
        catch (IOException)
        {
            _ended = true;
            cancellationToken.ThrowIfCancellationRequested();
            throw FFmpegErrors.Writing(_path, await _run.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    private void ThrowIfEnded()
    {
        if (_ended) throw new InvalidOperationException($"The writer of '{_path}' has ended: it was completed, disposed, cancelled, or has failed.");
    }
}
