namespace ReliTalk.Rendering.Retrieval;

/// <summary>
/// Chooses references frame after frame without look-ahead: the forward pass of a Viterbi search over the bank, where going on (same, next or
/// previous bank frame) is free and any other change costs <see cref="RetrievalOptions.SwitchPrice"/>. Not thread-safe: one a video.
/// </summary>
public sealed class RetrievalTrack
{
    private readonly MouthRetrieval retrieval;
    private readonly float[] distances;
    private float[] scores;
    private float[] previous;
    private bool started;

    internal RetrievalTrack(MouthRetrieval retrieval)
    {
        this.retrieval = retrieval;
        distances = new float[retrieval.Count];
        scores = new float[retrieval.Count];
        previous = new float[retrieval.Count];
    }

    /// <summary>The best reference for the next frame.</summary>
    /// <param name="wanted">The wanted mouth.</param>
    /// <returns>Index into the bank.</returns>
    public int Next(MouthState wanted)
    {
        Span<int> one = stackalloc int[1];
        Next(wanted, one);
        return one[0];
    }

    /// <summary>Several references for the next frame.</summary>
    /// <param name="wanted">The wanted mouth.</param>
    /// <param name="references">
    /// Receives bank indices: the running choice first, then the nearest mouths, whatever came before them; not neighbours of each other where the bank is long enough.
    /// </param>
    /// <returns>How many were found, at least 1.</returns>
    public int Next(MouthState wanted, Span<int> references)
    {
        retrieval.Distances(wanted, distances);
        if (!started)
        {
            distances.CopyTo(scores, 0);
            started = true;
        }
        else
        {
            (scores, previous) = (previous, scores);
            Advance();
        }
        var best = 0;
        for (var b = 1; b < scores.Length; b++) if (scores[b] < scores[best]) best = b;
        var floor = scores[best];
        for (var b = 0; b < scores.Length; b++) scores[b] -= floor;
        references[0] = best;
        // The mean of the others hides their switching, so none of them is held on to: what is drawn depends on the wanted mouth alone.
        return MouthRetrieval.TakeApart(distances, references, retrieval.Options.Separation, count: 1);
    }

    private void Advance()
    {
        var jump = retrieval.Options.SwitchPrice;
        for (var b = 0; b < scores.Length; b++)
        {
            var stay = previous[b];
            if (b > 0) stay = MathF.Min(stay, previous[b - 1]);
            if (b + 1 < previous.Length) stay = MathF.Min(stay, previous[b + 1]);
            scores[b] = MathF.Min(stay, jump) + distances[b];
        }
    }
}
