namespace ReliTalk.Audio;

/// <summary>What f_pho (Eq. 2) is made of.</summary>
public enum SpeechFeatureKind
{
    /// <summary>Phone posteriors beside log-mel energies.</summary>
    Phones = 0,

    /// <summary>The same beside the 29 logits of DeepSpeech 0.1.0, the paper's choice: the user's frozen graph, <c>deepspeech/output_graph.pb</c> in the model folder. Cannot stream.</summary>
    DeepSpeech = 1,

    /// <summary>
    /// The same beside the states of a speech recogniser's encoder for English, <c>moonshine_tiny_encoder.onnx</c> in the model folder. Lips may follow English speech more
    /// closely; each clip decides whether the encoder is used. Training and driving take longer, and a stream answers later.
    /// </summary>
    Moonshine = 2,
}
