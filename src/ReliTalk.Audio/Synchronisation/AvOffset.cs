namespace ReliTalk.Audio.Synchronisation;

/// <summary>How the sound of a clip lies against its picture.</summary>
/// <param name="Seconds">How much later a sound comes than the lips that make it; negative where it comes earlier.</param>
/// <param name="Correlation">Correlation of lip aperture and its prediction from sound at that offset, held out; -1..1.</param>
/// <param name="Prominence">By how much that correlation exceeds the median over all offsets that were tried.</param>
/// <param name="Reliable">Whether the peak is clear. Where it is not, <paramref name="Seconds"/> is 0.</param>
public sealed record AvOffset(double Seconds, double Correlation, double Prominence, bool Reliable)
{
    /// <summary>No offset, for clips that are known to be in time.</summary>
    public static AvOffset None { get; } = new(0, 0, 0, false);
}
