using System.Diagnostics;
using System.Runtime.CompilerServices;
using ReliTalk.Media;

namespace ReliTalk.Samples.Streaming;

/// <summary>A sound file at the pace of a microphone: 20 ms of it every 20 ms.</summary>
internal sealed class PacedSound(AudioClip clip)
{
    private readonly Stopwatch _clock = new();

    /// <summary>Time since the first piece of sound was spoken.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    public async IAsyncEnumerable<ReadOnlyMemory<float>> PiecesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var length = clip.SampleRate / 50;
        _clock.Start();
        for (var at = 0; at < clip.Samples.Length; at += length)
        {
            var piece = clip.Samples.AsMemory(at, Math.Min(length, clip.Samples.Length - at));
            // A microphone gives a piece when its last sample has been heard.
            var wait = TimeSpan.FromSeconds((at + piece.Length) / (double)clip.SampleRate) - _clock.Elapsed;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, cancellationToken);
            yield return piece;
        }
    }
}
