using ReliTalk.Geometry.Masks;
using ReliTalk.Media;
using ReliTalk.Storage;

namespace ReliTalk.Tests;

public sealed class PlaneCodecTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(64, 48)]
    public void Planes_come_back_as_they_were_smooth_or_wild(int width, int height)
    {
        var random = new Random(5);
        var smooth = new int[width * height];
        var wild = new int[width * height];
        for (var i = 0; i < smooth.Length; i++) (smooth[i], wild[i]) = (i / width + i % width, random.Next(-16_383, 16_384));
        var packed = PlaneCodec.Encode(width, height, smooth, wild);
        var (first, second) = (new int[smooth.Length], new int[wild.Length]);
        PlaneCodec.Decode(packed, width, height, first, second);
        Assert.Equal(smooth, first);
        Assert.Equal(wild, second);
    }

    [Fact]
    public void Damaged_bytes_are_named_as_such()
    {
        var packed = PlaneCodec.Encode(16, 16, [.. Enumerable.Range(0, 256)]);
        Assert.Throws<WeightsFileException>(() => PlaneCodec.Decode(packed.AsMemory(0, packed.Length / 2), 16, 16, new int[256]));
        packed[0] ^= 0xff;
        Assert.Throws<WeightsFileException>(() => PlaneCodec.Decode(packed, 16, 16, new int[256]));
    }

    [Fact]
    public void A_clip_comes_back_pixel_for_pixel_and_takes_less_room()
    {
        const int size = 32;
        var random = new Random(9);
        var frames = new List<Frame>();
        var mattes = new List<Matte>();
        for (var t = 0; t < 60; t++)
        {
            var pixels = new byte[3 * size * size];
            // A gradient that moves, with a little noise, and one cut to noise alone.
            for (var i = 0; i < pixels.Length; i++) pixels[i] = t == 31 ? (byte)random.Next(256) : (byte)(i / 3 % size * 5 + t + random.Next(2));
            frames.Add(new Frame(size, size, PixelFormat.Rgb24, pixels, TimeSpan.FromSeconds(t / 25.0)));
            mattes.Add(new Matte(size, size, [.. Enumerable.Range(0, size * size).Select(i => (byte)(i % size > t % size ? 255 : 0))]));
        }
        var tensors = PackedFrames.Pack(frames, mattes, size);
        var (restored, restoredMattes) = PackedFrames.Unpack(tensors, size);
        Assert.Equal(frames.Select(frame => frame.Pixels), restored.Select(frame => frame.Pixels));
        Assert.Equal(mattes.Select(matte => matte.Values), restoredMattes.Select(matte => matte.Values));
        Assert.Equal(frames[^1].Timestamp, restored[^1].Timestamp);
        Assert.True(tensors.Values.Sum(tensor => tensor.numel()) < 60 * 4 * size * size / 3);
        foreach (var tensor in tensors.Values) tensor.Dispose();
    }
}
