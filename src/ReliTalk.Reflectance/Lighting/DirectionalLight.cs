using System.Numerics;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>A sun: parallel light from one direction.</summary>
public sealed record DirectionalLight : Light
{
    /// <summary>Creates the light.</summary>
    /// <param name="direction">Vector TO the light, camera axes; normalised here.</param>
    /// <param name="irradiance">Irradiance on a surface that faces the light, linear RGB. Pi lights a white surface to exactly 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The direction has no length, or the colour is negative or not finite.</exception>
    public DirectionalLight(Vector3 direction, Vector3 irradiance)
    {
        Direction = CheckDirection(direction, nameof(direction));
        Irradiance = CheckColour(irradiance, nameof(irradiance));
    }

    /// <summary>Unit vector TO the light.</summary>
    public Vector3 Direction { get; }

    /// <summary>Irradiance on a surface that faces the light, linear RGB.</summary>
    public Vector3 Irradiance { get; }

    /// <summary>A light from an azimuth and an elevation.</summary>
    /// <param name="azimuth">Radians; 0 is in front of the face, positive to the picture's right, pi is behind the head.</param>
    /// <param name="elevation">Radians above the horizon, -pi/2 to pi/2.</param>
    /// <param name="irradiance">As in the constructor.</param>
    public static DirectionalLight At(float azimuth, float elevation, Vector3 irradiance) => new(
        new Vector3(MathF.Cos(elevation) * MathF.Sin(azimuth), MathF.Sin(elevation), MathF.Cos(elevation) * MathF.Cos(azimuth)), irradiance);

    /// <inheritdoc/>
    public override LightSamples Sample() => new([Direction], [Irradiance]);

    /// <inheritdoc/>
    public override Light Rotated(Quaternion rotation) => new DirectionalLight(Vector3.Transform(Direction, rotation), Irradiance);

    /// <inheritdoc/>
    public override Light Scaled(float factor)
    {
        CheckFactor(factor);
        return new DirectionalLight(Direction, Irradiance * factor);
    }
}
