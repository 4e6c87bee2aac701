namespace ReliTalk.Audio.LipMesh;

/// <summary>What lips do in speech, as six displacements in cm; all zero is a mouth closed at rest.</summary>
/// <param name="Opening">Gap between the lips on the midline made by the jaw and the lower lip, 0 to about 2.</param>
/// <param name="Spreading">Outward shift of each corner; negative where the mouth is narrowed, -0.6 to 0.6.</param>
/// <param name="Protrusion">Forward shift of the lips, as in "oo", 0 to 0.8.</param>
/// <param name="UpperRaise">Rise of the upper lip, 0 to 0.5.</param>
/// <param name="Tuck">Lower lip drawn in under the upper teeth, as in "f", 0 to 0.6.</param>
/// <param name="Press">Lips rolled in and pressed together, as in "m", 0 to 0.6.</param>
public readonly record struct LipPose(float Opening, float Spreading, float Protrusion, float UpperRaise, float Tuck, float Press)
{
    /// <summary>Number of displacements.</summary>
    public const int Count = 6;

    /// <summary>Gap between the lips on the midline in cm, at least 0.</summary>
    public float Aperture => Math.Max(0, Opening + UpperRaise - 0.3f * Tuck);

    /// <summary>The displacement with an index, in the order of the constructor.</summary>
    /// <param name="index">0 to 5.</param>
    public float this[int index] => index switch
    {
        0 => Opening,
        1 => Spreading,
        2 => Protrusion,
        3 => UpperRaise,
        4 => Tuck,
        5 => Press,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "A lip pose has six displacements."),
    };

    /// <summary>Reads six numbers in the order of the constructor.</summary>
    /// <param name="values">At least six numbers.</param>
    public static LipPose From(ReadOnlySpan<float> values) => new(values[0], values[1], values[2], values[3], values[4], values[5]);
}
