using System.Runtime.CompilerServices;

namespace ReliTalk.Driving;

/// <summary>Sound that arrives piece by piece, with silence at the pace of the clock where none comes in time.</summary>
internal sealed class UnbrokenSound(IAsyncEnumerable<ReadOnlyMemory<float>> source, LiveAudioOptions options, TimeProvider clock)
{
    /// <summary>The source's pieces, with silence where it gives none in time.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<float>> PiecesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pieces = source.GetAsyncEnumerator(cancellationToken);
        Task<bool>? next = null;
        try
        {
            while (true)
            {
                next = pieces.MoveNextAsync().AsTask();
                if (options.GapTolerance != Timeout.InfiniteTimeSpan)
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
        var since = clock.GetTimestamp();
        long given = 0;
        var wait = options.GapTolerance;
        while (!next.IsCompleted)
        {
            using var alarm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(next, Task.Delay(wait, clock, alarm.Token)).ConfigureAwait(false);
            await alarm.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (next.IsCompleted) yield break;
            var owed = (clock.GetElapsedTime(since).Ticks * options.SampleRate / TimeSpan.TicksPerSecond) - given;
            if (owed > 0) yield return new float[owed];
            given += Math.Max(owed, 0);
            wait = FrameClock.TimeOf(1);
        }
    }

    private static async Task DisposeLaterAsync(Task next, IAsyncEnumerator<ReadOnlyMemory<float>> pieces)
    {
        await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await pieces.DisposeAsync().ConfigureAwait(false);
    }
}
