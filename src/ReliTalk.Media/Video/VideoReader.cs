using System.Runtime.CompilerServices;
using ReliTalk.Media.Backends;

namespace ReliTalk.Media;

/// <summary>
/// Reads a video frame by frame at a fixed rate in true time, turned as its metadata asks, as sRGB pixels; never more than one frame is in memory.
/// Several enumerations may run at once; each decodes on its own. Dispose ends those that still run.
/// </summary>
public sealed class VideoReader : IAsyncDisposable
{
    private readonly VideoDecodePlan _plan;
    private readonly CancellationTokenSource _closing = new();
    private bool _disposed;

    private VideoReader(VideoInfo info, VideoReaderOptions options, VideoDecodePlan plan)
    {
        Info = info;
        Options = options;
        _plan = plan;
    }

    /// <summary>What the file says about itself.</summary>
    public VideoInfo Info { get; }

    /// <summary>How frames are delivered.</summary>
    public VideoReaderOptions Options { get; }

    /// <summary>Size of the delivered frames.</summary>
    public FrameSize OutputSize => _plan.OutputSize;

    /// <summary>Frames to expect from the stated duration, at least 1; the true number may differ by a few.</summary>
    public int ExpectedFrames => Math.Max(1, (int)Math.Round(Info.Duration.TotalSeconds * Options.FrameRate));

    /// <summary>Opens a video and looks at its metadata; nothing is decoded yet.</summary>
    /// <exception cref="MediaException">Missing, empty, not a video, damaged, or without a picture track.</exception>
    /// <exception cref="LimitsExceededException">Larger or longer than <see cref="VideoReaderOptions.Limits"/>.</exception>
    /// <exception cref="BackendMissingException">ffmpeg is not installed.</exception>
    public static async Task<VideoReader> OpenAsync(string path, VideoReaderOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new VideoReaderOptions();
        options.Validate();
        InputFile.Require(path, "a video file");
        var probe = await MediaBackend.Current.ProbeAsync(path, cancellationToken).ConfigureAwait(false);
        if (probe.Video is not { } video)
            throw new MediaException($"'{path}' has no picture track{(probe.Audio is null ? "" : ", only sound")}. Name a video file.");
        // ffmpeg reads plain text as "ansi art" and calls it a video.
        if (probe.FormatName is "tty" or "subviewer" || video.Codec is "ansi" or "xbin" or "idf" or "bintext")
            throw new MediaException($"'{path}' is a text file, not a video. Name a video file.");
        var plan = VideoDecodePlan.Create(path, video, options);
        var duration = video.Duration > TimeSpan.Zero ? video.Duration : probe.Duration;
        options.Limits.CheckDuration(path, duration);
        var info = new VideoInfo
        {
            Path = path,
            Width = plan.DisplaySize.Width,
            Height = plan.DisplaySize.Height,
            FrameRate = video.FrameRate,
            Duration = duration,
            HasAudio = probe.Audio is not null,
            Rotation = video.Rotation,
            VideoCodec = video.Codec,
            AudioCodec = probe.Audio?.Codec ?? "",
            AudioSampleRate = probe.Audio?.SampleRate ?? 0,
            AudioChannels = probe.Audio?.Channels ?? 0,
            Tags = probe.Tags,
        };
        return new VideoReader(info, options, plan);
    }

    /// <summary>
    /// Decodes from the start. Frame i is what is on screen at i / <see cref="VideoReaderOptions.FrameRate"/> seconds.
    /// Leaving the loop early ends ffmpeg.
    /// </summary>
    /// <exception cref="MediaException">The file is truncated or damaged, or ffmpeg was ended from outside; frames before the damage have been delivered.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; ffmpeg is ended.</exception>
    public async IAsyncEnumerable<Frame> FramesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        await using var run = MediaBackend.Current.StartDecoding(_plan.Command);
        await using var kill = either.Token.Register(run.Kill).ConfigureAwait(false);
        var size = OutputSize;
        var bytes = size.Width * size.Height * Frame.ChannelsOf(Options.PixelFormat);
        byte[]? shared = Options.ReuseBuffer ? new byte[bytes] : null;
        var index = 0;
        while (true)
        {
            var pixels = shared ?? GC.AllocateUninitializedArray<byte>(bytes);
            var read = await PipeReading.FillAsync(run.Data, pixels, either.Token).ConfigureAwait(false);
            if (read < bytes) break;
            Options.Limits.CheckDuration(Info.Path, TimeSpan.FromSeconds(index / Options.FrameRate));
            yield return new Frame(size.Width, size.Height, Options.PixelFormat, pixels, TimeSpan.FromSeconds(index / Options.FrameRate));
            index++;
        }
        var exit = await run.WaitAsync(either.Token).ConfigureAwait(false);
        if (exit.Code != 0 || FFmpegErrors.SaysTruncated(exit.Messages))
        {
            var cause = FFmpegErrors.Reading(Info.Path, exit, "a video");
            throw cause is MediaException ? new MediaException($"{cause.Message} ({index} of about {ExpectedFrames} frames could be read.)") : cause;
        }
        if (index == 0) throw new MediaException($"'{Info.Path}' has a picture track without a single picture. Export it again.");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _closing.CancelAsync().ConfigureAwait(false);
        _closing.Dispose();
    }
}
