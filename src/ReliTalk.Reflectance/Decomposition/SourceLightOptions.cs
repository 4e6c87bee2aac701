using System.Numerics;

namespace ReliTalk.Reflectance.Decomposition;

/// <summary>How the light of the source video is estimated.</summary>
public sealed record SourceLightOptions
{
    /// <summary>
    /// Mean linear albedo of the speaker's skin, 0..1 a channel. A video fixes only albedo times light: this value pins the scale and the colour, so that relighting by an
    /// absolute environment has the right exposure. The default is that of light skin; give the measured value where it is known.
    /// </summary>
    public Vector3 SkinAlbedo { get; init; } = new(0.48f, 0.29f, 0.21f);

    /// <summary>
    /// How far the skin albedo's hue follows the picture, 0..1: 0 keeps <see cref="SkinAlbedo"/> as given, 1 takes the light for exactly neutral (a well white-balanced
    /// video) and the whole cast for the skin's own. Default 0.6; 0 where the albedo was measured. Brightness stays as given.
    /// </summary>
    public float NeutralLight { get; init; } = 0.6f;

    /// <summary>C_spec of the skin while the light is fitted; 0 leaves the specular part out, which overestimates the light. Default 0.04.</summary>
    public float SpecularWeight { get; init; } = 0.04f;

    /// <summary>How far highlights take the skin's colour, 0..1: 1 is Eq. 17 as printed, 0 leaves them the light's colour, as on real skin. Default 0.5.</summary>
    public float SpecularTint { get; init; } = 0.5f;

    /// <summary>Mean albedo of which <see cref="SpecularWeight"/> is a share where highlights are not tinted: the mean of <see cref="SkinAlbedo"/>.</summary>
    public float SpecularReference => (SkinAlbedo.X + SkinAlbedo.Y + SkinAlbedo.Z) / 3f;

    /// <summary>Blinn-Phong exponent s of the skin, 1 to 256. Default 32.</summary>
    public float Exponent { get; init; } = 32f;

    /// <summary>Share of the light that the head's own shadows take away in the fit, 0..1; light between the features fills the rest. Default 0.4.</summary>
    public float ShadowStrength { get; init; } = 0.4f;

    /// <summary>Weight of the pull of orders 1 and 2 towards 0, per unit of mean squared basis; 0 or more. Default 0.001.</summary>
    public float Ridge { get; init; } = 0.001f;

    /// <summary>
    /// Weight of the pull of the two front-back coefficients (z and 3z2-1) towards 0.3 and 0.1 of the constant one (the latter with twice the weight), per unit of mean squared basis; 0 or more.
    /// Nearly all visible skin faces the camera, so these three can hardly be told apart, and what skin does at its rim would make a light from behind; people film
    /// themselves with the light before them (the paper starts from frontal light, too). The weight holds for a relative error of 0.14 a pixel and falls with its
    /// square: exact pixels need no assumption. Default 0.005.
    /// </summary>
    public float FrontalHold { get; init; } = 0.005f;

    /// <summary>Rounds of reweighting that push cast shadows, brows and lips out of the fit. Default 6.</summary>
    public int Rounds { get; init; } = 6;

    /// <summary>The same options with the skin albedo's hue moved towards what a neutral light would mean.</summary>
    /// <param name="light">The light that was fitted with these options.</param>
    internal SourceLightOptions Towards(Lighting.RadianceCoefficients light)
    {
        var level = Vector3.Max(light[0], new Vector3(1e-4f));
        var mean = (level.X + level.Y + level.Z) / 3f;
        var hue = new Vector3(MathF.Pow(level.X / mean, NeutralLight), MathF.Pow(level.Y / mean, NeutralLight), MathF.Pow(level.Z / mean, NeutralLight));
        var moved = SkinAlbedo * hue;
        moved *= Lighting.LightSamples.Luminance(SkinAlbedo) / Lighting.LightSamples.Luminance(moved);
        return this with { SkinAlbedo = Vector3.Clamp(moved, new Vector3(0.01f), new Vector3(0.95f)) };
    }

    /// <summary>Throws where a value lies outside its range.</summary>
    public void Validate()
    {
        if (!(SkinAlbedo.X > 0 && SkinAlbedo.Y > 0 && SkinAlbedo.Z > 0) || SkinAlbedo.X > 1 || SkinAlbedo.Y > 1 || SkinAlbedo.Z > 1)
            throw new ArgumentOutOfRangeException(nameof(SkinAlbedo), SkinAlbedo, "The skin albedo must lie above 0 and at most at 1 in every channel.");
        if (!(NeutralLight is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(NeutralLight), NeutralLight, "The share must lie in 0..1.");
        if (!(SpecularWeight >= 0) || SpecularWeight > 1) throw new ArgumentOutOfRangeException(nameof(SpecularWeight), SpecularWeight, "The specular weight must lie in 0..1.");
        if (!(SpecularTint is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(SpecularTint), SpecularTint, "The tint must lie in 0..1.");
        if (!(Exponent >= 1) || Exponent > 256) throw new ArgumentOutOfRangeException(nameof(Exponent), Exponent, "The exponent must lie in 1..256.");
        if (!(Ridge >= 0) || !float.IsFinite(Ridge)) throw new ArgumentOutOfRangeException(nameof(Ridge), Ridge, "The ridge must be 0 or more.");
        if (!(FrontalHold >= 0) || !float.IsFinite(FrontalHold)) throw new ArgumentOutOfRangeException(nameof(FrontalHold), FrontalHold, "The hold must be 0 or more.");
        if (!(ShadowStrength is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(ShadowStrength), ShadowStrength, "The strength must lie in 0..1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
    }
}
