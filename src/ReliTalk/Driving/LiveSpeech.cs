using System.Numerics;
using System.Runtime.CompilerServices;
using ReliTalk.Audio;
using ReliTalk.Audio.Streaming;
using ReliTalk.Media;

namespace ReliTalk.Driving;

/// <summary>
/// Listens to sound that arrives piece by piece and says for every output frame what the face does. The clock is the number of samples: frame n belongs to the
/// samples from n / 25 s on, for ever. Where no sound comes for a while, silence is put in its place at the pace of the wall clock, so that frames go on.
/// </summary>
internal sealed class LiveSpeech
{
    private const int FrameRate = 25;
    private const int SpeechRate = 16_000;
    private static readonly TimeSpan FrameTime = TimeSpan.FromSeconds(1.0 / FrameRate);

    private readonly IAsyncEnumerable<ReadOnlyMemory<float>> _source;
    private readonly LiveAudioOptions _options;
    private readonly TimeProvider _clock;
    private readonly ExpressionStream _stream;
    private readonly AudioStreamResampler _resampler;
    private readonly List<float> _heard = [];
    private readonly List<float> _resampled = [];
    private readonly List<ExpressionFrame> _ready = [];
    private long _taken;

    public LiveSpeech(SpeechDriver driver, IAsyncEnumerable<ReadOnlyMemory<float>> source, LiveAudioOptions options, DriveOptions driveOptions, TimeProvider clock)
    {
        _source = source;
        _options = options;
        _clock = clock;
        _stream = driver.Open(new SpeechDriveOptions { Strength = driveOptions.ExpressionStrength, Silence = driveOptions.Silence });
        _resampler = new AudioStreamResampler(options.SampleRate, SpeechRate);
    }

    /// <summary>The moments, in order and without gaps. Nothing is read ahead of the reader beyond what the prediction needs.</summary>
    public async IAsyncEnumerable<SpokenMoment> MomentsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in PiecesAsync(cancellationToken).ConfigureAwait(false))
        {
            // A piece may be the whole speech: it is taken in steps, so that frames flow and little waits.
            var step = Math.Max(1, _options.SampleRate / 5);
            for (var from = 0; from < piece.Length; from += step)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Hear(piece.Span.Slice(from, Math.Min(step, piece.Length - from)));
                foreach (var frame in _ready) yield return Moment(frame);
                _ready.Clear();
            }
        }
        _resampler.Complete(_resampled);
        Push();
        _stream.Complete(_ready);
        foreach (var frame in _ready) yield return Moment(frame);
        _ready.Clear();
    }

    private void Hear(ReadOnlySpan<float> samples)
    {
        _heard.AddRange(samples);
        _resampler.Push(samples, _resampled);
        Push();
    }

    private void Push()
    {
        _stream.Push(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_resampled), _ready);
        _resampled.Clear();
    }

    private SpokenMoment Moment(ExpressionFrame frame)
    {
        // Whole numbers: after hours a frame's sound still begins within a sample of its time.
        var end = (long)(frame.Index + 1) * _options.SampleRate / FrameRate;
        var count = (int)Math.Min(end - _taken, _heard.Count);
        var sound = _heard.GetRange(0, count).ToArray();
        _heard.RemoveRange(0, count);
        _taken += count;
        return new SpokenMoment(frame.Index, frame.Expression, new Vector3(frame.JawPose), frame.Speaking < 0.5f, sound);
    }

    /// <summary>The source's pieces, with silence where it gives none in time.</summary>
    private async IAsyncEnumerable<ReadOnlyMemory<float>> PiecesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pieces = _source.GetAsyncEnumerator(cancellationToken);
        Task<bool>? next = null;
        try
        {
            while (true)
            {
                next = pieces.MoveNextAsync().AsTask();
                if (_options.GapTolerance != Timeout.InfiniteTimeSpan)
                    await foreach (var silence in SilenceUntilAsync(next, cancellationToken).ConfigureAwait(false)) yield return silence;
                if (!await next.WaitAsync(cancellationToken).ConfigureAwait(false)) break;
                yield return pieces.Current;
            }
        }
        finally
        {
            // A source that does not listen to its token must not hold up the cancellation: it is disposed of when it comes back.
            if (next is null or { IsCompleted: true }) await pieces.DisposeAsync().ConfigureAwait(false);
            else _ = DisposeLaterAsync(next, pieces);
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<float>> SilenceUntilAsync(Task next, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var since = _clock.GetTimestamp();
        long given = 0;
        var wait = _options.GapTolerance;
        while (!next.IsCompleted)
        {
            using var alarm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(next, Task.Delay(wait, _clock, alarm.Token)).ConfigureAwait(false);
            await alarm.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (next.IsCompleted) yield break;
            var owed = (long)(_clock.GetElapsedTime(since).TotalSeconds * _options.SampleRate) - given;
            if (owed > 0) yield return new float[owed];
            given += Math.Max(owed, 0);
            wait = FrameTime;
        }
    }

    private static async Task DisposeLaterAsync(Task next, IAsyncEnumerator<ReadOnlyMemory<float>> pieces)
    {
        await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await pieces.DisposeAsync().ConfigureAwait(false);
    }
}
