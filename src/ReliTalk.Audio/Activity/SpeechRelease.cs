namespace ReliTalk.Audio.Activity;

/// <summary>
/// How much of a prediction shows: all of it as soon as somebody speaks; where speech ends the face goes back to rest slowly, since lips that
/// shut for the last sound stay shut for a moment and lips that open for a breath stay open. Follows one speech, frame by frame.
/// </summary>
internal sealed class SpeechRelease
{
    // A half after 0.33 s; the end comes in even steps, so that the face is wholly still after a second and a half.
    private const float Kept = 0.92f, LeastStep = 0.012f;

    private float _shown;

    /// <summary>The share of the prediction at each of the next frames, 0..1.</summary>
    /// <param name="activity">Probability of speech at each of them.</param>
    public float[] Next(ReadOnlySpan<float> activity)
    {
        var shown = new float[activity.Length];
        for (var t = 0; t < shown.Length; t++) shown[t] = _shown = Math.Max(activity[t], Math.Min(Kept * _shown, _shown - LeastStep));
        return shown;
    }
}
