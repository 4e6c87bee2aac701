using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Media.Tests;

public sealed class FrameTensorsTests
{
    [Fact]
    public void A_frame_becomes_planes_and_comes_back()
    {
        using var scope = NewDisposeScope();
        var frame = new Frame(2, 3, PixelFormat.Rgb24, [.. Enumerable.Range(0, 18).Select(i => (byte)(i * 14))], TimeSpan.FromSeconds(2));

        var picture = frame.ToTensor();

        Assert.Equal([3, 3, 2], picture.shape);
        // Channel 1 of the pixel at row 2, column 1 is byte (2 * 2 + 1) * 3 + 1 = 16.
        Assert.Equal(16 * 14 / 255f, picture[1, 2, 1].item<float>());
        var back = picture.ToFrame(frame.Timestamp);
        Assert.Equal(frame.Pixels, back.Pixels);
        Assert.Equal(frame.Timestamp, back.Timestamp);
    }

    [Fact]
    public void Every_level_survives_the_way_there_and_back()
    {
        using var scope = NewDisposeScope();
        var frame = new Frame(256, 1, PixelFormat.Rgb24, [.. Enumerable.Range(0, 768).Select(i => (byte)(i / 3))]);

        Assert.Equal(frame.Pixels, frame.ToTensor().ToFrame().Pixels);
    }

    [Fact]
    public void Alpha_is_kept_apart_and_four_channels_make_rgba()
    {
        using var scope = NewDisposeScope();
        var frame = new Frame(1, 2, PixelFormat.Rgba32, [10, 20, 30, 40, 50, 60, 70, 80]);

        var joined = cat([frame.ToTensor(), frame.ToAlphaTensor()], 0).unsqueeze(0).ToFrame();

        Assert.Equal([1, 2, 1], frame.ToAlphaTensor().shape);
        Assert.Equal(PixelFormat.Rgba32, joined.PixelFormat);
        Assert.Equal(frame.Pixels, joined.Pixels);
        Assert.Equal(1f, frame.ToFormat(PixelFormat.Rgb24).ToAlphaTensor().min().item<float>());
    }

    [Fact]
    public void Values_outside_are_clipped_and_other_layouts_are_read_right()
    {
        using var scope = NewDisposeScope();
        var wide = tensor(new float[] { -1, 2, float.NaN, 0.5f }, [1, 2, 2]);

        Assert.Equal([0, 0, 0, 255, 255, 255, 0, 0, 0, 128, 128, 128], wide.ToFrame().Pixels);
        // A transposed view is not contiguous; doubles are not floats.
        Assert.Equal([0, 0, 0, 0, 0, 0, 255, 255, 255, 128, 128, 128], wide.transpose(1, 2).to(ScalarType.Float64).ToFrame().Pixels);
        Assert.Throws<ArgumentException>(() => wide.view(4).ToFrame());
    }

    [Fact]
    public void Batches_stack_frames_of_one_size()
    {
        using var scope = NewDisposeScope();
        Frame[] frames = [new(2, 2), new(2, 2, PixelFormat.Rgb24, [.. Enumerable.Repeat((byte)255, 12)])];

        var batch = frames.ToTensor();

        Assert.Equal([2, 3, 2, 2], batch.shape);
        Assert.Equal(12f, batch[1].sum().item<float>());
        Assert.Equal(0f, batch[0].sum().item<float>());
        Assert.Throws<ArgumentException>(() => new[] { new Frame(2, 2), new Frame(2, 3) }.ToTensor());
    }

    [Fact]
    public void Radiance_keeps_its_values()
    {
        using var scope = NewDisposeScope();
        var image = new HdrImage(2, 1, [1, 2, 3, 40, 50, 60]);

        var radiance = image.ToTensor();

        Assert.Equal(50f, radiance[1, 0, 1].item<float>());
        Assert.Equal(image.Pixels, radiance.ToHdrImage().Pixels);
    }
}
