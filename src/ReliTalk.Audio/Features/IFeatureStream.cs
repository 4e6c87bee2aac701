namespace ReliTalk.Audio.Features;

/// <summary>Takes one row of features; the span is valid during the call only.</summary>
/// <param name="row">As many numbers as the features' dimension.</param>
public delegate void FeatureRowHandler(ReadOnlySpan<float> row);

/// <summary>Features of speech that arrives in pieces. Not safe for use by two threads at once.</summary>
public interface IFeatureStream
{
    /// <summary>Rows that a row's value looks ahead: row r is given after the samples of row r + LookAhead have come.</summary>
    int LookAhead { get; }

    /// <summary>Takes samples and hands over every row that they complete, in order.</summary>
    /// <param name="samples">16 kHz mono, -1..1; may be empty.</param>
    /// <param name="row">Called once a row.</param>
    /// <exception cref="MediaException">A sample is not a finite number.</exception>
    void Push(ReadOnlySpan<float> samples, FeatureRowHandler row);

    /// <summary>Hands over the rows that were waiting for samples ahead of them. Nothing may be pushed afterwards.</summary>
    void Complete(FeatureRowHandler row);
}
