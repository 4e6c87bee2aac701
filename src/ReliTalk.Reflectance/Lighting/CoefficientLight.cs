using System.Numerics;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>A light given as 9 x 3 spherical-harmonics coefficients of radiance.</summary>
/// <param name="Coefficients">The coefficients, linear RGB.</param>
public sealed record CoefficientLight(RadianceCoefficients Coefficients) : Light
{
    /// <inheritdoc/>
    /// <remarks>The points carry negative flux where the series is negative: clipping here would change the light, and sums over it must stay linear.</remarks>
    public override LightSamples Sample()
    {
        const int height = 32, width = 64;
        var directions = new Vector3[width * height];
        var fluxes = new Vector3[width * height];
        for (var row = 0; row < height; row++)
        for (var column = 0; column < width; column++)
        {
            var i = row * width + column;
            directions[i] = LatitudeLongitude.Direction((column + 0.5f) / width, (row + 0.5f) / height);
            fluxes[i] = Coefficients.Radiance(directions[i]) * LatitudeLongitude.SolidAngle(row, width, height);
        }
        return new LightSamples(directions, fluxes);
    }

    /// <inheritdoc/>
    public override RadianceCoefficients Project() => Coefficients;

    /// <inheritdoc/>
    public override Light Rotated(Quaternion rotation) => new CoefficientLight(Coefficients.Rotated(rotation));

    /// <inheritdoc/>
    public override Light Scaled(float factor)
    {
        CheckFactor(factor);
        return new CoefficientLight(Coefficients.Scaled(factor));
    }
}
