using System.Numerics;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>
/// A distant light in camera axes (x right, y up, z towards the viewer): RGB radiance over directions, in linear light. Intensity is physical and never
/// normalised away: twice the light gives a picture twice as bright before sRGB. Immutable and safe to share between threads.
/// </summary>
public abstract record Light
{
    /// <summary>The light as points on the sphere; sums over them replace integrals.</summary>
    public abstract LightSamples Sample();

    /// <summary>The light's projection onto nine spherical harmonics.</summary>
    public virtual RadianceCoefficients Project() => SphericalHarmonics.Project(Sample());

    /// <summary>The same light turned: what shone from <c>d</c> shines from <c>rotation * d</c>.</summary>
    /// <param name="rotation">Unit quaternion in camera axes.</param>
    public abstract Light Rotated(Quaternion rotation);

    /// <summary>The same light times a factor.</summary>
    /// <param name="factor">0 or more.</param>
    public abstract Light Scaled(float factor);

    /// <summary>The same light turned about the vertical axis; positive turns a light in front (+z) to the picture's right (+x).</summary>
    /// <param name="radians">Angle in radians.</param>
    public Light Turned(float radians) => Rotated(Quaternion.CreateFromAxisAngle(Vector3.UnitY, radians));

    /// <summary>Several lights at once.</summary>
    /// <param name="lights">One light or more.</param>
    public static Light Combine(params Light[] lights) => new CombinedLight(lights);

    /// <summary>Throws where a factor cannot scale a light.</summary>
    protected static void CheckFactor(float factor)
    {
        if (!(factor >= 0) || !float.IsFinite(factor)) throw new ArgumentOutOfRangeException(nameof(factor), factor, "A light's factor must be a finite number, 0 or more.");
    }

    /// <summary>Throws where a colour is negative or not finite.</summary>
    protected static Vector3 CheckColour(Vector3 value, string name)
    {
        if (!(value.X >= 0 && value.Y >= 0 && value.Z >= 0) || !float.IsFinite(value.X + value.Y + value.Z))
            throw new ArgumentOutOfRangeException(name, value, "A light's colour must be finite and not negative (linear RGB).");
        return value;
    }

    /// <summary>Normalises a direction, or throws where it has no length.</summary>
    protected static Vector3 CheckDirection(Vector3 value, string name)
    {
        var length = value.Length();
        if (!(length > 1e-6f) || !float.IsFinite(length)) throw new ArgumentOutOfRangeException(name, value, "A light's direction must have a length.");
        return value / length;
    }
}
