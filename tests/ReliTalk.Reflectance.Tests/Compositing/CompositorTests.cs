using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Compositing;
using ReliTalk.Reflectance.Lighting;
using Xunit;

namespace ReliTalk.Reflectance.Tests.Compositing;

public sealed class CompositorTests
{
    private static Frame Portrait(byte level, Func<int, int, byte> alpha)
    {
        var frame = new Frame(16, 16, PixelFormat.Rgba32);
        for (var i = 0; i < 256; i++)
        {
            for (var c = 0; c < 3; c++) frame.Pixels[4 * i + c] = level;
            frame.Pixels[4 * i + 3] = alpha(i % 16, i / 16);
        }
        return frame;
    }

    [Fact]
    public void A_half_transparent_pixel_mixes_in_linear_light()
    {
        var result = new Compositor(Background.Colour(Vector3.Zero)).Compose(Portrait(255, (_, _) => 128));
        // 128/255 of full radiance is sRGB code 188.
        Assert.Equal(188, result.Pixels[0]);
    }

    [Fact]
    public void An_unchanged_portrait_over_its_own_source_gives_the_source_back()
    {
        var source = new Frame(16, 16);
        for (var i = 0; i < 256; i++)
        for (var c = 0; c < 3; c++)
            source.Pixels[3 * i + c] = i % 16 < 8 ? (byte)200 : (byte)90;
        var portrait = Portrait(200, (x, _) => x < 7 ? (byte)255 : x < 8 ? (byte)140 : (byte)0);
        var result = new Compositor(Background.Source).Compose(portrait, source);
        for (var i = 0; i < result.Pixels.Length; i++) Assert.InRange(result.Pixels[i], source.Pixels[i] - 1, source.Pixels[i] + 1);
    }

    [Fact]
    public void A_darkened_portrait_keeps_no_bright_rim_of_its_old_light()
    {
        // Bright foreground left, black background right, one soft column between them.
        var source = new Frame(16, 16);
        for (var i = 0; i < 256; i++)
        for (var c = 0; c < 3; c++)
            source.Pixels[3 * i + c] = (i % 16) switch { < 8 => 255, 8 => 188, _ => 0 };
        var portrait = Portrait(0, (x, _) => x < 8 ? (byte)255 : x == 8 ? (byte)128 : (byte)0);
        var result = new Compositor(Background.Source).Compose(portrait, source);
        Assert.All(result.Pixels, value => Assert.InRange(value, 0, 12));
    }

    [Fact]
    public void The_environment_behind_the_portrait_is_the_centre_of_its_map()
    {
        var map = Maps.Of(256, (direction, _) => direction.X > 0 ? new Vector3(1f, 0f, 0f) : new Vector3(0f, 0f, 1f));
        var result = new Compositor(Background.Environment(new EnvironmentLight(map), 0.8f, 0f)).Compose(Portrait(0, (_, _) => 0));
        Assert.Equal(255, result.Pixels[(8 * 16 + 14) * 3]);
        Assert.Equal(255, result.Pixels[(8 * 16 + 1) * 3 + 2]);
    }

    [Fact]
    public void A_wide_picture_covers_the_frame_from_its_middle()
    {
        var picture = new Frame(64, 16);
        for (var i = 0; i < 64 * 16; i++) picture.Pixels[3 * i + 1] = i % 64 is >= 24 and < 40 ? (byte)255 : (byte)0;
        var result = new Compositor(Background.Image(picture)).Compose(Portrait(0, (_, _) => 0));
        for (var i = 0; i < 256; i++) Assert.Equal(255, result.Pixels[3 * i + 1]);
    }

    [Fact]
    public void Decontamination_takes_the_old_background_out_of_the_soft_edge()
    {
        const int width = 12, height = 3, plane = width * height;
        var matte = new float[plane];
        var linear = new float[3 * plane];
        for (var i = 0; i < plane; i++)
        {
            matte[i] = Math.Clamp(1f - (i % width - 5) / 4f, 0f, 1f);
            linear[i] = 0.2f * matte[i];
            linear[plane + i] = 0.6f * matte[i] + 1f * (1 - matte[i]);
        }
        ForegroundColour.Decontaminate(linear, matte, width, height);
        for (var i = 0; i < plane; i++)
            if (matte[i] is > 0f)
            {
                Assert.Equal(0.2f, linear[i], 3);
                Assert.Equal(0.6f, linear[plane + i], 3);
            }
    }

    [Fact]
    public void The_old_backgrounds_hue_leaves_the_persons_outline_and_brightness_stays()
    {
        // A brown person before green; the two outermost solid columns are as bright as the rest but half green in hue, as in film that keeps colours at half the resolution.
        const int width = 24, height = 8, plane = width * height;
        Vector3 person = new(0.30f, 0.18f, 0.10f), tinted = new(0.15f, 0.24f, 0.05f), behind = new(0.1f, 0.7f, 0.1f);
        var matte = new float[plane];
        var linear = new float[3 * plane];
        for (var i = 0; i < plane; i++)
        {
            var x = i % width;
            matte[i] = x < 14 ? 1f : x == 14 ? 0.5f : 0f;
            var colour = x < 12 ? person : x < 14 ? tinted : x == 14 ? 0.5f * (tinted + behind) : behind;
            for (var c = 0; c < 3; c++) linear[c * plane + i] = colour[c];
        }
        ForegroundColour.Decontaminate(linear, matte, width, height);
        for (var x = 0; x < 15; x++)
        {
            var i = 4 * width + x;
            float green = linear[plane + i] / linear[i], before = x < 12 ? 0.6f : 1.6f;
            Assert.True(x < 12 ? Math.Abs(green - before) < 1e-3f : green < 0.6f + 0.7f * (before - 0.6f), $"column {x}: green over red is {green}");
            if (x >= 14) continue;
            var brightness = 0.2126f * linear[i] + 0.7152f * linear[plane + i] + 0.0722f * linear[2 * plane + i];
            var original = x < 12 ? person : tinted;
            Assert.Equal(0.2126f * original.X + 0.7152f * original.Y + 0.0722f * original.Z, brightness, 1e-4f);
        }
    }

    [Fact]
    public void Foreground_colours_that_are_known_need_not_be_found_again()
    {
        var source = new Frame(16, 16);
        for (var i = 0; i < source.Pixels.Length; i++) source.Pixels[i] = (byte)(40 + i % 151);
        var portrait = Portrait(60, (x, _) => (byte)Math.Clamp(255 - 40 * (x - 6), 0, 255));
        var compositor = new Compositor(Background.Source);
        var foreground = new float[3 * 256];
        for (var i = 0; i < 256; i++)
        for (var c = 0; c < 3; c++)
            foreground[c * 256 + i] = ReliTalk.Reflectance.Colour.SrgbTransfer.ToLinear(source.Pixels[3 * i + c]);
        ForegroundColour.Decontaminate(foreground, [.. Enumerable.Range(0, 256).Select(i => portrait.Pixels[4 * i + 3] / 255f)], 16, 16);
        Assert.Equal(compositor.Compose(portrait, source).Pixels, compositor.Compose(portrait, source, foreground).Pixels);
        Assert.Throws<ArgumentException>(() => compositor.Compose(portrait, source, new float[7]));
    }

    [Fact]
    public void The_source_background_without_its_source_is_refused()
        => Assert.Throws<ArgumentException>(() => new Compositor(Background.Source).Compose(Portrait(0, (_, _) => 0)));
}
