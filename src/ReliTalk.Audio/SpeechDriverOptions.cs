using ReliTalk.Audio.Expression;
using ReliTalk.Audio.Synchronisation;

namespace ReliTalk.Audio;

/// <summary>How a clip teaches a <see cref="SpeechDriver"/>.</summary>
public sealed record SpeechDriverOptions
{
    /// <summary>Size and training of the network of Eq. 4.</summary>
    public ExpressionPredictorOptions Predictor { get; init; } = new();

    /// <summary>What f_pho is made of. Default <see cref="SpeechFeatureKind.Moonshine"/>.</summary>
    public SpeechFeatureKind Features { get; init; } = SpeechFeatureKind.Moonshine;

    /// <summary>Which lip mesh guides. Default <see cref="LipMeshKind.Learned"/>.</summary>
    public LipMeshKind LipMesh { get; init; } = LipMeshKind.Learned;

    /// <summary>How the offset of the clip's sound is searched.</summary>
    public AvOffsetOptions Offset { get; init; } = new();

    /// <summary>The clip's offset where it is known, in seconds the sound is late; null to estimate it. Default null.</summary>
    public double? KnownOffsetSeconds { get; init; }
}
