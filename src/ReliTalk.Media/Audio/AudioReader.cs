using System.Runtime.CompilerServices;
using ReliTalk.Media.Backends;

namespace ReliTalk.Media;

/// <summary>Reads the first sound track of any sound or video file as mono floats. Safe for concurrent use.</summary>
public static class AudioReader
{
    /// <summary>Reads the whole track. A track that begins late is preceded by silence, so that sample 0 is the file's time zero.</summary>
    /// <exception cref="MediaException">Missing, damaged, or without a sound track.</exception>
    /// <exception cref="LimitsExceededException">Longer than <see cref="AudioReaderOptions.Limits"/>.</exception>
    /// <exception cref="BackendMissingException">ffmpeg is not installed.</exception>
    public static async Task<AudioClip> ReadAsync(string path, AudioReaderOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AudioReaderOptions();
        var samples = new float[options.SampleRate];
        var count = 0;
        await foreach (var block in DecodeAsync(path, options, cancellationToken).ConfigureAwait(false))
        {
            if (count + block.Length > samples.Length) Array.Resize(ref samples, Math.Max(count + block.Length, checked(samples.Length * 2)));
            block.Span.CopyTo(samples.AsSpan(count));
            count += block.Length;
        }
        Array.Resize(ref samples, count);
        return new AudioClip(samples, options.SampleRate);
    }

    /// <summary>Streams the track in blocks; every block but the last has exactly <paramref name="blockSamples"/> samples and is the caller's own.</summary>
    /// <param name="path">Any file with a sound track.</param>
    /// <param name="blockSamples">Samples of a block, at least 1.</param>
    /// <param name="options">Sample rate and limits.</param>
    /// <param name="cancellationToken">Ends ffmpeg.</param>
    /// <exception cref="MediaException">Missing, damaged, or without a sound track.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<float>> BlocksAsync(
        string path, int blockSamples, AudioReaderOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSamples, 1);
        var pending = new float[blockSamples];
        var filled = 0;
        await foreach (var decoded in DecodeAsync(path, options ?? new AudioReaderOptions(), cancellationToken).ConfigureAwait(false))
        {
            var rest = decoded;
            while (!rest.IsEmpty)
            {
                var taken = Math.Min(rest.Length, blockSamples - filled);
                rest[..taken].CopyTo(pending.AsMemory(filled));
                rest = rest[taken..];
                filled += taken;
                if (filled < blockSamples) continue;
                yield return pending;
                pending = new float[blockSamples];
                filled = 0;
            }
        }
        if (filled > 0) yield return pending.AsMemory(0, filled);
    }

    internal static async Task<AudioStreamProbe> RequireAudioAsync(string path, CancellationToken cancellationToken)
    {
        InputFile.Require(path, "a file with sound");
        var probe = await MediaBackend.Current.ProbeAsync(path, cancellationToken).ConfigureAwait(false);
        return probe.Audio ?? throw new MediaException($"'{path}' has no sound track. Name a sound file, or a video with sound.");
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<float>> DecodeAsync(
        string path, AudioReaderOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        options.Validate();
        var track = await RequireAudioAsync(path, cancellationToken).ConfigureAwait(false);
        options.Limits.CheckDuration(path, track.Duration);
        var samples = 0L;
        await foreach (var block in MediaBackend.Current.DecodeAudioAsync(path, options.SampleRate, cancellationToken).ConfigureAwait(false))
        {
            samples += block.Length;
            options.Limits.CheckDuration(path, TimeSpan.FromSeconds((double)samples / options.SampleRate));
            yield return block;
        }
        if (samples == 0) throw new MediaException($"'{path}' has a sound track without a single sample. Export it again.");
    }
}
