namespace ReliTalk.Audio;

/// <summary>What f_pho (Eq. 2) is made of.</summary>
public enum SpeechFeatureKind
{
    /// <summary>Phone posteriors beside log-mel energies.</summary>
    Phones = 0,

    /// <summary>The same beside the 29 logits of DeepSpeech 0.1.0, the paper's choice: the user's frozen graph, <c>deepspeech/output_graph.pb</c> in the model folder. Cannot stream.</summary>
    DeepSpeech = 1,

    /// <summary>
    /// The default: phone posteriors and log-mel energies beside the states of a speech recogniser's encoder, <c>moonshine_tiny_encoder.onnx</c> in the model folder. It was trained
    /// on English and hears other languages' sounds, too; each clip decides whether it is used. A stream can answer sooner without it (<see cref="SpeechDriveOptions.LowLatency"/>).
    /// </summary>
    Moonshine = 2,
}
