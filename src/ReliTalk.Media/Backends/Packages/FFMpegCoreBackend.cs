using System.Text;
using FFMpegCore;
using FFMpegCore.Exceptions;

namespace ReliTalk.Media.Backends.Packages;

/// <summary>
/// FFMpegCore for video and NAudio for WAVE files (MediaBackend=nuget). Options are made for each call; FFMpegCore's global ones are not touched.
/// </summary>
internal sealed class FFMpegCoreBackend : IMediaBackend
{
    public async Task<MediaProbe> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        if (full.Contains('"')) throw new MediaException($"'{path}' has a quotation mark in its name, which FFMpegCore cannot pass on. Rename the file.");
        try
        {
            var analysis = await FFProbe.AnalyseAsync(full, Options(FFmpegTools.FFprobe), cancellationToken).ConfigureAwait(false);
            return ToProbe(analysis);
        }
        catch (FFMpegException error)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw FFmpegErrors.Reading(path, new FFmpegExit(FFMpegCoreRun.ExitCodeOf(error), error.FFMpegErrorOutput), "a picture, sound or video file");
        }
        catch (Exception error) when (error is FormatNullException or FormatException or System.Text.Json.JsonException)
        {
            throw new MediaException($"'{path}' is not a picture, sound or video file that FFMpegCore understands. Convert it to mp4, wav or png.", error);
        }
    }

    public IPipedFFmpeg StartDecoding(FFmpegCommand command) => FFMpegCoreRun.Start(command, writes: false);

    public IPipedFFmpeg StartEncoding(FFmpegCommand command) => FFMpegCoreRun.Start(command, writes: true);

    public IAsyncEnumerable<ReadOnlyMemory<float>> DecodeAudioAsync(string path, int sampleRate, CancellationToken cancellationToken)
        => NAudioWave.TryOpen(path) is { } wave
            ? NAudioWave.DecodeAsync(wave, sampleRate, cancellationToken)
            : FFmpegAudio.DecodeAsync(this, path, sampleRate, cancellationToken);

    public void WriteWave(Stream destination, ReadOnlySpan<float> samples, int sampleRate) => NAudioWave.Write(destination, samples, sampleRate);

    internal static FFOptions Options(string program) => new()
    {
        BinaryFolder = Path.GetDirectoryName(program)!,
        Encoding = Encoding.UTF8,
        UseCache = false,
    };

    private static MediaProbe ToProbe(IMediaAnalysis analysis)
    {
        var video = analysis.VideoStreams.FirstOrDefault(stream => !(stream.Disposition?.GetValueOrDefault("attached_pic") ?? false));
        var audio = analysis.PrimaryAudioStream;
        return new MediaProbe
        {
            FormatName = analysis.Format.FormatName ?? "",
            Duration = analysis.Format.Duration,
            Tags = (analysis.Format.Tags ?? []).ToDictionary(tag => tag.Key.ToLowerInvariant(), tag => tag.Value),
            Video = video is null ? null : ToProbe(video),
            Audio = audio is null ? null : new AudioStreamProbe(audio.CodecName ?? "", audio.SampleRateHz, audio.Channels, audio.Duration),
        };
    }

    private static VideoStreamProbe ToProbe(VideoStream stream)
    {
        var (above, below) = stream.SampleAspectRatio;
        var rate = double.IsFinite(stream.AvgFrameRate) && stream.AvgFrameRate > 0 ? stream.AvgFrameRate : stream.FrameRate;
        return new VideoStreamProbe
        {
            Width = stream.Width,
            Height = stream.Height,
            Codec = stream.CodecName ?? "",
            PixelFormat = stream.PixelFormat ?? "",
            ColorSpace = stream.ColorSpace ?? "",
            ColorTransfer = stream.ColorTransfer ?? "",
            FrameRate = double.IsFinite(rate) ? rate : 0,
            Duration = stream.Duration,
            PixelAspect = above > 0 && below > 0 ? (double)above / below : 1,
            // FFMpegCore hands on the display matrix's angle, which counts counter-clockwise.
            Rotation = VideoStreamProbe.QuarterTurn(-stream.Rotation),
        };
    }
}
