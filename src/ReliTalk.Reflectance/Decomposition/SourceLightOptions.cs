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

    /// <summary>Rounds of reweighting that push cast shadows, brows and lips out of the fit. Default 6.</summary>
    public int Rounds { get; init; } = 6;

    /// <summary>Throws where a value lies outside its range.</summary>
    public void Validate()
    {
        if (!(SkinAlbedo.X > 0 && SkinAlbedo.Y > 0 && SkinAlbedo.Z > 0) || SkinAlbedo.X > 1 || SkinAlbedo.Y > 1 || SkinAlbedo.Z > 1)
            throw new ArgumentOutOfRangeException(nameof(SkinAlbedo), SkinAlbedo, "The skin albedo must lie above 0 and at most at 1 in every channel.");
        if (!(SpecularWeight >= 0) || SpecularWeight > 1) throw new ArgumentOutOfRangeException(nameof(SpecularWeight), SpecularWeight, "The specular weight must lie in 0..1.");
        if (!(SpecularTint is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(SpecularTint), SpecularTint, "The tint must lie in 0..1.");
        if (!(Exponent >= 1) || Exponent > 256) throw new ArgumentOutOfRangeException(nameof(Exponent), Exponent, "The exponent must lie in 1..256.");
        if (!(Ridge >= 0) || !float.IsFinite(Ridge)) throw new ArgumentOutOfRangeException(nameof(Ridge), Ridge, "The ridge must be 0 or more.");
        if (!(ShadowStrength is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(ShadowStrength), ShadowStrength, "The strength must lie in 0..1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
    }
}
