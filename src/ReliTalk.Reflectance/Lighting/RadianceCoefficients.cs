using System.Numerics;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>
/// A light as 9 x 3 spherical-harmonics coefficients of radiance (linear RGB), in the order and axes of <see cref="SphericalHarmonics"/>.
/// Immutable and safe to share between threads.
/// </summary>
public sealed class RadianceCoefficients
{
    private readonly float[] _values;

    /// <summary>Takes the coefficients row by row: function 0 red, green, blue, function 1 red and so on.</summary>
    /// <param name="values">27 finite numbers, linear radiance.</param>
    /// <exception cref="ArgumentException">Not 27 values, or one of them is not finite.</exception>
    public RadianceCoefficients(ReadOnlySpan<float> values)
    {
        if (values.Length != SphericalHarmonics.Count * 3)
            throw new ArgumentException($"A light has 9 x 3 = 27 coefficients, but {values.Length} were given.", nameof(values));
        foreach (var value in values)
            if (!float.IsFinite(value)) throw new ArgumentException("A light's coefficients must be finite numbers.", nameof(values));
        _values = values.ToArray();
    }

    /// <summary>The 27 values, row by row.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Coefficient of one function, linear RGB.</summary>
    /// <param name="function">0 to 8.</param>
    public Vector3 this[int function] => new(_values[3 * function], _values[3 * function + 1], _values[3 * function + 2]);

    /// <summary>A light that is equally bright from everywhere.</summary>
    /// <param name="radiance">Linear RGB radiance.</param>
    public static RadianceCoefficients Constant(Vector3 radiance)
    {
        var values = new float[27];
        var scaled = radiance / SphericalHarmonics.C0;
        (values[0], values[1], values[2]) = (scaled.X, scaled.Y, scaled.Z);
        return new RadianceCoefficients(values);
    }

    /// <summary>Radiance that arrives from a direction; may be negative where a bright light rings.</summary>
    /// <param name="direction">Unit vector TO the light, camera axes.</param>
    public Vector3 Radiance(Vector3 direction)
    {
        Span<float> basis = stackalloc float[9];
        SphericalHarmonics.Evaluate(direction, basis);
        var sum = Vector3.Zero;
        for (var k = 0; k < 9; k++) sum += basis[k] * this[k];
        return sum;
    }

    /// <summary>Lambert shading S_shad of Eq. 10 without occlusion: irradiance / pi = sum of A_l / pi L_lm Y_lm(n) (Ramamoorthi and Hanrahan 2001).</summary>
    /// <param name="normal">Unit normal, camera axes.</param>
    /// <returns>Linear RGB; times albedo it is the reflected radiance. May be slightly negative on the dark side.</returns>
    public Vector3 Shading(Vector3 normal)
    {
        Span<float> basis = stackalloc float[9];
        SphericalHarmonics.Evaluate(normal, basis);
        var sum = Vector3.Zero;
        for (var k = 0; k < 9; k++) sum += SphericalHarmonics.LambertFactors[k] / MathF.PI * basis[k] * this[k];
        return sum;
    }

    /// <summary>The same light times a factor.</summary>
    public RadianceCoefficients Scaled(float factor)
    {
        var values = new float[27];
        for (var i = 0; i < 27; i++) values[i] = factor * _values[i];
        return new RadianceCoefficients(values);
    }

    /// <summary>The same light turned by a rotation, exactly: order 1 is a vector, order 2 a symmetric traceless matrix.</summary>
    /// <param name="rotation">Unit quaternion in camera axes; a light at <c>d</c> moves to <c>rotation * d</c>.</param>
    public RadianceCoefficients Rotated(Quaternion rotation)
    {
        var x = Vector3.Transform(Vector3.UnitX, rotation);
        var y = Vector3.Transform(Vector3.UnitY, rotation);
        var z = Vector3.Transform(Vector3.UnitZ, rotation);
        var values = new float[27];
        for (var c = 0; c < 3; c++)
        {
            values[c] = _values[c];
            var vector = _values[9 + c] * x + _values[3 + c] * y + _values[6 + c] * z;
            (values[3 + c], values[6 + c], values[9 + c]) = (vector.Y, vector.Z, vector.X);

            // Q = C2 (xy, yz, xz off the diagonal) + C20 diag(-1,-1,2) + C22 diag(1,-1,0), turned as R Q R^T.
            var xy = 0.5f * SphericalHarmonics.C2 * _values[12 + c];
            var yz = 0.5f * SphericalHarmonics.C2 * _values[15 + c];
            var xz = 0.5f * SphericalHarmonics.C2 * _values[21 + c];
            var zz = 2f * SphericalHarmonics.C20 * _values[18 + c];
            var xx = -0.5f * zz + SphericalHarmonics.C22 * _values[24 + c];
            var yy = -0.5f * zz - SphericalHarmonics.C22 * _values[24 + c];
            float Turned(Func<Vector3, float> row, Func<Vector3, float> column)
            {
                var left = new Vector3(row(x), row(y), row(z));
                var right = new Vector3(column(x), column(y), column(z));
                var product = new Vector3(
                    xx * right.X + xy * right.Y + xz * right.Z,
                    xy * right.X + yy * right.Y + yz * right.Z,
                    xz * right.X + yz * right.Y + zz * right.Z);
                return Vector3.Dot(left, product);
            }

            values[12 + c] = Turned(v => v.X, v => v.Y) * 2f / SphericalHarmonics.C2;
            values[15 + c] = Turned(v => v.Y, v => v.Z) * 2f / SphericalHarmonics.C2;
            values[21 + c] = Turned(v => v.X, v => v.Z) * 2f / SphericalHarmonics.C2;
            values[18 + c] = Turned(v => v.Z, v => v.Z) * 0.5f / SphericalHarmonics.C20;
            values[24 + c] = (Turned(v => v.X, v => v.X) - Turned(v => v.Y, v => v.Y)) * 0.5f / SphericalHarmonics.C22;
        }
        return new RadianceCoefficients(values);
    }

    /// <summary>
    /// The same light with its higher orders damped against ringing: order l is divided by 1 + strength l^2 (l + 1)^2 (Sloan 2008, "Stupid spherical harmonics tricks").
    /// </summary>
    /// <param name="strength">0 leaves the light as it is; 0.01 to 0.05 removes the negative lobes of a strong small light.</param>
    public RadianceCoefficients Windowed(float strength)
    {
        if (!(strength >= 0) || !float.IsFinite(strength)) throw new ArgumentOutOfRangeException(nameof(strength), strength, "The window's strength must be 0 or more.");
        var values = new float[27];
        for (var k = 0; k < 9; k++)
        {
            var l = SphericalHarmonics.OrderOf(k);
            var factor = 1f / (1f + strength * l * l * (l + 1) * (l + 1));
            for (var c = 0; c < 3; c++) values[3 * k + c] = factor * _values[3 * k + c];
        }
        return new RadianceCoefficients(values);
    }
}
