using System.Numerics;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using Xunit;

namespace ReliTalk.Reflectance.Tests.Shading;

public sealed class LightTableTests
{
    private static readonly Vector3[] Normals =
    [
        Vector3.UnitZ, Vector3.Normalize(new(0.5f, 0.2f, 0.8f)), Vector3.Normalize(new(-0.7f, 0.6f, 0.3f)),
        Vector3.Normalize(new(0.1f, -0.9f, 0.4f)), Vector3.Normalize(new(0.6f, 0.6f, -0.3f)),
    ];

    [Fact]
    public void Diffuse_of_a_sun_is_its_irradiance_over_pi_times_the_clamped_cosine()
    {
        var toLight = Vector3.Normalize(new Vector3(0.3f, 0.8f, 0.5f));
        var table = LightTable.Build(new DirectionalLight(toLight, new Vector3(MathF.PI, 2 * MathF.PI, 0)), 16);
        foreach (var normal in Normals)
        {
            var cosine = MathF.Max(0f, Vector3.Dot(normal, toLight));
            Assert.Equal(cosine, table.Diffuse(normal).X, 0.01f);
            Assert.Equal(2 * cosine, table.Diffuse(normal).Y, 0.02f);
            Assert.Equal(0f, table.Diffuse(normal).Z);
        }
    }

    [Fact]
    public void Specular_of_a_sun_is_the_normalised_lobe_with_the_light_outside_the_power()
    {
        var toLight = Vector3.Normalize(new Vector3(-0.4f, 0.5f, 0.6f));
        var table = LightTable.Build(new DirectionalLight(toLight, new Vector3(2f)), 20);
        var half = Vector3.Normalize(toLight + Vector3.UnitZ);
        var grazing = 1 + 12 * Math.Pow(1 - half.Z, 5);
        foreach (var normal in Normals)
        {
            var expected = grazing * 2 * 22 / (2 * Math.PI) * Math.Pow(Math.Max(0, Vector3.Dot(normal, half)), 20);
            Assert.Equal(expected, table.Specular(normal).X, 0.06);
        }
        Assert.Equal(grazing * 2 * 22 / (2 * Math.PI), table.Specular(half).X, 0.15);
    }

    [Fact]
    public void A_uniform_environment_lights_every_normal_alike_and_reflects_four_times_its_radiance_to_the_front()
    {
        var table = LightTable.Build(new EnvironmentLight(Maps.Of(128, (_, _) => Vector3.One)), 24);
        foreach (var normal in Normals) Assert.Equal(1f, table.Diffuse(normal).X, 0.01f);
        // In half-vector space dw = 4 (v.h) dh, so the sum is 4 (s + 2) / (s + 2) = 4 at the front.
        Assert.Equal(4f, table.Specular(Vector3.UnitZ).X, 0.05f);
    }

    [Fact]
    public void A_light_that_grazes_is_reflected_more_than_one_beside_the_viewer()
    {
        var front = LightTable.Build(new DirectionalLight(Vector3.UnitZ, Vector3.One), 16);
        var behind = Vector3.Normalize(new Vector3(1f, 0f, -1f));
        var half = Vector3.Normalize(behind + Vector3.UnitZ);
        // Schlick's term at 67.5 degrees from the half-way direction.
        Assert.Equal(1 + 12 * Math.Pow(1 - Math.Cos(67.5 * Math.PI / 180), 5), LightTable.Build(new DirectionalLight(behind, Vector3.One), 16).Specular(half).X / front.Specular(Vector3.UnitZ).X, 0.05);
    }

    [Fact]
    public void Twice_the_light_shades_exactly_twice_as_bright()
    {
        Light light = new AreaLight(new Vector3(1, 1, 1), 0.5f, new Vector3(1f, 0.5f, 0.25f));
        var once = LightTable.Build(light, 12);
        var twice = LightTable.Build(light.Scaled(2f), 12);
        foreach (var normal in Normals)
        {
            Assert.Equal(2 * once.Diffuse(normal).X, twice.Diffuse(normal).X, 4);
            Assert.Equal(2 * once.Specular(normal).Z, twice.Specular(normal).Z, 4);
        }
    }

    [Fact]
    public void A_light_behind_the_head_reflects_nothing_and_stays_finite()
    {
        var table = LightTable.Build(new DirectionalLight(-Vector3.UnitZ, new Vector3(1e6f)), 12);
        Assert.Equal(Vector3.Zero, table.Specular(Vector3.UnitZ));
        Assert.Equal(Vector3.Zero, table.Diffuse(Vector3.UnitZ));
    }

    [Fact]
    public void An_area_light_gives_the_irradiance_it_was_asked_for()
    {
        var table = LightTable.Build(new AreaLight(Vector3.UnitZ, 0.6f, new Vector3(MathF.PI)), 12);
        Assert.Equal(1f, table.Diffuse(Vector3.UnitZ).X, 0.01f);
    }

    [Fact]
    public void The_specular_basis_sums_to_the_table_of_the_same_light()
    {
        Light light = Light.Combine(new DirectionalLight(new Vector3(0.5f, 0.5f, 0.7f), new Vector3(1f)), new CoefficientLight(RadianceCoefficients.Constant(new Vector3(1f))));
        var coefficients = light.Project();
        var basis = SpecularBasis.Build(14);
        var table = LightTable.Build(new CoefficientLight(coefficients), 14);
        Span<float> values = stackalloc float[9];
        foreach (var normal in Normals)
        {
            basis.Evaluate(normal, values);
            var sum = 0f;
            for (var k = 0; k < 9; k++) sum += values[k] * coefficients[k].X;
            Assert.Equal(table.Specular(normal).X, MathF.Max(0f, sum), 0.03f);
        }
    }

    [Fact]
    public void A_dim_blue_light_beside_a_sun_a_hundred_thousand_times_stronger_keeps_its_share_and_colour()
    {
        // A light that went through 8-bit codes, one colour for all, or a rescaling to its brightest part would lose it.
        Light sun = new DirectionalLight(Vector3.UnitX, new Vector3(1000f));
        Light dim = new DirectionalLight(-Vector3.UnitX, new Vector3(0.001f, 0.004f, 0.01f));
        var away = Vector3.Normalize(new Vector3(-0.8f, 0f, 0.6f));
        var alone = LightTable.Build(dim, 16);
        var both = LightTable.Build(Light.Combine(sun, dim), 16);
        foreach (var c in (int[])[0, 1, 2])
        {
            Assert.Equal(0.8f * (c == 0 ? 0.001f : c == 1 ? 0.004f : 0.01f) / MathF.PI, both.Diffuse(away)[c], 2e-5f);
            Assert.Equal(alone.Diffuse(away)[c], both.Diffuse(away)[c], 1e-6f);
        }
        var coefficients = Light.Combine(sun, dim).Project();
        Assert.NotEqual(coefficients[3].X, coefficients[3].Z);
    }

    [Fact]
    public void A_light_that_changes_by_a_thousandth_changes_its_shading_by_a_thousandth()
    {
        var light = new AreaLight(new Vector3(0.3f, 0.5f, 0.8f), 0.4f, new Vector3(1f, 0.7f, 0.5f));
        var (before, after) = (LightTable.Build(light, 16), LightTable.Build(light.Scaled(1.001f), 16));
        foreach (var normal in Normals[..4])
        {
            Assert.Equal(1.001, after.Diffuse(normal).Y / before.Diffuse(normal).Y, 1e-4);
            Assert.Equal(1.001, after.Specular(normal).Y / before.Specular(normal).Y, 1e-4);
        }
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(300f)]
    [InlineData(float.NaN)]
    public void An_exponent_outside_its_range_is_refused(float exponent)
        => Assert.Throws<ArgumentOutOfRangeException>(() => LightTable.Build(new DirectionalLight(Vector3.UnitZ, Vector3.One), exponent));
}
