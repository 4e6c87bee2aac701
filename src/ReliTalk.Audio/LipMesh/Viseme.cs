namespace ReliTalk.Audio.LipMesh;

/// <summary>What lips aim at in one class of speech sounds, and how strongly (Cohen and Massaro 1993: targets and dominance).</summary>
/// <param name="Name">Short name, for instance <c>PP</c>.</param>
/// <param name="Target">Where the lips go when the sound is held.</param>
/// <param name="OpeningDominance">How strongly the sound insists on its opening, tuck and press, above 0; a vowel has 1.</param>
/// <param name="RoundingDominance">How strongly it insists on its spreading, protrusion and upper lip, above 0; a vowel has 1.</param>
/// <param name="Fall">How fast the influence falls outside the sound, per second.</param>
public sealed record Viseme(string Name, LipPose Target, float OpeningDominance, float RoundingDominance, float Fall)
{
    /// <summary>The dominance over one of the six displacements.</summary>
    /// <param name="displacement">Index in <see cref="LipPose"/>, 0 to 5.</param>
    public float Dominance(int displacement) => displacement is 0 or 4 or 5 ? OpeningDominance : RoundingDominance;
}
