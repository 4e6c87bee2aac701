namespace ReliTalk.Audio.Activity;

/// <summary>Speech activity of video frames: lips open a little before they are heard and close a little after.</summary>
internal static class FrameActivity
{
    /// <summary>Rows after a frame's time that its activity depends on: 120 ms.</summary>
    internal const int RowsAhead = 12;

    /// <summary>Rows before a frame's time that its activity depends on: 160 ms.</summary>
    internal const int RowsBehind = 16;

    /// <summary>Probability of speech at every frame, 0..1: the mean of the rows' largest neighbours, so that short gaps do not count.</summary>
    /// <param name="rows">100 a second.</param>
    /// <param name="frames">Number of frames at 25 a second.</param>
    /// <param name="offsetSeconds">How much later than its frame a sound lies.</param>
    internal static float[] Of(IReadOnlyList<float> rows, int frames, double offsetSeconds)
    {
        var activity = new float[frames];
        for (var t = 0; t < frames; t++) activity[t] = At(rows, (t / 25.0 + offsetSeconds) * 100);
        return activity;
    }

    internal static float At(IReadOnlyList<float> rows, double row)
    {
        if (rows.Count == 0) return 0;
        var centre = (int)Math.Round(row);
        double weighted = 0, weights = 0;
        for (var r = centre - RowsBehind; r <= centre + RowsAhead; r++)
        {
            var distance = r < centre ? (centre - r) / (double)RowsBehind : (r - centre) / (double)RowsAhead;
            var weight = 1 - 0.9 * distance;
            weighted += weight * rows[Math.Clamp(r, 0, rows.Count - 1)];
            weights += weight;
        }

        // Three tenths of active rows around a frame are enough to call it speech.
        var share = Math.Clamp((weighted / weights - 0.05) / 0.25, 0, 1);
        return (float)(share * share * (3 - 2 * share));
    }

    internal static List<float> Rows(ISpeechActivity activity, ReadOnlySpan<float> samples)
    {
        var rows = new List<float>();
        var stream = activity.Open();
        stream.Push(samples, rows);
        stream.Complete(rows);
        return rows;
    }
}
