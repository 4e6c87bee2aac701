using System.Numerics;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>Several lights at once; their radiance adds.</summary>
public sealed record CombinedLight : Light
{
    private readonly Light[] _lights;

    /// <summary>Creates the sum.</summary>
    /// <param name="lights">One light or more.</param>
    /// <exception cref="ArgumentException">No light was given.</exception>
    public CombinedLight(IReadOnlyList<Light> lights)
    {
        ArgumentNullException.ThrowIfNull(lights);
        if (lights.Count == 0) throw new ArgumentException("At least one light is needed.", nameof(lights));
        _lights = [.. lights];
    }

    /// <summary>The lights that add up.</summary>
    public IReadOnlyList<Light> Lights => _lights;

    /// <inheritdoc/>
    public override LightSamples Sample()
    {
        var directions = new List<Vector3>();
        var fluxes = new List<Vector3>();
        foreach (var light in _lights)
        {
            var samples = light.Sample();
            for (var i = 0; i < samples.Count; i++)
            {
                directions.Add(samples.Direction(i));
                fluxes.Add(samples.Flux(i));
            }
        }
        return new LightSamples(directions.ToArray(), fluxes.ToArray());
    }

    /// <inheritdoc/>
    public override Light Rotated(Quaternion rotation) => new CombinedLight(Array.ConvertAll(_lights, l => l.Rotated(rotation)));

    /// <inheritdoc/>
    public override Light Scaled(float factor) => new CombinedLight(Array.ConvertAll(_lights, l => l.Scaled(factor)));
}
