using System.Numerics;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>The light of an environment map, turned and exposed.</summary>
public sealed record EnvironmentLight : Light
{
    private readonly Lazy<LightSamples> _unturned;

    /// <summary>Creates the light.</summary>
    /// <param name="map">Radiance from every direction.</param>
    /// <param name="exposure">Factor on the radiance, 0 or more; 1 is the map as it is, 2 is one stop brighter.</param>
    /// <exception cref="ArgumentOutOfRangeException">The exposure is negative or not finite.</exception>
    public EnvironmentLight(EnvironmentMap map, float exposure = 1f)
        : this(map, exposure, Quaternion.Identity, new Lazy<LightSamples>(() => map.Sample()))
    {
        ArgumentNullException.ThrowIfNull(map);
        CheckFactor(exposure);
    }

    private EnvironmentLight(EnvironmentMap map, float exposure, Quaternion rotation, Lazy<LightSamples> unturned)
    {
        Map = map;
        Exposure = exposure;
        Rotation = rotation;
        _unturned = unturned;
    }

    /// <summary>Radiance from every direction, before rotation and exposure.</summary>
    public EnvironmentMap Map { get; }

    /// <summary>Factor on the map's radiance.</summary>
    public float Exposure { get; }

    /// <summary>How the map is turned; identity leaves its centre behind the portrait.</summary>
    public Quaternion Rotation { get; }

    /// <summary>Radiance from a direction, with rotation and exposure applied.</summary>
    /// <param name="direction">Unit vector TO the light, camera axes.</param>
    public Vector3 Radiance(Vector3 direction) => Exposure * Map.Radiance(Vector3.Transform(direction, Quaternion.Conjugate(Rotation)));

    /// <inheritdoc/>
    /// <remarks>The map is reduced once; turned and scaled copies share that work.</remarks>
    public override LightSamples Sample() => _unturned.Value.Transformed(Rotation, new Vector3(Exposure));

    /// <inheritdoc/>
    public override RadianceCoefficients Project() => Map.Project().Scaled(Exposure).Rotated(Rotation);

    /// <inheritdoc/>
    public override Light Rotated(Quaternion rotation) => new EnvironmentLight(Map, Exposure, Quaternion.Normalize(rotation * Rotation), _unturned);

    /// <inheritdoc/>
    public override Light Scaled(float factor)
    {
        CheckFactor(factor);
        return new EnvironmentLight(Map, Exposure * factor, Rotation, _unturned);
    }
}
