using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Reflectance.Compositing;

/// <summary>What stands behind the relit portrait. Immutable and safe to share between threads.</summary>
public abstract record Background
{
    private protected Background() { }

    /// <summary>The source video's own background, left in its own light.</summary>
    public static Background Source { get; } = new SourceBackground();

    /// <summary>Nothing: the picture keeps its matte as alpha.</summary>
    public static Background Transparent { get; } = new TransparentBackground();

    /// <summary>One colour.</summary>
    /// <param name="linear">Linear RGB, 0..1.</param>
    public static Background Colour(Vector3 linear) => new ColourBackground(linear);

    /// <summary>A still picture, scaled to cover the frame and centred.</summary>
    /// <param name="picture">Any size; sRGB.</param>
    public static Background Image(Frame picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new PictureBackground(_ => picture);
    }

    /// <summary>A moving picture, each frame scaled to cover and centred.</summary>
    /// <param name="pictureAt">The picture at a time of the output; called from the composing thread.</param>
    public static Background Video(Func<TimeSpan, Frame> pictureAt)
    {
        ArgumentNullException.ThrowIfNull(pictureAt);
        return new PictureBackground(pictureAt);
    }

    /// <summary>The environment that lights the portrait, as a camera in front of it sees it.</summary>
    /// <param name="light">The environment with its rotation and exposure.</param>
    /// <param name="fieldOfView">Horizontal field of view of the picture in radians, above 0 and below pi. A portrait lens sees about 0.6.</param>
    /// <param name="blur">Blur as an angle in radians (standard deviation), 0 for none: a lens focused on the face throws the scene out of focus. Default 0.03.</param>
    public static Background Environment(EnvironmentLight light, float fieldOfView = 0.6f, float blur = 0.03f)
    {
        ArgumentNullException.ThrowIfNull(light);
        if (!(fieldOfView > 0f) || fieldOfView >= MathF.PI) throw new ArgumentOutOfRangeException(nameof(fieldOfView), fieldOfView, "The field of view must lie between 0 and pi radians.");
        if (!(blur >= 0f) || blur > 1f) throw new ArgumentOutOfRangeException(nameof(blur), blur, "The blur must lie in 0..1 radians.");
        return new EnvironmentBackground(light, fieldOfView, blur);
    }

    internal sealed record SourceBackground : Background;

    internal sealed record TransparentBackground : Background;

    internal sealed record ColourBackground(Vector3 Linear) : Background;

    internal sealed record PictureBackground(Func<TimeSpan, Frame> At) : Background;

    internal sealed record EnvironmentBackground(EnvironmentLight Light, float FieldOfView, float Blur) : Background;
}
