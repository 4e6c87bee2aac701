using System.Numerics;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using Xunit;

namespace ReliTalk.Reflectance.Tests.Shading;

public sealed class RelighterTests
{
    [Theory]
    [InlineData(1f, 0f, 0f)]
    [InlineData(-1f, 0f, 0.5f)]
    [InlineData(0f, 1f, 1f)]
    [InlineData(0.5f, -0.5f, 1f)]
    public void The_brightest_pixel_of_a_lit_ball_lies_towards_the_light(float x, float y, float z)
    {
        const int size = 96;
        var toLight = Vector3.Normalize(new Vector3(x, y, z));
        var table = LightTable.Build(new DirectionalLight(toLight, Vector3.One), 12);

        var (column, row) = Brightest(Spheres.Of(size, 0.5f, 0f), table, size);

        // x to the right of the picture, y up (rows count down). A light from the side is brightest near the ball's edge.
        Assert.Equal((toLight.X * 0.98f + 1) / 2 * size, column + 0.5f, 4f);
        Assert.Equal((1 - toLight.Y * 0.98f) / 2 * size, row + 0.5f, 4f);
    }

    [Fact]
    public void The_highlight_lies_half_way_between_the_light_and_the_viewer()
    {
        const int size = 96;
        var table = LightTable.Build(new DirectionalLight(Vector3.UnitX, Vector3.One), 60);

        var (column, row) = Brightest(Spheres.Of(size, 1f, 100f), table, size);

        Assert.Equal((MathF.Sqrt(0.5f) + 1) / 2 * size, column + 0.5f, 3f);
        Assert.Equal(size / 2f, row + 0.5f, 2f);
    }

    [Fact]
    public void A_bright_spot_in_the_left_quarter_of_a_map_lights_the_left_of_the_picture()
    {
        const int size = 64;
        var map = Maps.Of(128, (_, uv) => Vector2.Distance(uv, new Vector2(0.25f, 0.5f)) < 0.03f ? new Vector3(50f) : Vector3.Zero);
        var (column, _) = Brightest(Spheres.Of(size, 1f, 0f), LightTable.Build(new EnvironmentLight(map), 12), size);
        Assert.True(column < size / 8, $"brightest column {column}");
    }

    [Fact]
    public void Relight_doubles_the_image_when_the_light_doubles()
    {
        var maps = Spheres.Of(32, 0.4f, 0.05f);
        Light light = new DirectionalLight(new Vector3(0.4f, 0.4f, 1f), new Vector3(1f, 2f, 3f));
        var once = new float[3 * 32 * 32];
        var twice = new float[3 * 32 * 32];
        Relighter.Relight(maps, LightTable.Build(light, 12), once);
        Relighter.Relight(maps, LightTable.Build(light.Scaled(2f), 12), twice);
        for (var i = 0; i < once.Length; i++) Assert.Equal(2 * once[i], twice[i], 4);
        Assert.True(once.Max() > 0.1f);
    }

    [Fact]
    public void A_red_light_leaves_green_and_blue_black()
    {
        var frame = Relighter.Relight(Spheres.Of(32, 0.8f, 0.04f), LightTable.Build(new DirectionalLight(Vector3.UnitZ, new Vector3(2f, 0f, 0f)), 12));
        var centre = (16 * 32 + 16) * 4;
        Assert.True(frame.Pixels[centre] > 150);
        Assert.Equal(0, frame.Pixels[centre + 1]);
        Assert.Equal(0, frame.Pixels[centre + 2]);
        Assert.Equal(255, frame.Pixels[centre + 3]);
        Assert.Equal(0, frame.Pixels[3]);
    }

    [Fact]
    public void Past_the_outline_the_colour_goes_on_under_no_alpha()
    {
        const int size = 32;
        var maps = Spheres.Of(size, 0.6f, 0f);
        var frame = Relighter.Relight(maps, LightTable.Build(new EnvironmentLight(Maps.Of(64, (_, _) => Vector3.One)), 12));
        var row = 4 * size;
        var outside = Enumerable.Range(0, size).Last(x => x < 16 && maps.Matte[row + x] == 0f);
        Assert.Equal(0, frame.Pixels[4 * (row + outside) + 3]);
        Assert.InRange(frame.Pixels[4 * (row + outside)], frame.Pixels[4 * (row + outside + 1)] - 2, frame.Pixels[4 * (row + outside + 1)] + 2);
        Assert.Equal(0, frame.Pixels[4 * 0]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1e6f)]
    public void Black_and_a_light_a_million_times_too_strong_give_a_finite_picture(float strength)
    {
        var maps = Spheres.Of(32, 0.5f, 0.04f);
        var linear = new float[3 * 32 * 32];
        Relighter.Relight(maps, LightTable.Build(new DirectionalLight(Vector3.UnitZ, new Vector3(strength)), 12), linear);
        Assert.All(linear, value => Assert.True(float.IsFinite(value)));
        var expected = strength == 0f ? 0 : 255;
        Assert.Equal(expected, Relighter.Relight(maps, LightTable.Build(new DirectionalLight(Vector3.UnitZ, new Vector3(strength)), 12)).Pixels[(16 * 32 + 16) * 4]);
    }

    [Fact]
    public void Every_byte_is_the_nearest_sRGB_code_of_its_radiance()
    {
        // One white pixel facing the light: radiance equals irradiance / pi.
        var maps = new IntrinsicMaps(1, 1, [1f, 1f, 1f], [0f, 0f, 1f], [0f], [1f]);
        foreach (var (radiance, code) in (ReadOnlySpan<(float, int)>)[(0.5f, 188), (0.2140411f, 127), (0.0030353f, 10), (0.9f, 243), (1f, 255)])
        {
            var light = new DirectionalLight(Vector3.UnitZ, new Vector3(radiance * MathF.PI));
            Assert.InRange(Relighter.Relight(maps, LightTable.Build(light, 12)).Pixels[0], code - 1, code + 1);
        }
    }

    private static (int Column, int Row) Brightest(IntrinsicMaps maps, LightTable table, int size)
    {
        var linear = new float[3 * size * size];
        Relighter.Relight(maps, table, linear);
        var best = Array.IndexOf(linear, linear.AsSpan(0, size * size).ToArray().Max());
        return (best % size, best / size);
    }
}
