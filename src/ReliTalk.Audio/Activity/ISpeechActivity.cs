namespace ReliTalk.Audio.Activity;

/// <summary>Tells speech from silence. Immutable; safe for several threads.</summary>
public interface ISpeechActivity
{
    /// <summary>Opens a detector for one utterance.</summary>
    ISpeechActivityStream Open();
}
