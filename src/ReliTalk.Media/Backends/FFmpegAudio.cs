using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ReliTalk.Media.Backends;

/// <summary>Decodes sound through an ffmpeg pipe; shared by the backends.</summary>
internal static class FFmpegAudio
{
    private const int BlockSamples = 16384;

    public static FFmpegCommand Command(string path, int sampleRate)
    {
        // Silence before the first sample keeps the sound on the file's clock; a full-scale stereo pair must not exceed full scale as mono;
        // a longer filter than ffmpeg's default keeps the transition band narrow.
        var filter = string.Create(CultureInfo.InvariantCulture,
            $"aresample=async=1:first_pts=0:rematrix_maxval=1,aresample={sampleRate}:filter_size=128:cutoff=0.96:rematrix_maxval=1:ocl=mono,aformat=sample_fmts=flt:channel_layouts=mono");
        return new FFmpegCommand(
            [new FFmpegEndpoint(path, ["-vn", "-sn", "-dn"])],
            new FFmpegEndpoint(null, ["-map", "0:a:0", "-af", filter, "-f", "f32le", "-c:a", "pcm_f32le"]));
    }

    public static async IAsyncEnumerable<ReadOnlyMemory<float>> DecodeAsync(
        IMediaBackend backend, string path, int sampleRate, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var run = backend.StartDecoding(Command(path, sampleRate));
        await using var kill = cancellationToken.Register(run.Kill).ConfigureAwait(false);
        var buffer = new byte[BlockSamples * sizeof(float)];
        while (true)
        {
            var read = await PipeReading.FillAsync(run.Data, buffer, cancellationToken).ConfigureAwait(false);
            // On a little-endian machine, the only kind .NET 10 supports, the bytes are the floats.
            if (read >= sizeof(float)) yield return MemoryMarshal.Cast<byte, float>(buffer.AsSpan(0, read / sizeof(float) * sizeof(float))).ToArray();
            if (read < buffer.Length) break;
        }
        var exit = await run.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (exit.Code != 0 || FFmpegErrors.SaysTruncated(exit.Messages)) throw FFmpegErrors.Reading(path, exit, "a sound file");
    }
}
