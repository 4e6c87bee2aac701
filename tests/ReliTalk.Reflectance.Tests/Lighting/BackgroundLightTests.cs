using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;
using Xunit;

namespace ReliTalk.Reflectance.Tests.Lighting;

public sealed class BackgroundLightTests
{
    private static Frame Photo(Func<int, int, byte> level)
    {
        var frame = new Frame(80, 60);
        for (var i = 0; i < 80 * 60; i++)
        for (var c = 0; c < 3; c++)
            frame.Pixels[3 * i + c] = level(i % 80, i / 80);
        return frame;
    }

    [Fact]
    public void A_bright_left_half_lights_from_the_left()
    {
        var light = BackgroundLight.Estimate(Photo((x, _) => x < 40 ? (byte)230 : (byte)30)).Project();
        Assert.True(light[3].X < -0.3f * light[0].X, $"x {light[3].X}, mean {light[0].X}");
    }

    [Fact]
    public void A_bright_sky_lights_from_above()
        => Assert.True(BackgroundLight.Estimate(Photo((_, y) => y < 30 ? (byte)230 : (byte)30)).Project()[1].X > 0.5f);

    [Fact]
    public void The_photo_stands_in_the_middle_of_the_map()
    {
        var light = BackgroundLight.Estimate(Photo((x, _) => x < 40 ? (byte)0 : (byte)188), exposure: null);
        // 10 degrees right of straight behind, inside the 66 degrees of the photo: sRGB 188 is half of full radiance.
        Assert.Equal(0.5f, light.Radiance(new Vector3(0.17f, 0f, -0.98f)).X, 0.03f);
        Assert.Equal(0f, light.Radiance(new Vector3(-0.17f, 0f, -0.98f)).X, 0.03f);
    }

    [Fact]
    public void The_asked_exposure_is_met()
        => Assert.Equal(0.75f, LightSamples.Luminance(BackgroundLight.Estimate(Photo((x, y) => (byte)(x + y))).Project().Shading(Vector3.UnitZ)), 2);

    [Fact]
    public void A_black_photo_gives_a_black_light()
        => Assert.Equal(0f, BackgroundLight.Estimate(Photo((_, _) => 0)).Project()[0].X);
}
