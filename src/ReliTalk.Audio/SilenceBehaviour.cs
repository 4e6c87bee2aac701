namespace ReliTalk.Audio;

/// <summary>What the face does where nobody speaks.</summary>
public enum SilenceBehaviour
{
    /// <summary>It goes back to how this speaker rests in the clip's pauses, half of the way in a third of a second: lips as far apart as they were then.</summary>
    Learnt = 0,

    /// <summary>Lips close, whatever the speaker does.</summary>
    Closed = 1,

    /// <summary>Nothing: the face does what the network makes of the silence.</summary>
    Free = 2,
}
