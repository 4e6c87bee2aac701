namespace ReliTalk.Tests;

/// <summary>
/// Live sound that does not come at the pace of the wall clock. It goes with <see cref="Unpaced"/>: on a machine that is short of threads a piece may come later than the
/// default tolerance, and silence in its place would make more frames than the sound has.
/// </summary>
internal static class LiveSound
{
    /// <summary>Waits for every piece, however long it takes.</summary>
    public static LiveAudioOptions Unpaced { get; } = new() { GapTolerance = Timeout.InfiniteTimeSpan };

    /// <summary>All samples as one piece.</summary>
    public static IAsyncEnumerable<ReadOnlyMemory<float>> Once(float[] samples) => Pieces(samples, Math.Max(1, samples.Length));

    /// <summary>Pieces of one length; <paramref name="given"/> hears how many samples went out.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<float>> Pieces(float[] samples, int length, Action<int>? given = null)
    {
        for (var from = 0; from < samples.Length; from += length)
        {
            await Task.Yield();
            var piece = samples.AsMemory(from, Math.Min(length, samples.Length - from));
            given?.Invoke(piece.Length);
            yield return piece;
        }
    }
}
