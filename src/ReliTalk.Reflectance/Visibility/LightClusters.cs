using System.Numerics;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Reflectance.Visibility;

/// <summary>
/// A light gathered into a few dozen points for shadows: strong small sources stay alone with sharp shadows, the rest is summed over cells with soft ones.
/// </summary>
internal sealed class LightClusters
{
    private const int Rows = 8;
    private const float StrongShare = 0.05f;

    private LightClusters(Vector3[] directions, Vector3[] fluxes, bool[] strong)
    {
        Directions = directions;
        Fluxes = fluxes;
        Strong = strong;
    }

    /// <summary>Half-width of the penumbra of a cell's light, in radians.</summary>
    public const float BroadPenumbra = 0.5f * MathF.PI / Rows;

    /// <summary>Unit directions TO the light.</summary>
    public Vector3[] Directions { get; }

    /// <summary>Radiance times solid angle, linear RGB.</summary>
    public Vector3[] Fluxes { get; }

    /// <summary>Whether a cluster is one strong small source.</summary>
    public bool[] Strong { get; }

    public static LightClusters Gather(LightSamples samples)
    {
        var total = 0f;
        for (var i = 0; i < samples.Count; i++) total += MathF.Abs(LightSamples.Luminance(samples.Flux(i)));
        var directions = new List<Vector3>();
        var fluxes = new List<Vector3>();
        var strong = new List<bool>();
        var cellDirection = new Vector3[2 * Rows * Rows];
        var cellFlux = new Vector3[2 * Rows * Rows];
        for (var i = 0; i < samples.Count; i++)
        {
            var flux = samples.Flux(i);
            var luminance = MathF.Abs(LightSamples.Luminance(flux));
            if (luminance > StrongShare * total)
            {
                directions.Add(samples.Direction(i));
                fluxes.Add(flux);
                strong.Add(true);
                continue;
            }
            var uv = LatitudeLongitude.Coordinates(samples.Direction(i));
            var cell = Math.Min((int)(uv.Y * Rows), Rows - 1) * 2 * Rows + Math.Min((int)(uv.X * 2 * Rows), 2 * Rows - 1);
            cellFlux[cell] += flux;
            cellDirection[cell] += luminance * samples.Direction(i);
        }
        for (var i = 0; i < cellFlux.Length; i++)
        {
            if (cellDirection[i].Length() <= 1e-4f * total) continue;
            directions.Add(Vector3.Normalize(cellDirection[i]));
            fluxes.Add(cellFlux[i]);
            strong.Add(false);
        }
        return new LightClusters([.. directions], [.. fluxes], [.. strong]);
    }
}
