using System.Numerics;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>
/// Real orthonormal spherical harmonics up to order 2 in camera axes (x right, y up, z towards the viewer).
/// Order of the nine functions: 1, y, z, x, xy, yz, 3z2-1, xz, x2-y2. The Lambert factors are those of Ramamoorthi and Hanrahan (2001).
/// </summary>
public static class SphericalHarmonics
{
    /// <summary>Number of functions of orders 0, 1 and 2.</summary>
    public const int Count = 9;

    /// <summary>Y_00 = 1 / (2 sqrt(pi)).</summary>
    public const float C0 = 0.28209479f;

    /// <summary>Factor of y, z and x: sqrt(3 / (4 pi)).</summary>
    public const float C1 = 0.48860251f;

    /// <summary>Factor of xy, yz and xz: sqrt(15 / (4 pi)).</summary>
    public const float C2 = 1.09254843f;

    /// <summary>Factor of 3z2-1: sqrt(5 / (16 pi)).</summary>
    public const float C20 = 0.31539157f;

    /// <summary>Factor of x2-y2: sqrt(15 / (16 pi)).</summary>
    public const float C22 = 0.54627421f;

    private static readonly float[] Lambert =
    [
        MathF.PI,
        2f * MathF.PI / 3f, 2f * MathF.PI / 3f, 2f * MathF.PI / 3f,
        MathF.PI / 4f, MathF.PI / 4f, MathF.PI / 4f, MathF.PI / 4f, MathF.PI / 4f,
    ];

    /// <summary>A_l for each of the nine functions: pi, 2 pi / 3 (three times), pi / 4 (five times).</summary>
    public static ReadOnlySpan<float> LambertFactors => Lambert;

    /// <summary>Order l (0, 1 or 2) of function <paramref name="index"/>.</summary>
    public static int OrderOf(int index) => index switch { 0 => 0, < 4 => 1, _ => 2 };

    /// <summary>Values of the nine functions in a direction.</summary>
    /// <param name="direction">Unit vector in camera axes.</param>
    /// <param name="values">Receives nine values.</param>
    public static void Evaluate(Vector3 direction, Span<float> values)
    {
        var (x, y, z) = (direction.X, direction.Y, direction.Z);
        values[0] = C0;
        values[1] = C1 * y;
        values[2] = C1 * z;
        values[3] = C1 * x;
        values[4] = C2 * x * y;
        values[5] = C2 * y * z;
        values[6] = C20 * (3f * z * z - 1f);
        values[7] = C2 * x * z;
        values[8] = C22 * (x * x - y * y);
    }

    /// <summary>Projects a light onto the nine functions: L_lm = sum over its samples of (radiance x solid angle) Y_lm.</summary>
    /// <param name="samples">Discrete form of the light.</param>
    public static RadianceCoefficients Project(LightSamples samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Span<double> sums = stackalloc double[Count * 3];
        sums.Clear();
        Span<float> basis = stackalloc float[Count];
        for (var i = 0; i < samples.Count; i++)
        {
            Evaluate(samples.Direction(i), basis);
            var flux = samples.Flux(i);
            for (var k = 0; k < Count; k++)
            {
                sums[3 * k] += (double)basis[k] * flux.X;
                sums[3 * k + 1] += (double)basis[k] * flux.Y;
                sums[3 * k + 2] += (double)basis[k] * flux.Z;
            }
        }
        var values = new float[Count * 3];
        for (var i = 0; i < values.Length; i++) values[i] = (float)sums[i];
        return new RadianceCoefficients(values);
    }
}
