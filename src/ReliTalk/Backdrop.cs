using ReliTalk.Media;

namespace ReliTalk;

/// <summary>What stands behind the portrait.</summary>
public abstract record Backdrop
{
    private Backdrop() { }

    /// <summary>The source video's own background.</summary>
    public static Backdrop Source { get; } = new SourceVideo();

    /// <summary>The environment map that lights the portrait, seen through the camera and blurred.</summary>
    public static Backdrop Environment { get; } = new LightEnvironment();

    /// <summary>
    /// Nothing: frames are <see cref="PixelFormat.Rgba32"/> with straight alpha, and the colours of the soft edge are the portrait's own. Write them as .mov (ProRes 4444),
    /// .webm (VP9 with alpha) or a folder of PNGs; an .mp4 has no alpha and is refused.
    /// </summary>
    public static Backdrop Transparent { get; } = new Nothing();

    /// <summary>A still picture, scaled to cover the frame and centred.</summary>
    /// <param name="path">PNG, JPEG or any other picture that ffmpeg reads.</param>
    public static Backdrop Image(string path) => new Picture(path);

    /// <summary>A moving picture, scaled to cover the frame and centred, in time with the output, from its beginning again when it ends. Its sound is not heard.</summary>
    /// <param name="path">Any video that ffmpeg reads, of any frame rate.</param>
    public static Backdrop Video(string path) => new Movie(path);

    /// <summary>One colour, sRGB 0 to 1.</summary>
    public static Backdrop Color(float red, float green, float blue) => new Solid(red, green, blue);

    internal sealed record SourceVideo : Backdrop;

    internal sealed record LightEnvironment : Backdrop;

    internal sealed record Nothing : Backdrop;

    internal sealed record Picture(string Path) : Backdrop;

    internal sealed record Movie(string Path) : Backdrop;

    internal sealed record Solid(float Red, float Green, float Blue) : Backdrop;
}
