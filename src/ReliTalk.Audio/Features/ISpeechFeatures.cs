namespace ReliTalk.Audio.Features;

/// <summary>
/// SpeechFeatures of Eq. 2: what is heard, 100 rows a second, without regard to who speaks. Instances are immutable once built; every
/// member may be called from several threads at once.
/// </summary>
public interface ISpeechFeatures
{
    /// <summary>A short stable name, for instance <c>phonemes</c>; part of a saved portrait.</summary>
    string Name { get; }

    /// <summary>Numbers in a row.</summary>
    int Dimension { get; }

    /// <summary>Features of a whole utterance, levelled by the utterance's own mean.</summary>
    /// <param name="samples">16 kHz mono, -1..1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="MediaException">There is no sample, or one is not a finite number.</exception>
    FeatureTrack Extract(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default);

    /// <summary>Opens an extraction that takes samples as they come, levelled by a running mean; its rows do not change with the size of the pieces.</summary>
    IFeatureStream Open();
}
