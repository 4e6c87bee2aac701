namespace ReliTalk.Reflectance.Visibility;

/// <summary>How strongly a head shadows itself.</summary>
public sealed record ShadowOptions
{
    /// <summary>Share of a broad light (a window, the sky) that a shadow takes away, 0..1; light reflected between nose, cheek and eye socket fills the rest. Default 0.8.</summary>
    public float BroadStrength { get; init; } = 0.8f;

    /// <summary>Share of a small strong light (a sun, a spot) that a shadow takes away, 0..1; the lit skin around fills the rest. Default 0.95.</summary>
    public float SharpStrength { get; init; } = 0.95f;

    /// <summary>Half-width of a sun's penumbra in radians, 0.01..1: the heights are not exact, and skin scatters light past a shadow's edge. Default 0.15.</summary>
    public float Penumbra { get; init; } = 0.15f;

    /// <summary>Throws where a value lies outside its range.</summary>
    public void Validate()
    {
        if (!(BroadStrength is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(BroadStrength), BroadStrength, "The strength must lie in 0..1.");
        if (!(SharpStrength is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(SharpStrength), SharpStrength, "The strength must lie in 0..1.");
        if (!(Penumbra is >= 0.01f and <= 1)) throw new ArgumentOutOfRangeException(nameof(Penumbra), Penumbra, "The penumbra must lie in 0.01..1.");
    }
}
