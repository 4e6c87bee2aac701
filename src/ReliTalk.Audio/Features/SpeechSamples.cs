namespace ReliTalk.Audio.Features;

/// <summary>Checks of raw speech at the layer's door.</summary>
internal static class SpeechSamples
{
    internal static void Require(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty)
            throw new MediaException("The speech is empty: it holds no audio sample. Give a file or stream with at least one sample of sound.");
        RequireFinite(samples, 0);
    }

    internal static void RequireFinite(ReadOnlySpan<float> samples, long firstIndex)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            if (!float.IsFinite(samples[i]))
                throw new MediaException(
                    $"The speech holds a value that is not a number at {(firstIndex + i) / (double)FrontEnd.SampleRate:F3} s " +
                    $"(sample {firstIndex + i}). Decode the file again; if it is 32-bit float sound, repair it first.");
        }
    }
}
