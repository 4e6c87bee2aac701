using System.Numerics;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Reflectance.Visibility;

/// <summary>
/// What the head's own shadows take from each of the nine spherical harmonics taken as a light: with it, shading under any 9 x 3 light stays linear in the
/// light although parts of it are hidden.
/// </summary>
internal static class HiddenBasis
{
    private const int Rows = 8;

    /// <summary>Hidden diffuse shading (irradiance / pi) of the nine functions.</summary>
    /// <param name="horizon">The portrait's horizon map.</param>
    /// <param name="strength">Share that a shadow takes away, 0..1.</param>
    /// <returns>Nine runs of foreground pixels.</returns>
    public static float[] Of(HorizonMap horizon, float strength)
    {
        var count = horizon.Pixels.Length;
        var result = new float[9 * count];
        var hidden = new float[count];
        Span<float> basis = stackalloc float[9];
        for (var row = 0; row < Rows; row++)
        for (var column = 0; column < 2 * Rows; column++)
        {
            var direction = LatitudeLongitude.Direction((column + 0.5f) / (2 * Rows), (row + 0.5f) / Rows);
            if (!Hidden(horizon, direction, strength * LatitudeLongitude.SolidAngle(row, 2 * Rows, Rows) / MathF.PI, hidden)) continue;
            SphericalHarmonics.Evaluate(direction, basis);
            for (var k = 0; k < 9; k++)
            {
                var factor = basis[k];
                var target = result.AsSpan(k * count, count);
                var i = 0;
                for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
                    (new Vector<float>(target[i..]) + new Vector<float>(hidden, i) * factor).CopyTo(target[i..]);
                for (; i < count; i++) target[i] += hidden[i] * factor;
            }
        }
        return result;
    }

    private static bool Hidden(HorizonMap horizon, Vector3 direction, float scale, float[] hidden)
    {
        var count = horizon.Pixels.Length;
        var (first, second, share) = HorizonMap.Bracket(direction);
        var elevation = MathF.Asin(Math.Clamp(direction.Z, -1f, 1f));
        var any = false;
        for (var i = 0; i < count; i++)
        {
            var cosine = horizon.Normals[i] * direction.X + horizon.Normals[count + i] * direction.Y + horizon.Normals[2 * count + i] * direction.Z;
            if (cosine <= 0f)
            {
                hidden[i] = 0f;
                continue;
            }
            var low = horizon.Elevations[first * count + i];
            var edge = low + share * (horizon.Elevations[second * count + i] - low);
            var clear = Math.Clamp((elevation - edge) / (2f * LightClusters.BroadPenumbra) + 0.5f, 0f, 1f);
            hidden[i] = scale * cosine * (1f - clear);
            any |= hidden[i] != 0f;
        }
        return any;
    }
}
