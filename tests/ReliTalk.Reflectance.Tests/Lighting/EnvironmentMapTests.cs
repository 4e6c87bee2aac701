using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;
using Xunit;

namespace ReliTalk.Reflectance.Tests.Lighting;

public sealed class EnvironmentMapTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(100, 100)]
    [InlineData(2, 2)]
    [InlineData(301, 150)]
    public void A_picture_that_is_not_two_to_one_is_refused_with_its_name_and_size(int width, int height)
    {
        var error = Assert.Throws<MediaException>(() => EnvironmentMap.From(width, height, new float[width * height * 3], "room.hdr"));
        Assert.Contains("room.hdr", error.Message);
        Assert.Contains($"{width}x{height}", error.Message);
    }

    [Fact]
    public void A_texel_that_is_not_a_number_is_refused_with_its_place()
    {
        var pixels = new float[8 * 4 * 3];
        pixels[(2 * 8 + 5) * 3 + 1] = float.NaN;
        var error = Assert.Throws<MediaException>(() => EnvironmentMap.From(8, 4, pixels, "broken.exr"));
        Assert.Contains("column 5, row 2", error.Message);
    }

    [Fact]
    public void The_smallest_map_lights_and_is_finite()
    {
        var light = new EnvironmentLight(EnvironmentMap.From(2, 1, [1f, 1f, 1f, 3f, 3f, 3f], "two texels"));
        Assert.Equal(2f, light.Project().Shading(Vector3.UnitZ).X, 0.01f);
        Assert.True(light.Project().Shading(Vector3.UnitX).X > light.Project().Shading(-Vector3.UnitX).X);
        Assert.Throws<MediaException>(() => EnvironmentMap.From(1, 2, new float[6], "one by two"));
    }

    [Fact]
    public void Negative_radiance_becomes_black_and_infinite_radiance_stays_finite()
    {
        var pixels = new float[8 * 4 * 3];
        Array.Fill(pixels, -3f);
        pixels[0] = float.PositiveInfinity;
        var map = EnvironmentMap.From(8, 4, pixels, "odd.hdr");
        Assert.Equal(0f, map[3, 2].Y);
        foreach (var value in map.Project().Values) Assert.True(float.IsFinite(value));
    }

    [Fact]
    public void A_map_wider_than_the_limit_is_averaged_down_and_keeps_its_light()
    {
        const int width = 8192;
        var pixels = new float[width * (width / 2) * 3];
        for (var y = 0; y < width / 2; y++)
        for (var x = 0; x < width; x++)
            pixels[(y * width + x) * 3] = x < width / 2 ? 1f : 3f;
        var map = EnvironmentMap.From(width, width / 2, pixels, "wide.hdr");
        Assert.Equal(2048, map.Width);
        Assert.Equal(1024, map.Height);
        // Mean radiance 2 over the sphere.
        Assert.Equal(2f * 2f * MathF.Sqrt(MathF.PI), map.Project()[0].X, 2);
    }

    [Fact]
    public async Task A_file_that_claims_sixteen_thousand_columns_is_refused_before_memory_is_taken_for_it()
    {
        var path = Path.Combine(Path.GetTempPath(), $"relitalk-{Guid.NewGuid():N}.hdr");
        await File.WriteAllTextAsync(path, "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 8192 +X 16384\n");
        try
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var error = await Assert.ThrowsAsync<LimitsExceededException>(() => HdrImage.ReadAsync(path));
            Assert.Contains("16384x8192", error.Message);
            // The picture itself would be 1.6 GB; other tests allocate at the same time.
            Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 1L << 30);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_centre_column_is_behind_the_portrait_and_the_quarter_column_to_the_left()
    {
        Assert.True((LatitudeLongitude.Direction(0.5f, 0.5f) - new Vector3(0, 0, -1)).Length() < 1e-6f);
        Assert.True((LatitudeLongitude.Direction(0.25f, 0.5f) - new Vector3(-1, 0, 0)).Length() < 1e-6f);
        Assert.True((LatitudeLongitude.Direction(0.5f, 0f) - new Vector3(0, 1, 0)).Length() < 1e-6f);
    }

    [Fact]
    public void Coordinates_invert_directions()
    {
        for (var i = 0; i < 200; i++)
        {
            float u = (i * 0.618f + 0.003f) % 1f, v = (i + 0.5f) / 200f;
            var back = LatitudeLongitude.Coordinates(LatitudeLongitude.Direction(u, v));
            Assert.Equal(u, back.X, 0.001f);
            Assert.Equal(v, back.Y, 0.001f);
        }
    }

    [Fact]
    public void Solid_angles_of_a_map_add_up_to_the_sphere()
    {
        double sum = 0;
        for (var row = 0; row < 37; row++) sum += 74 * LatitudeLongitude.SolidAngle(row, 74, 37);
        Assert.Equal(4 * Math.PI, sum, 5);
    }

    [Fact]
    public void Sampling_keeps_the_flux_and_the_place_of_a_small_sun()
    {
        var sun = Vector3.Normalize(new Vector3(0.4f, 0.5f, 0.77f));
        var map = Maps.Of(512, (direction, _) => Vector3.Dot(direction, sun) > 0.9995f ? new Vector3(500f) : Vector3.Zero);

        var samples = map.Sample();

        var total = 0f;
        var mean = Vector3.Zero;
        for (var i = 0; i < samples.Count; i++)
        {
            total += samples.Flux(i).X;
            mean += samples.Flux(i).X * samples.Direction(i);
        }
        Assert.Equal(map.Project()[0].X / 0.28209479f, total, 2);
        Assert.True(Vector3.Dot(Vector3.Normalize(mean), sun) > 0.99995f, "the sun moved");
    }

    [Fact]
    public void Turning_an_environment_moves_its_light_to_the_right()
    {
        Light light = new EnvironmentLight(Maps.Of(128, (direction, _) => Vector3.Dot(direction, Vector3.UnitZ) > 0.98f ? Vector3.One : Vector3.Zero));
        var turned = light.Turned(MathF.PI / 2).Project();
        Assert.True(turned[3].X > 0.99f * MathF.Sqrt(turned[1].X * turned[1].X + turned[2].X * turned[2].X + turned[3].X * turned[3].X));
    }

    [Fact]
    public void Blur_keeps_a_constant_and_spreads_a_spot_around_its_place()
    {
        var constant = Maps.Of(128, (_, _) => new Vector3(0.8f)).Blurred(0.2f);
        for (var y = 0; y < constant.Height; y++) Assert.Equal(0.8f, constant[y, y].X, 3);

        var spot = LatitudeLongitude.Direction(0.02f, 0.4f);
        var blurred = Maps.Of(128, (direction, _) => Vector3.Dot(direction, spot) > 0.998f ? new Vector3(100f) : Vector3.Zero).Blurred(0.2f);
        Assert.True(blurred.Radiance(spot).X > 2f * blurred.Radiance(LatitudeLongitude.Direction(0.08f, 0.4f)).X);
        Assert.True(blurred.Radiance(LatitudeLongitude.Direction(0.98f, 0.4f)).X > blurred.Radiance(LatitudeLongitude.Direction(0.1f, 0.4f)).X);
    }
}
