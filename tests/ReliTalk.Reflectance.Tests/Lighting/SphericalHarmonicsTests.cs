using System.Numerics;
using System.Text.Json;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Testing;
using Xunit;

namespace ReliTalk.Reflectance.Tests.Lighting;

public sealed class SphericalHarmonicsTests
{
    [Fact]
    public void A_constant_environment_has_only_the_first_coefficient()
    {
        var light = new EnvironmentLight(Maps.Of(64, (_, _) => new Vector3(2f, 1f, 0.5f))).Project();

        // Integral of 2 Y_00 over the sphere: 2 / (2 sqrt pi) * 4 pi = 4 sqrt pi.
        Assert.Equal(7.0898f, light[0].X, 0.001f);
        Assert.Equal(3.5449f, light[0].Y, 0.001f);
        Assert.Equal(1.7725f, light[0].Z, 0.001f);
        for (var k = 1; k < 9; k++) Assert.True(light[k].Length() < 8e-3f, $"coefficient {k} is {light[k]}");
    }

    [Fact]
    public void A_clamped_cosine_towards_the_viewer_has_the_closed_form_of_the_Lambert_factors()
    {
        var light = new EnvironmentLight(Maps.Of(256, (direction, _) => new Vector3(MathF.Max(direction.Z, 0f)))).Project();

        // sqrt((2l+1) / 4 pi) A_l for l = 0, 1, 2 (Ramamoorthi and Hanrahan 2001, Eq. 8).
        Assert.Equal(0.8862f, light[0].X, 3);
        Assert.Equal(1.0233f, light[2].X, 3);
        Assert.Equal(0.4954f, light[6].X, 3);
        foreach (var k in (int[])[1, 3, 4, 5, 7, 8]) Assert.True(MathF.Abs(light[k].X) < 1e-3f, $"coefficient {k} is {light[k].X}");
    }

    [Fact]
    public void A_single_direction_gives_the_functions_themselves()
    {
        var direction = Vector3.Normalize(new Vector3(1f, 2f, 2f));
        var light = new DirectionalLight(direction, new Vector3(3f, 3f, 3f)).Project();

        // x = 1/3, y = z = 2/3 put into the textbook polynomials, times 3.
        float[] expected = [0.846284f, 0.977205f, 0.977205f, 0.488603f, 0.728366f, 1.456731f, 0.315392f, 0.728366f, -0.546274f];
        for (var k = 0; k < 9; k++) Assert.Equal(expected[k], light[k].X, 4);
    }

    [Fact]
    public void Turning_the_coefficients_equals_projecting_the_turned_light()
    {
        var rotation = Quaternion.CreateFromYawPitchRoll(0.7f, -0.4f, 1.1f);
        Light light = Light.Combine(
            new DirectionalLight(new Vector3(0.2f, 0.9f, 0.3f), new Vector3(1f, 2f, 3f)),
            new DirectionalLight(new Vector3(-0.8f, 0.1f, -0.5f), new Vector3(2f, 0.5f, 0.1f)));

        var turned = light.Project().Rotated(rotation);
        var projected = light.Rotated(rotation).Project();

        for (var k = 0; k < 9; k++) Assert.True((turned[k] - projected[k]).Length() < 1e-5f, $"coefficient {k}: {turned[k]} and {projected[k]}");
    }

    [Fact]
    public void A_white_surface_in_a_uniform_white_light_reflects_exactly_that_light()
    {
        var light = RadianceCoefficients.Constant(new Vector3(0.7f, 0.8f, 0.9f));

        var shading = light.Shading(Vector3.Normalize(new Vector3(-0.3f, 0.4f, 0.5f)));

        Assert.Equal(0.7f, shading.X, 4);
        Assert.Equal(0.8f, shading.Y, 4);
        Assert.Equal(0.9f, shading.Z, 4);
    }

    [Fact]
    public void Windowing_damps_order_two_more_than_order_one_and_leaves_the_mean()
    {
        var light = new DirectionalLight(Vector3.UnitY, Vector3.One).Project();

        var windowed = light.Windowed(0.05f);

        Assert.Equal(light[0].X, windowed[0].X);
        Assert.Equal(light[1].X / 1.2f, windowed[1].X, 5);
        Assert.Equal(light[6].X / 2.8f, windowed[6].X, 5);
    }

    [SharedDataFact("synthetic/A/meta.json")]
    public async Task The_lights_of_the_rendered_set_project_to_the_coefficients_that_its_makers_computed()
    {
        var folder = SharedData.Find("synthetic/A")!;
        using var meta = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "meta.json")));
        foreach (var entry in meta.RootElement.GetProperty("lights").EnumerateArray())
        {
            var path = Path.Combine(folder, entry.GetProperty("file").GetString()!);
            var light = EnvironmentMap.From(await HdrImage.ReadAsync(path), path).Project();
            var truth = entry.GetProperty("sh9_rgb");
            double error = 0, norm = 0;
            for (var k = 0; k < 9; k++)
            for (var c = 0; c < 3; c++)
            {
                var expected = truth[k][c].GetDouble();
                var actual = light.Values[3 * k + c];
                error += (expected - actual) * (expected - actual);
                norm += expected * expected;
            }
            Assert.True(Math.Sqrt(error / norm) < 0.005, $"{path}: off by {Math.Sqrt(error / norm):P2}");
        }
    }

    [Theory]
    [InlineData(26)]
    [InlineData(28)]
    public void A_wrong_number_of_coefficients_is_refused(int count)
        => Assert.Throws<ArgumentException>(() => new RadianceCoefficients(new float[count]));

    [Fact]
    public void Coefficients_that_are_not_numbers_are_refused()
    {
        var values = new float[27];
        values[5] = float.NaN;
        Assert.Throws<ArgumentException>(() => new RadianceCoefficients(values));
    }
}
