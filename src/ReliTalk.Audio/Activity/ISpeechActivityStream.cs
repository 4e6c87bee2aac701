namespace ReliTalk.Audio.Activity;

/// <summary>Follows one utterance. Not safe for use by two threads at once.</summary>
public interface ISpeechActivityStream
{
    /// <summary>Takes samples and appends the probability of speech, 0..1, of every 10 ms that they complete.</summary>
    /// <param name="samples">16 kHz mono, -1..1.</param>
    /// <param name="rows">Receives 100 numbers a second.</param>
    void Push(ReadOnlySpan<float> samples, ICollection<float> rows);

    /// <summary>Gives the last, incomplete 10 ms, if any.</summary>
    /// <param name="rows">Receives the numbers.</param>
    void Complete(ICollection<float> rows);
}
