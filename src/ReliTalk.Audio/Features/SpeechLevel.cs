namespace ReliTalk.Audio.Features;

/// <summary>How loud a row of log-mel energies is, as the mean over the filters in natural-log units of power.</summary>
internal static class SpeechLevel
{
    /// <summary>Rows within this range of the loudest count as speech: 26 dB.</summary>
    internal const float ActiveRange = 6f;

    /// <summary>How fast the memory of the loudest row fades: 6 dB in 10 s.</summary>
    internal const float FadeARow = 1.4f / 1000;

    internal static float Of(ReadOnlySpan<float> logEnergies)
    {
        var sum = 0f;
        foreach (var e in logEnergies) sum += e;
        return sum / logEnergies.Length;
    }
}
