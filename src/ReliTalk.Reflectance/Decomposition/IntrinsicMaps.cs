using ReliTalk.Reflectance.Visibility;

namespace ReliTalk.Reflectance.Decomposition;

/// <summary>
/// What one picture is made of, ready for any light: the right-hand side of Eq. 17 without the light. All maps are planar and row-major, from the top left.
/// The arrays are shared, not copied; treat them as frozen once a relighter uses them.
/// </summary>
public sealed class IntrinsicMaps
{
    /// <summary>Wraps finished maps.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="albedo">A: three planes (red, green, blue), linear, 0 or more; it carries the photo's own detail.</param>
    /// <param name="normals">N: three planes (x, y, z), unit length in camera axes, (0, 0, 0) where the picture is not lit.</param>
    /// <param name="specularWeight">C_spec of Eq. 16: one plane, 0 or more, 0 off the skin.</param>
    /// <param name="matte">Foreground share, one plane, 0..1.</param>
    /// <exception cref="ArgumentException">A plane's length does not fit the size.</exception>
    public IntrinsicMaps(int width, int height, float[] albedo, float[] normals, float[] specularWeight, float[] matte)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Check(albedo, 3, nameof(albedo));
        Check(normals, 3, nameof(normals));
        Check(specularWeight, 1, nameof(specularWeight));
        Check(matte, 1, nameof(matte));
        Width = width;
        Height = height;
        Albedo = albedo;
        Normals = normals;
        SpecularWeight = specularWeight;
        Matte = matte;

        void Check(float[] plane, int planes, string name)
        {
            ArgumentNullException.ThrowIfNull(plane, name);
            if (plane.Length != planes * width * height)
                throw new ArgumentException($"The map '{name}' of a {width}x{height} picture needs {planes * width * height} values, but has {plane.Length}.", name);
        }
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>A: three planes, linear RGB, 0 or more.</summary>
    public float[] Albedo { get; }

    /// <summary>N: three planes, unit length in camera axes; (0, 0, 0) where nothing is lit.</summary>
    public float[] Normals { get; }

    /// <summary>C_spec of Eq. 16, one plane.</summary>
    public float[] SpecularWeight { get; }

    /// <summary>Foreground share, one plane, 0..1.</summary>
    public float[] Matte { get; }

    /// <summary>The person's own colours that these maps explain, without what the old background adds to the soft edge: three planes of linear RGB; empty where they are not known.</summary>
    public float[] Foreground { get; init; } = [];

    /// <summary>How far highlights take the albedo's colour, 0..1: 1 is Eq. 17 as printed, 0 leaves them the light's colour, as on real skin.</summary>
    public float SpecularTint { get; init; } = 1f;

    /// <summary>Mean albedo that stands in for the pixel's own where highlights are not tinted, so that C_spec keeps its meaning.</summary>
    public float SpecularReference { get; init; } = 0.33f;

    /// <summary>The head's own horizon, with which a new light casts shadows; null for none.</summary>
    public HorizonMap? Horizon { get; init; }

    /// <summary>The learned part of F_shad (Eq. 10), or null.</summary>
    public OcclusionFill? Fill { get; init; }

    /// <summary>Strength and softness of those shadows.</summary>
    public ShadowOptions Shadows { get; init; } = new();
}
