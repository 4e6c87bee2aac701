using ReliTalk.Audio.Activity;
using ReliTalk.Audio.Features;
using ReliTalk.Audio.LipMesh;
using ReliTalk.Learning.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio;

/// <summary>The exchangeable parts of the audio layer.</summary>
/// <param name="Features">f_pho.</param>
/// <param name="Mesh">F_mesh.</param>
/// <param name="Activity">Speech or silence.</param>
internal sealed record SpeechParts(ISpeechFeatures Features, ILipMesh Mesh, ISpeechActivity Activity)
{
    private const double LeastPosterior = 0.02;

    /// <summary>What E_pho is given: the phone posteriors as logarithms, in which rare phones count too, and the other features as they are.</summary>
    /// <param name="windows">f_pho, [T, 16, D], phone posteriors first.</param>
    internal static Tensor Heard(Tensor windows)
    {
        using var scope = NewDisposeScope();
        var phones = PhonemePosteriors.Phones.Count;
        var logs = (windows.narrow(2, 0, phones) + LeastPosterior).log();
        return cat([logs, windows.narrow(2, phones, windows.shape[2] - phones)], 2).MoveToOuterDisposeScope();
    }

    /// <summary>The default parts: phone posteriors beside log-mel energies, the lip mesh, energy.</summary>
    internal static SpeechParts Load(ModelStore models)
    {
        ArgumentNullException.ThrowIfNull(models);
        foreach (var name in (string[])["variances", "sendump"]) models.Find("en-us/" + name);
        var folder = Path.GetDirectoryName(models.Find("en-us/means"))!;
        return new SpeechParts(new CombinedFeatures(PhonemePosteriors.Load(folder), new LogMelFeatures()), LearnedLipMesh.Load(), new EnergyActivity());
    }
}
