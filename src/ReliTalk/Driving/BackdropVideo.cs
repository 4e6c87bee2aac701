using ReliTalk.Media;

namespace ReliTalk.Driving;

/// <summary>
/// A video behind the portrait: cut to the portrait's aspect about its middle, resampled to the output's frames, begun again when it ends. Frames are decoded as they are asked
/// for; a video that fits <see cref="KeptBytes"/> is decoded once. Times must not go back. One thread at a time.
/// </summary>
internal sealed class BackdropVideo : IAsyncDisposable
{
    private const double FrameRate = FrameClock.FrameRate;
    private const long KeptBytes = 64 << 20;

    private readonly VideoReader _reader;
    private readonly CancellationToken _cancellation;
    private readonly List<Frame> _kept = [];
    private IAsyncEnumerator<Frame>? _running;
    private Frame? _current;
    private long _index = -1;
    private bool _keeping = true;
    private bool _whole;

    private BackdropVideo(VideoReader reader, CancellationToken cancellation)
    {
        _reader = reader;
        _cancellation = cancellation;
    }

    /// <summary>Opens a video for square portraits of one size.</summary>
    /// <exception cref="MediaException">Missing, damaged, or not a video.</exception>
    public static async Task<BackdropVideo> OpenAsync(string path, int size, CancellationToken cancellation)
    {
        VideoInfo info;
        await using (var look = await VideoReader.OpenAsync(path, cancellationToken: cancellation).ConfigureAwait(false)) info = look.Info;
        var side = Math.Min(info.Width, info.Height);
        var options = new VideoReaderOptions
        {
            FrameRate = FrameRate,
            Crop = new CropBox((info.Width - side) / 2, (info.Height - side) / 2, side, side),
            Size = new FrameSize(size, size),
        };
        return new BackdropVideo(await VideoReader.OpenAsync(path, options, cancellation).ConfigureAwait(false), cancellation);
    }

    /// <summary>What stands behind at a time of the output; the same object while the picture stays the same.</summary>
    /// <exception cref="MediaException">The video is damaged further on.</exception>
    public Frame At(TimeSpan time)
    {
        var wanted = Math.Max(0, (long)Math.Round(time.TotalSeconds * FrameRate));
        if (_whole) return _kept[(int)(wanted % _kept.Count)];
        while (_index < wanted && !_whole) Advance();
        return _whole ? _kept[(int)(wanted % _kept.Count)] : _current!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_running is not null) await _running.DisposeAsync().ConfigureAwait(false);
        await _reader.DisposeAsync().ConfigureAwait(false);
    }

    private void Advance()
    {
        _running ??= _reader.FramesAsync(_cancellation).GetAsyncEnumerator(_cancellation);
        if (_running.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            _current = _running.Current;
            _index++;
            if (_keeping) Keep(_current);
            return;
        }
        // The reader throws where there is no frame at all: an end is always the end of some.
        _running.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _running = null;
        _whole = _keeping;
    }

    private void Keep(Frame frame)
    {
        _kept.Add(frame);
        if (_kept.Count * (long)frame.Pixels.Length <= KeptBytes) return;
        _kept.Clear();
        _keeping = false;
    }
}
