using System.Numerics;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Visibility;
using Xunit;

namespace ReliTalk.Reflectance.Tests.Decomposition;

public sealed class SourceLightEstimatorTests
{
    private static readonly Vector3 Skin = new(0.48f, 0.29f, 0.21f);

    private static (float[] Linear, float[] Normals, float[] Mask, RadianceCoefficients Light) Ball(float specular)
    {
        const int size = 80;
        var maps = Spheres.Of(size, 1f, specular);
        Light light = Light.Combine(
            new CoefficientLight(RadianceCoefficients.Constant(new Vector3(0.5f, 0.6f, 0.8f))),
            new CoefficientLight(new AreaLight(new Vector3(0.5f, 0.6f, 0.7f), 1.2f, new Vector3(0.5f)).Project()));
        var coefficients = light.Project();
        for (var c = 0; c < 3; c++) Array.Fill(maps.Albedo, c == 0 ? Skin.X : c == 1 ? Skin.Y : Skin.Z, c * size * size, size * size);
        var linear = new float[3 * size * size];
        Relighter.Relight(maps, LightTable.Build(new CoefficientLight(coefficients), 12), linear);
        return (linear, maps.Normals, maps.Matte, coefficients);
    }

    [Fact]
    public void The_light_of_a_glossy_skin_ball_is_recovered_with_its_scale_and_colour()
    {
        var (linear, normals, mask, truth) = Ball(0.04f);
        var estimator = new SourceLightEstimator(new SourceLightOptions { Exponent = 12, SpecularTint = 1f, SkinAlbedo = Skin, Ridge = 1e-5f, FrontalHold = 0f });
        estimator.Add(linear, normals, mask, 80);

        var light = estimator.Solve();

        for (var k = 0; k < 9; k++) Assert.True((light[k] - truth[k]).Length() < 0.06f, $"coefficient {k}: {light[k]} instead of {truth[k]}");
    }

    [Fact]
    public void Leaving_the_specular_part_out_of_the_fit_overestimates_the_light()
    {
        var (linear, normals, mask, truth) = Ball(0.08f);
        var estimator = new SourceLightEstimator(new SourceLightOptions { Exponent = 12, SpecularTint = 1f, SkinAlbedo = Skin, SpecularWeight = 0f });
        estimator.Add(linear, normals, mask, 80);
        Assert.True(estimator.Solve()[0].Y > 1.05f * truth[0].Y);
    }

    [Fact]
    public void A_tenth_of_dark_pixels_does_not_darken_the_light()
    {
        var (linear, normals, mask, truth) = Ball(0.04f);
        var random = new Random(7);
        for (var i = 0; i < mask.Length; i++)
            if (random.NextDouble() < 0.1)
                for (var c = 0; c < 3; c++) linear[c * mask.Length + i] *= 0.2f;
        var estimator = new SourceLightEstimator(new SourceLightOptions { Exponent = 12, SpecularTint = 1f, SkinAlbedo = Skin, Ridge = 1e-5f, FrontalHold = 0f });
        estimator.Add(linear, normals, mask, 80);
        Assert.Equal(truth[0].Y, estimator.Solve()[0].Y, 0.04f);
    }

    [Fact]
    public void A_bright_rim_is_not_taken_for_a_light_from_behind()
    {
        // Skin scatters and reflects at its rim; Lambert's law would explain that by light from behind. Its own pattern is noise to the fit.
        var (linear, normals, mask, _) = Ball(0.04f);
        var random = new Random(3);
        for (var i = 0; i < mask.Length; i++)
        {
            var factor = (1f + 0.5f * MathF.Pow(1f - normals[2 * mask.Length + i], 2)) * (0.8f + 0.4f * random.NextSingle());
            for (var c = 0; c < 3; c++) linear[c * mask.Length + i] *= factor;
        }
        RadianceCoefficients Fit(float hold)
        {
            var estimator = new SourceLightEstimator(new SourceLightOptions { Exponent = 12, SpecularTint = 1f, SkinAlbedo = Skin, FrontalHold = hold });
            estimator.Add(linear, normals, mask, 80);
            return estimator.Solve();
        }

        var (free, held) = (Fit(0f), Fit(0.005f));
        Assert.True(held[2].Y > free[2].Y + 0.02f, $"{free[2].Y} to {held[2].Y}");
        Assert.InRange(held[2].Y / held[0].Y, 0.05f, 0.5f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Skin_that_is_darker_on_one_side_is_told_from_light_by_its_constancy_while_the_head_turns(bool consistent)
    {
        // The light comes from the front; the ball's own left half is darker. One picture cannot tell that from a light on the right; a turning head can.
        var truth = Light.Combine(
            new CoefficientLight(RadianceCoefficients.Constant(new Vector3(0.6f))), new CoefficientLight(new AreaLight(new Vector3(0.1f, 0.3f, 1f), 1.2f, new Vector3(1f)).Project())).Project();
        var table = LightTable.Build(new CoefficientLight(truth), 12);
        var estimator = new SourceLightEstimator(new SourceLightOptions { Exponent = 12, SpecularTint = 1f, SkinAlbedo = Skin, Ridge = 1e-4f, FrontalHold = 0f });
        for (var turn = -4; turn <= 4; turn++)
        {
            var (maps, patches) = Turned(0.1f * turn);
            var linear = new float[maps.Albedo.Length];
            Relighter.Relight(maps, table, linear);
            estimator.Add(linear, maps.Normals, maps.Matte, maps.Width, patches: consistent ? patches : null);
        }

        var light = estimator.Solve();

        // What a light from the side would be, relative to the constant one.
        var error = MathF.Abs(light[3].Y / light[0].Y - truth[3].Y / truth[0].Y);
        if (consistent) Assert.InRange(error, 0f, 0.06f);
        else Assert.True(error > 0.12f, $"{error}");
    }

    private static (IntrinsicMaps Maps, int[] Patches) Turned(float angle)
    {
        const int size = 96;
        var maps = Spheres.Of(size, 1f, 0.04f);
        var plane = size * size;
        var patches = new int[plane];
        Array.Fill(patches, -1);
        for (var i = 0; i < plane; i++)
        {
            if (maps.Matte[i] == 0f) continue;
            var own = Vector3.Transform(new Vector3(maps.Normals[i], maps.Normals[plane + i], maps.Normals[2 * plane + i]), Quaternion.CreateFromAxisAngle(Vector3.UnitY, -angle));
            patches[i] = (int)MathF.Floor(30 * own.Y + 100) * 1000 + (int)MathF.Floor(30 * MathF.Atan2(own.X, own.Z) + 200);
            var tone = 1f + 0.4f * own.X;
            for (var c = 0; c < 3; c++) maps.Albedo[c * plane + i] = tone * (c == 0 ? Skin.X : c == 1 ? Skin.Y : Skin.Z);
        }
        return (maps, patches);
    }

    [Fact]
    public void A_reddish_fit_makes_the_skin_redder_at_the_same_brightness()
    {
        var options = new SourceLightOptions { NeutralLight = 1f, NeutralExposure = 0f };
        var moved = options.Towards(RadianceCoefficients.Constant(new Vector3(1.2f, 1f, 0.8f)));
        // Hue by the light's own ratios 1.2 : 1 : 0.8, then scaled back to the old luminance.
        Assert.Equal(options.SkinAlbedo.X / options.SkinAlbedo.Y * 1.2f, moved.SkinAlbedo.X / moved.SkinAlbedo.Y, 3);
        Assert.Equal(LightSamples.Luminance(options.SkinAlbedo), LightSamples.Luminance(moved.SkinAlbedo), 4);
        Assert.Equal(options.SkinAlbedo, (options with { NeutralLight = 0f }).Towards(RadianceCoefficients.Constant(new Vector3(2f, 1f, 1f))).SkinAlbedo);
    }

    [Fact]
    public void A_dim_fit_makes_the_skin_darker_by_the_share_that_the_exposure_is_trusted()
    {
        // A constant light of 0.65 is the well exposed one; a tenth of it is a picture of dark skin, or a dark picture.
        var options = new SourceLightOptions { NeutralLight = 0f, NeutralExposure = 0.5f };
        Assert.Equal(options.SkinAlbedo.Y, options.Towards(RadianceCoefficients.Constant(new Vector3(0.65f))).SkinAlbedo.Y, 3);
        Assert.Equal(options.SkinAlbedo.Y * MathF.Sqrt(0.1f), options.Towards(RadianceCoefficients.Constant(new Vector3(0.065f))).SkinAlbedo.Y, 3);
        Assert.True((options with { NeutralExposure = 1f }).Towards(RadianceCoefficients.Constant(new Vector3(1e-5f))).SkinAlbedo.Y > 0.01f);
    }

    [Fact]
    public void Too_few_skin_pixels_are_refused()
        => Assert.Throws<FaceNotFoundException>(() => new SourceLightEstimator().Solve());

    [Fact]
    public void Dividing_by_the_source_light_and_lighting_again_returns_the_picture()
    {
        var (linear, normals, mask, light) = Ball(0.04f);
        var weight = new float[mask.Length];
        Array.Fill(weight, 0.03f);
        var table = LightTable.Build(new CoefficientLight(light), 12);
        var maps = new IntrinsicMaps(80, 80, new float[linear.Length], normals, weight, mask) { Horizon = HorizonMap.Build(normals, mask, 80, 80) };
        PhotometricAlbedo.Divide(linear, maps, table);

        var again = new float[linear.Length];
        Relighter.Relight(maps, table, again);

        for (var i = 0; i < linear.Length; i++) Assert.Equal(linear[i], again[i], 1e-4f);
    }
}
