using System.Numerics;

namespace ReliTalk.Reflectance.Lighting;

/// <summary>A distant round soft box: uniform radiance inside a cone.</summary>
public sealed record AreaLight : Light
{
    private const int Points = 192;

    /// <summary>Creates the light.</summary>
    /// <param name="direction">Vector TO the centre, camera axes; normalised here.</param>
    /// <param name="angularRadius">Half the opening angle in radians, above 0 and at most pi / 2.</param>
    /// <param name="irradiance">Irradiance on a surface that faces the light, linear RGB: the same exposure as a <see cref="DirectionalLight"/> of that value.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public AreaLight(Vector3 direction, float angularRadius, Vector3 irradiance)
    {
        Direction = CheckDirection(direction, nameof(direction));
        if (!(angularRadius > 0) || angularRadius > MathF.PI / 2 + 1e-6f)
            throw new ArgumentOutOfRangeException(nameof(angularRadius), angularRadius, "The angular radius must lie above 0 and at most at pi / 2.");
        AngularRadius = angularRadius;
        Irradiance = CheckColour(irradiance, nameof(irradiance));
    }

    /// <summary>Unit vector TO the centre.</summary>
    public Vector3 Direction { get; }

    /// <summary>Half the opening angle, radians.</summary>
    public float AngularRadius { get; }

    /// <summary>Irradiance on a surface that faces the light, linear RGB.</summary>
    public Vector3 Irradiance { get; }

    /// <inheritdoc/>
    public override LightSamples Sample()
    {
        // A sunflower spiral: equal solid angle a point. Irradiance of a cap is pi sin^2(r) times its radiance.
        var side = MathF.Abs(Direction.Y) < 0.9f ? Vector3.UnitY : Vector3.UnitX;
        var right = Vector3.Normalize(Vector3.Cross(side, Direction));
        var up = Vector3.Cross(Direction, right);
        var cap = 1f - MathF.Cos(AngularRadius);
        var sine = MathF.Sin(AngularRadius);
        var flux = Irradiance / (MathF.PI * sine * sine) * (2f * MathF.PI * cap / Points);
        var golden = MathF.PI * (3f - MathF.Sqrt(5f));
        var directions = new Vector3[Points];
        var fluxes = new Vector3[Points];
        for (var i = 0; i < Points; i++)
        {
            var cosine = 1f - cap * (i + 0.5f) / Points;
            var radius = MathF.Sqrt(MathF.Max(0f, 1f - cosine * cosine));
            var (s, c) = MathF.SinCos(golden * i);
            directions[i] = cosine * Direction + radius * (c * right + s * up);
            fluxes[i] = flux;
        }
        return new LightSamples(directions, fluxes);
    }

    /// <inheritdoc/>
    public override Light Rotated(Quaternion rotation) => new AreaLight(Vector3.Transform(Direction, rotation), AngularRadius, Irradiance);

    /// <inheritdoc/>
    public override Light Scaled(float factor)
    {
        CheckFactor(factor);
        return new AreaLight(Direction, AngularRadius, Irradiance * factor);
    }
}
