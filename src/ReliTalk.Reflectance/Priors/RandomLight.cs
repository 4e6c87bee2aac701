using System.Numerics;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Reflectance.Priors;

/// <summary>Random coloured lights for identity consistency (Eq. 19): a soft key from any side in front plus a coloured fill. Continuous, not a fixed set.</summary>
public static class RandomLight
{
    /// <summary>Draws a light that lights a white surface in front of it to about 1.</summary>
    /// <param name="random">Source of randomness.</param>
    public static RadianceCoefficients Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var azimuth = (float)(random.NextDouble() * 2 - 1) * 1.6f;
        var elevation = (float)(random.NextDouble() * 1.4 - 0.4);
        var key = DirectionalLight.At(azimuth, elevation, Colour(random) * (MathF.PI * (0.5f + 0.5f * random.NextSingle()))).Project().Windowed(0.03f);
        var fill = RadianceCoefficients.Constant(Colour(random) * (0.15f + 0.35f * random.NextSingle()));
        var values = new float[27];
        for (var i = 0; i < 27; i++) values[i] = key.Values[i] + fill.Values[i];
        return new RadianceCoefficients(values);
    }

    private static Vector3 Colour(Random random)
        => new(0.7f + 0.6f * random.NextSingle(), 0.7f + 0.6f * random.NextSingle(), 0.7f + 0.6f * random.NextSingle());
}
