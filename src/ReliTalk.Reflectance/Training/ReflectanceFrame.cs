using ReliTalk.Media;

namespace ReliTalk.Reflectance.Training;

/// <summary>One picture of the speaker with what geometry knows about it. Planes are row-major from the top left; the arrays are shared, not copied.</summary>
public sealed class ReflectanceFrame
{
    private readonly float[]? _depth;
    private readonly int[]? _patches;

    /// <summary>Bundles picture, normals and masks of one size.</summary>
    /// <param name="picture">I: the source frame, or the driven frame I^; sRGB.</param>
    /// <param name="normals">N^: three planes x, y, z of rough unit normals in camera axes; (0, 0, 0) where there is none.</param>
    /// <param name="skin">Trust that a pixel is bare skin, one plane 0..1: specular light and the skin priors hold there. Without brows, eyes, mouth interior, hair, cloth.</param>
    /// <param name="face">Where the normals come from the head model, one plane 0..1, eyes and mouth included: F_normal may refine them there.</param>
    /// <param name="matte">Foreground share, one plane 0..1.</param>
    /// <exception cref="ArgumentException">A plane's length does not fit the picture.</exception>
    public ReflectanceFrame(Frame picture, float[] normals, float[] skin, float[] face, float[] matte)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var plane = picture.Width * picture.Height;
        Check(normals, 3, nameof(normals));
        Check(skin, 1, nameof(skin));
        Check(face, 1, nameof(face));
        Check(matte, 1, nameof(matte));
        Picture = picture;
        Normals = normals;
        Skin = skin;
        Face = face;
        Matte = matte;

        void Check(float[] values, int planes, string name)
        {
            ArgumentNullException.ThrowIfNull(values, name);
            if (values.Length != planes * plane)
                throw new ArgumentException($"'{name}' of a {picture.Width}x{picture.Height} picture needs {planes * plane} values, but has {values.Length}.", name);
        }
    }

    /// <summary>The picture, sRGB.</summary>
    public Frame Picture { get; }

    /// <summary>N^: three planes.</summary>
    public float[] Normals { get; }

    /// <summary>Bare skin, one plane.</summary>
    public float[] Skin { get; }

    /// <summary>Head model, one plane.</summary>
    public float[] Face { get; }

    /// <summary>Foreground share, one plane.</summary>
    public float[] Matte { get; }

    /// <summary>
    /// Depth of the head model in pixels towards the viewer, one plane, not finite where no head was drawn; null leaves shadows to depth from normals, which
    /// does not know how far the neck lies behind the jaw.
    /// </summary>
    public float[]? Depth
    {
        get => _depth;
        init
        {
            if (value is not null && value.Length != Width * Height) throw new ArgumentException($"The depth of a {Width}x{Height} picture needs {Width * Height} values, but has {value.Length}.", nameof(value));
            _depth = value;
        }
    }

    /// <summary>
    /// Which patch of the head each pixel shows: an index that is the same in every frame, one plane, -1 where unknown; null without tracked correspondences.
    /// All that frames see of one patch has one albedo.
    /// </summary>
    public int[]? Patches
    {
        get => _patches;
        init
        {
            if (value is not null && value.Length != Width * Height) throw new ArgumentException($"The patches of a {Width}x{Height} picture need {Width * Height} values, but there are {value.Length}.", nameof(value));
            _patches = value;
        }
    }

    /// <summary>Columns.</summary>
    public int Width => Picture.Width;

    /// <summary>Rows.</summary>
    public int Height => Picture.Height;
}
