namespace ReliTalk;

/// <summary>What stands behind the portrait.</summary>
public abstract record Backdrop
{
    private Backdrop() { }

    /// <summary>The source video's own background.</summary>
    public static Backdrop Source { get; } = new SourceVideo();

    /// <summary>The environment map that lights the portrait, seen through the camera and blurred.</summary>
    public static Backdrop Environment { get; } = new LightEnvironment();

    /// <summary>A still picture, scaled to cover the frame.</summary>
    public static Backdrop Image(string path) => new Picture(path);

    /// <summary>One colour, sRGB 0 to 1.</summary>
    public static Backdrop Color(float red, float green, float blue) => new Solid(red, green, blue);

    internal sealed record SourceVideo : Backdrop;

    internal sealed record LightEnvironment : Backdrop;

    internal sealed record Picture(string Path) : Backdrop;

    internal sealed record Solid(float Red, float Green, float Blue) : Backdrop;
}
