using ReliTalk.Audio.Activity;
using ReliTalk.Audio.Features;
using ReliTalk.Audio.Features.DeepSpeech;
using ReliTalk.Audio.LipMesh;
using ReliTalk.Learning.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio;

/// <summary>The exchangeable parts of the audio layer.</summary>
/// <param name="Features">f_pho.</param>
/// <param name="Mesh">F_mesh.</param>
/// <param name="Activity">Speech or silence.</param>
internal sealed record SpeechParts(ISpeechFeatures Features, ILipMesh Mesh, ISpeechActivity Activity) : IDisposable
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

    /// <summary>File of DeepSpeech's frozen graph in the model folder.</summary>
    internal const string DeepSpeechFile = "deepspeech/output_graph.pb";

    /// <summary>File of VOCA's weights in the model folder.</summary>
    internal const string VocaFile = "voca.safetensors";

    private const string EncoderMark = "+moonshine4;";

    /// <summary>How many of the last numbers of a row of f_pho are states of a speech encoder.</summary>
    internal int EncoderColumns => Encoder?.Dimension ?? 0;

    /// <summary>The speech encoder, where there is one.</summary>
    internal EncodedSpeech? Encoder => _owned as EncodedSpeech;

    /// <summary>The parts without a speech encoder, which hears far ahead and blurs when something was heard; these parts where there is none.</summary>
    internal SpeechParts Prompt => _prompt ?? this;

    private SpeechParts? _prompt;

    // Features that own a network.
    private IDisposable? _owned;

    /// <summary>Of windows of f_pho what these parts hear, where there may be a speech encoder's states behind it.</summary>
    internal Tensor Hear(Tensor windows) => windows.narrow(2, 0, Features.Dimension);

    /// <summary>Frees the networks of all parts.</summary>
    public void Dispose()
    {
        (Mesh as IDisposable)?.Dispose();
        (Activity as IDisposable)?.Dispose();
        _owned?.Dispose();
    }

    /// <summary>What tells when something is heard: a speech encoder's states know what comes before and after, and blur it.</summary>
    internal FeatureTrack Timed(FeatureTrack track) => track.First(track.Dimension - EncoderColumns);

    /// <summary>What a trained driver was trained with, as it is stored.</summary>
    internal string Description => $"{Features.Name};{Mesh.Name}";

    /// <summary>Loads the parts that are asked for.</summary>
    /// <exception cref="BackendMissingException">A file is missing.</exception>
    internal static SpeechParts Load(ModelStore models, SpeechDriverOptions options) => Load(models, options.Features, options.LipMesh);

    /// <summary>Loads parts; phone posteriors and log-mel energies always come first.</summary>
    /// <exception cref="BackendMissingException">A file is missing.</exception>
    internal static SpeechParts Load(ModelStore models, SpeechFeatureKind features = SpeechFeatureKind.Phones, LipMeshKind mesh = LipMeshKind.Learned)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (!Enum.IsDefined(features)) throw new ArgumentOutOfRangeException(nameof(features), features, "Must be Phones, DeepSpeech or Moonshine.");
        if (!Enum.IsDefined(mesh)) throw new ArgumentOutOfRangeException(nameof(mesh), mesh, "Must be Learned, Visemes or Voca.");
        if (mesh == LipMeshKind.Voca && features != SpeechFeatureKind.DeepSpeech)
            throw new ArgumentException("VOCA's lip mesh hears DeepSpeech's logits: choose SpeechFeatureKind.DeepSpeech with it.", nameof(mesh));
        foreach (var name in (string[])["variances", "sendump"]) models.Find("en-us/" + name);
        var folder = Path.GetDirectoryName(models.Find("en-us/means"))!;
        var (phones, mel) = (PhonemePosteriors.Load(folder), new LogMelFeatures());
        ISpeechFeatures? beside = features switch
        {
            SpeechFeatureKind.DeepSpeech => DeepSpeechFeatures.Load(models.Find(DeepSpeechFile)),
            SpeechFeatureKind.Moonshine => EncodedSpeech.Load(models),
            _ => null,
        };
        var plain = new SpeechParts(new CombinedFeatures(phones, mel), LoadMesh(models, mesh, phones.Dimension + mel.Dimension), Listener(models));
        return beside is null ? plain : plain with
        {
            Features = new CombinedFeatures(phones, mel, beside), _prompt = features == SpeechFeatureKind.Moonshine ? plain : null, _owned = beside as IDisposable,
        };
    }

    /// <summary>Loads the parts that a stored driver was trained with.</summary>
    /// <param name="models">Where the pre-trained networks lie.</param>
    /// <param name="description">Its <see cref="Description"/>.</param>
    /// <exception cref="WeightsFileException">This program knows no such parts.</exception>
    internal static SpeechParts Load(ModelStore models, string description)
    {
        foreach (var mesh in Enum.GetValues<LipMeshKind>())
        {
            var features = description.Contains("+deepspeech;", StringComparison.Ordinal) ? SpeechFeatureKind.DeepSpeech
                : description.Contains(EncoderMark, StringComparison.Ordinal) ? SpeechFeatureKind.Moonshine : SpeechFeatureKind.Phones;
            if (!description.EndsWith(";" + NameOf(mesh), StringComparison.Ordinal) || (mesh == LipMeshKind.Voca && features != SpeechFeatureKind.DeepSpeech)) continue;
            var parts = Load(models, features, mesh);
            if (parts.Description == description) return parts;
            parts.Dispose();
        }

        throw new WeightsFileException($"The portrait was trained with '{description}', which this program does not offer. Train again.");
    }

    /// <summary>Silero where its file is at hand, else the level, which takes steady noise for speech.</summary>
    private static ISpeechActivity Listener(ModelStore models) => models.Contains(SileroActivity.File) ? SileroActivity.Load(models) : new EnergyActivity();

    private static string NameOf(LipMeshKind mesh) => mesh switch { LipMeshKind.Voca => "voca", LipMeshKind.Visemes => "visemes", _ => "learned" };

    private static ILipMesh LoadMesh(ModelStore models, LipMeshKind mesh, int deepSpeechColumn) => mesh switch
    {
        LipMeshKind.Voca => VocaLipMesh.Load(models.Find(VocaFile), deepSpeechColumn),
        LipMeshKind.Visemes => new VisemeLipMesh(),
        _ => LearnedLipMesh.Load(),
    };
}
