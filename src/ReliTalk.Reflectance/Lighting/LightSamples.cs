using System.Numerics;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>
/// Any light as a list of distant points: a unit direction TO the light and its flux, radiance times solid angle, in linear RGB.
/// Sums over it replace integrals over the sphere. Structure of arrays, so that loops over it vectorise. Immutable.
/// </summary>
public sealed class LightSamples
{
    private readonly float[] _x, _y, _z, _red, _green, _blue;

    /// <summary>Takes directions and fluxes of the same length.</summary>
    /// <param name="directions">Vectors TO the light in camera axes; normalised here.</param>
    /// <param name="fluxes">Radiance times solid angle, linear RGB, finite; negative only for lights given as coefficients.</param>
    /// <exception cref="ArgumentException">Lengths differ, a direction has no length, or a flux is not finite.</exception>
    public LightSamples(ReadOnlySpan<Vector3> directions, ReadOnlySpan<Vector3> fluxes)
    {
        if (directions.Length != fluxes.Length) throw new ArgumentException("Every direction needs one flux.", nameof(fluxes));
        var n = directions.Length;
        _x = new float[n];
        _y = new float[n];
        _z = new float[n];
        _red = new float[n];
        _green = new float[n];
        _blue = new float[n];
        for (var i = 0; i < n; i++)
        {
            var length = directions[i].Length();
            if (!(length > 1e-12f) || !float.IsFinite(length)) throw new ArgumentException($"Direction {i} of the light has no length.", nameof(directions));
            var flux = fluxes[i];
            if (!float.IsFinite(flux.X + flux.Y + flux.Z)) throw new ArgumentException($"Flux {i} of the light is not finite.", nameof(fluxes));
            (_x[i], _y[i], _z[i]) = (directions[i].X / length, directions[i].Y / length, directions[i].Z / length);
            (_red[i], _green[i], _blue[i]) = (flux.X, flux.Y, flux.Z);
        }
    }

    /// <summary>Number of points.</summary>
    public int Count => _x.Length;

    /// <summary>X of the unit directions (right).</summary>
    public ReadOnlySpan<float> X => _x;

    /// <summary>Y of the unit directions (up).</summary>
    public ReadOnlySpan<float> Y => _y;

    /// <summary>Z of the unit directions (towards the viewer).</summary>
    public ReadOnlySpan<float> Z => _z;

    /// <summary>Red flux.</summary>
    public ReadOnlySpan<float> Red => _red;

    /// <summary>Green flux.</summary>
    public ReadOnlySpan<float> Green => _green;

    /// <summary>Blue flux.</summary>
    public ReadOnlySpan<float> Blue => _blue;

    /// <summary>Unit direction of point <paramref name="i"/>.</summary>
    public Vector3 Direction(int i) => new(_x[i], _y[i], _z[i]);

    /// <summary>Flux of point <paramref name="i"/>, linear RGB.</summary>
    public Vector3 Flux(int i) => new(_red[i], _green[i], _blue[i]);

    /// <summary>Rec. 709 luminance of a linear RGB value.</summary>
    public static float Luminance(Vector3 linear) => 0.2126f * linear.X + 0.7152f * linear.Y + 0.0722f * linear.Z;

    /// <summary>Luminance of one pixel of three planes of linear RGB.</summary>
    internal static float Luminance(ReadOnlySpan<float> planes, int pixel)
    {
        var plane = planes.Length / 3;
        return Luminance(new Vector3(planes[pixel], planes[plane + pixel], planes[2 * plane + pixel]));
    }

    /// <summary>Turns and scales every point.</summary>
    /// <param name="rotation">Unit quaternion in camera axes.</param>
    /// <param name="gain">Factor on every flux, linear RGB.</param>
    public LightSamples Transformed(Quaternion rotation, Vector3 gain)
    {
        var directions = new Vector3[Count];
        var fluxes = new Vector3[Count];
        for (var i = 0; i < Count; i++)
        {
            directions[i] = Vector3.Transform(Direction(i), rotation);
            fluxes[i] = Flux(i) * gain;
        }
        return new LightSamples(directions, fluxes);
    }
}
