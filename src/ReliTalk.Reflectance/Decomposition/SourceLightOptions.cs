using System.Numerics;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk.Reflectance.Decomposition;

/// <summary>How the light of the source video is estimated.</summary>
public sealed record SourceLightOptions
{
    private const float WellExposed = 0.65f;

    /// <summary>
    /// Mean linear albedo of the speaker's skin, 0..1 a channel. A video fixes only albedo times light: this value pins the scale and the colour, so that relighting by an
    /// absolute environment has the right exposure. The default is that of light skin; give the measured value where it is known.
    /// </summary>
    public Vector3 SkinAlbedo { get; init; } = new(0.48f, 0.29f, 0.21f);

    /// <summary>
    /// How far the skin albedo's hue follows the picture, 0..1: 0 keeps <see cref="SkinAlbedo"/> as given, 1 takes the light for exactly neutral (a well white-balanced
    /// video) and the whole cast for the skin's own. Default 0.6; 0 where the albedo was measured.
    /// </summary>
    public float NeutralLight { get; init; } = 0.6f;

    /// <summary>
    /// How far the skin albedo's brightness follows the picture, 0..1: 0 keeps <see cref="SkinAlbedo"/> as given, 1 takes the video for exactly exposed (white that
    /// faces the camera at 0.65) and every difference of brightness for the skin's own. Default 0.7, so that dark skin stays dark in an absolute light; 0 where
    /// the albedo was measured.
    /// </summary>
    public float NeutralExposure { get; init; } = 0.7f;

    /// <summary>C_spec of the skin while the light is fitted; 0 leaves the specular part out, which overestimates the light. Default 0.04.</summary>
    public float SpecularWeight { get; init; } = 0.04f;

    /// <summary>How far highlights take the skin's colour, 0..1: 1 is Eq. 17 as printed, 0 leaves them the light's colour, as on real skin. Default 0.5.</summary>
    public float SpecularTint { get; init; } = 0.5f;

    /// <summary>Albedo of which <see cref="SpecularWeight"/> is a share where highlights are not tinted. One for every skin: its surface reflects alike, however dark it is. Default 0.33.</summary>
    public float SpecularReference { get; init; } = 0.33f;

    /// <summary>Blinn-Phong exponent s of the skin, 1 to 256. Default 20: where normals are not exact, a sharper lobe puts highlights where none are.</summary>
    public float Exponent { get; init; } = 20f;

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

    /// <summary>
    /// Tell light from albedo by the skin's own constancy: what several frames see of one patch of skin differs by shading alone (<see cref="Training.ReflectanceFrame.Patches"/>).
    /// False takes every pixel's albedo for a guess of its own. Default false: it does not relight better (docs/decisions/0007).
    /// </summary>
    public bool AlbedoConsistency { get; init; }

    /// <summary>Rounds of reweighting that push cast shadows, brows and lips out of the fit. Default 6.</summary>
    public int Rounds { get; init; } = 6;

    /// <summary>The same options with the skin albedo moved towards what a neutral, well exposed light would mean.</summary>
    /// <param name="light">The light that was fitted with these options.</param>
    internal SourceLightOptions Towards(RadianceCoefficients light)
    {
        var level = Vector3.Max(light[0], new Vector3(1e-4f));
        var mean = (level.X + level.Y + level.Z) / 3f;
        var hue = new Vector3(MathF.Pow(level.X / mean, NeutralLight), MathF.Pow(level.Y / mean, NeutralLight), MathF.Pow(level.Z / mean, NeutralLight));
        var moved = SkinAlbedo * hue;
        moved *= LightSamples.Luminance(SkinAlbedo) / LightSamples.Luminance(moved);
        var exposure = MathF.Max(LightSamples.Luminance(light.Shading(Vector3.UnitZ)), 1e-3f) / WellExposed;
        moved *= MathF.Pow(exposure, NeutralExposure);
        // No skin is darker than 0.02 or lighter than 0.5 in luminance: beyond it is the exposure that was wrong.
        var luminance = LightSamples.Luminance(moved);
        moved *= Math.Clamp(luminance, 0.02f, 0.5f) / luminance;
        return this with { SkinAlbedo = Vector3.Clamp(moved, new Vector3(0.01f), new Vector3(0.95f)) };
    }

    /// <summary>Throws where a value lies outside its range.</summary>
    public void Validate()
    {
        if (!(SkinAlbedo.X > 0 && SkinAlbedo.Y > 0 && SkinAlbedo.Z > 0) || SkinAlbedo.X > 1 || SkinAlbedo.Y > 1 || SkinAlbedo.Z > 1)
            throw new ArgumentOutOfRangeException(nameof(SkinAlbedo), SkinAlbedo, "The skin albedo must lie above 0 and at most at 1 in every channel.");
        if (!(NeutralLight is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(NeutralLight), NeutralLight, "The share must lie in 0..1.");
        if (!(NeutralExposure is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(NeutralExposure), NeutralExposure, "The share must lie in 0..1.");
        if (!(SpecularReference is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(SpecularReference), SpecularReference, "The reference must lie above 0 and at most at 1.");
        if (!(SpecularWeight >= 0) || SpecularWeight > 1) throw new ArgumentOutOfRangeException(nameof(SpecularWeight), SpecularWeight, "The specular weight must lie in 0..1.");
        if (!(SpecularTint is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(SpecularTint), SpecularTint, "The tint must lie in 0..1.");
        if (!(Exponent >= 1) || Exponent > 256) throw new ArgumentOutOfRangeException(nameof(Exponent), Exponent, "The exponent must lie in 1..256.");
        if (!(Ridge >= 0) || !float.IsFinite(Ridge)) throw new ArgumentOutOfRangeException(nameof(Ridge), Ridge, "The ridge must be 0 or more.");
        if (!(FrontalHold >= 0) || !float.IsFinite(FrontalHold)) throw new ArgumentOutOfRangeException(nameof(FrontalHold), FrontalHold, "The hold must be 0 or more.");
        if (!(ShadowStrength is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(ShadowStrength), ShadowStrength, "The strength must lie in 0..1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
    }
}
