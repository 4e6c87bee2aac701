namespace ReliTalk;

/// <summary>Where the head's motion comes from while speech drives the mouth.</summary>
public abstract record HeadMotionSource
{
    private HeadMotionSource() { }

    /// <summary>From the source video, played forth and back so that no jump shows.</summary>
    public static HeadMotionSource Source { get; } = new OwnClip();

    /// <summary>One frame of the source video, the first one with open eyes: a still head with a moving mouth.</summary>
    public static HeadMotionSource Still { get; } = new OneFrame();

    /// <summary>
    /// From another video, of anybody: source frames are chosen whose head follows that one's motion. The motion counts relative to its mean, shrunk to the range that the source video has;
    /// the head moves no faster than in the source video. It is played forth and back where the speech is longer. The video's first five minutes are tracked before the first frame comes.
    /// </summary>
    /// <param name="path">Any video that shows one face and that ffmpeg reads. Its sound is not heard.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static HeadMotionSource Reference(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new OtherVideo(path);
    }

    internal sealed record OwnClip : HeadMotionSource;

    internal sealed record OneFrame : HeadMotionSource;

    internal sealed record OtherVideo(string Path) : HeadMotionSource;
}
