namespace ReliTalk.Audio;

/// <summary>What the lips do at the sounds p, b and m, for which every speaker shuts them.</summary>
public enum BilabialBehaviour
{
    /// <summary>What the speaker's film shows: the lips shut where the network is sure that this speaker's lips would be seen shut.</summary>
    Learnt,

    /// <summary>
    /// The lips shut at every p, b and m that is clearly heard. Closures that a film of 25 pictures a second passes over are seen too; the aperture follows
    /// the speaker's own a little less. Needs phoneme posteriors (the default features); with others it is the same as <see cref="Learnt"/>.
    /// </summary>
    Closed,
}
