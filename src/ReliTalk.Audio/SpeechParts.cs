using ReliTalk.Audio.Activity;
using ReliTalk.Audio.Features;
using ReliTalk.Audio.LipMesh;
using ReliTalk.Learning.Models;

namespace ReliTalk.Audio;

/// <summary>The exchangeable parts of the audio layer.</summary>
/// <param name="Features">f_pho.</param>
/// <param name="Mesh">F_mesh.</param>
/// <param name="Activity">Speech or silence.</param>
internal sealed record SpeechParts(ISpeechFeatures Features, ILipMesh Mesh, ISpeechActivity Activity)
{
    /// <summary>The default parts: phone posteriors beside log-mel energies, the lip mesh, energy.</summary>
    internal static SpeechParts Load(ModelStore models)
    {
        ArgumentNullException.ThrowIfNull(models);
        foreach (var name in (string[])["variances", "sendump"]) models.Find("en-us/" + name);
        var folder = Path.GetDirectoryName(models.Find("en-us/means"))!;
        return new SpeechParts(new CombinedFeatures(PhonemePosteriors.Load(folder), new LogMelFeatures()), new VisemeLipMesh(), new EnergyActivity());
    }
}
