namespace ReliTalk;

/// <summary>Where the head's motion comes from while speech drives the mouth.</summary>
public enum HeadMotionSource
{
    /// <summary>From the source video, played forth and back so that no jump shows.</summary>
    Source = 0,

    /// <summary>One frame of the source video: a still head with a moving mouth.</summary>
    Still = 1,
}
