namespace ReliTalk.Audio;

/// <summary>Which F_mesh (Eq. 3) guides.</summary>
public enum LipMeshKind
{
    /// <summary>The network that ReliTalk trained on synthesised speech.</summary>
    Learned = 0,

    /// <summary>Visemes of the phones joined by dominance functions: no network.</summary>
    Visemes = 1,

    /// <summary>VOCA with the user's weights, <c>voca.safetensors</c> in the model folder; hears DeepSpeech's logits and needs <see cref="SpeechFeatureKind.DeepSpeech"/>.</summary>
    Voca = 2,
}
