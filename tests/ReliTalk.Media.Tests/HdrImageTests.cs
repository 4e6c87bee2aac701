using System.Numerics;
using System.Text;
using ReliTalk.Testing;

namespace ReliTalk.Media.Tests;

public sealed class HdrImageTests : IDisposable
{
    private const string Head = "#?RADIANCE\n# made by hand\nFORMAT=32-bit_rle_rgbe\n\n";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Flat_pixels_are_mantissa_times_two_to_the_exponent_less_136()
    {
        var image = await Read(Head + "-Y 1 +X 3\n", 128, 64, 32, 129, 255, 0, 1, 136, 9, 9, 9, 0);

        // 128 * 2^(129-136) = 1; 255 * 2^0 = 255; exponent 0 is black.
        Assert.Equal(new Vector3(1, 0.5f, 0.25f), image[0, 0]);
        Assert.Equal(new Vector3(255, 0, 1), image[1, 0]);
        Assert.Equal(Vector3.Zero, image[2, 0]);
    }

    [Fact]
    public async Task Old_runs_repeat_the_pixel_before_and_their_counts_grow_by_digits()
    {
        // One pixel, then 2 + 1 * 256 repetitions, then another pixel: 260 columns.
        var image = await Read(Head + "-Y 1 +X 260\n", 128, 0, 0, 129, 1, 1, 1, 2, 1, 1, 1, 1, 0, 128, 0, 129);

        Assert.Equal(new Vector3(1, 0, 0), image[0, 0]);
        Assert.Equal(new Vector3(1, 0, 0), image[258, 0]);
        Assert.Equal(new Vector3(0, 1, 0), image[259, 0]);
    }

    [Fact]
    public async Task New_runs_pack_each_channel_by_itself()
    {
        byte[] line =
        [
            2, 2, 0, 9,
            128 + 9, 128,                                   // red: a run of 9
            3, 10, 20, 30, 128 + 6, 40,                     // green: three values, then a run of 6
            9, 1, 2, 3, 4, 5, 6, 7, 8, 9,                   // blue: nine values
            128 + 9, 129,                                   // exponent: 2^-7
        ];
        var image = await Read(Head + "-Y 2 +X 9\n", [.. line, .. line]);

        for (var y = 0; y < 2; y++)
            for (var x = 0; x < 9; x++)
                Assert.Equal(new Vector3(1, (x < 3 ? 10 * (x + 1) : 40) / 128f, (x + 1) / 128f), image[x, y]);
    }

    [Theory]
    [InlineData("-Y 2 +X 1", 0, 0)]
    [InlineData("+Y 2 +X 1", 0, 1)]
    [InlineData("-X 2 -Y 1", 1, 0)]
    [InlineData("+X 2 -Y 1", 0, 0)]
    public async Task The_resolution_line_says_where_the_first_pixel_lies(string resolution, int x, int y)
    {
        var image = await Read($"{Head}{resolution}\n", 128, 128, 128, 129, 0, 0, 0, 0);

        Assert.Equal(Vector3.One, image[x, y]);
    }

    [Fact]
    public async Task Exposure_in_the_header_is_divided_out()
    {
        var image = await Read("#?RGBE\nEXPOSURE=2\nEXPOSURE= 4.0\nCOLORCORR= 1 2 1\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\n", 128, 128, 128, 132);

        Assert.Equal(new Vector3(1, 0.5f, 1), image[0, 0]);
    }

    [Fact]
    public async Task Wrong_files_are_told_apart()
    {
        await Throws("this is no picture", "not a Radiance picture");
        await Throws("\u0089PNG\r\n\u001a\nand so on", "not a Radiance picture");
        await Throws("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n", "header does not end");
        await Throws("#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 1 +X 1\nabcd", "32-bit_rle_xyze");
        await Throws(Head + "-Y 4 +Z 4\n", "resolution line");
        await Throws(Head + "-Y 0 +X 4\nabcd", "no picture");
        await Throws(Head + "-Y 4 +X 4\nabcd", "truncated");
        await Throws(Head + "-Y 1 +X 8\n\u0002\u0002\0\u0009abcdefgh", "another length");
        await Throws(Head + "-Y 1 +X 8\n\u0002\u0002\0\u0008\u00ff\u0001", "beyond its line");
        await Throws(Head + "-Y 1 +X 8\n\u0002\u0002\0\u0008\u0000\u0001", "beyond its line");
        await Throws(Head + "-Y 1 +X 8\n\u0001\u0001\u0001\u0004abcdabcd", "beyond its line");
        File.WriteAllBytes(_folder["wrong.hdr"], Encoding.Latin1.GetBytes(Head + "-Y 2000000000 +X 2000000000\nabcdefgh"));
        await Assert.ThrowsAsync<LimitsExceededException>(() => HdrImage.ReadAsync(_folder["wrong.hdr"]));
        File.WriteAllBytes(_folder["wrong.hdr"], Encoding.Latin1.GetBytes(Head + "-Y 5000 +X 5000\nabcdefgh"));
        await Assert.ThrowsAsync<MediaException>(() => HdrImage.ReadAsync(_folder["wrong.hdr"]));
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(8, 3)]
    [InlineData(300, 4)]
    public async Task A_written_map_comes_back_within_the_formats_precision(int width, int height)
    {
        var random = new Random(3);
        var pixels = new float[width * height * 3];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (i / 3 % width) switch { < 100 => MathF.Exp((float)random.NextDouble() * 20 - 10), < 240 => 0.5f, _ => i / 3 % 2 };
        pixels[0] = 255.8f / 256; // the mantissa rounds up to the next exponent
        var image = new HdrImage(width, height, pixels);
        await image.WriteAsync(_folder["a.hdr"]);

        var back = await HdrImage.ReadAsync(_folder["a.hdr"]);

        Assert.Equal((width, height), (back.Width, back.Height));
        for (var i = 0; i < pixels.Length; i += 3)
        {
            // Half a step of the shared exponent: the largest channel has 7 or 8 significant bits.
            var step = Math.Max(pixels[i], Math.Max(pixels[i + 1], pixels[i + 2])) / 128;
            for (var c = 0; c < 3; c++) Assert.InRange(back.Pixels[i + c] - pixels[i + c], -step * 0.51f, step * 0.51f);
        }
    }

    [Fact]
    public async Task Pictures_become_linear()
    {
        await ImageFile.WriteAsync(_folder["a.png"], new Frame(2, 1, PixelFormat.Rgb24, [0, 255, 128, 10, 11, 188]));

        var image = await HdrImage.ReadAsync(_folder["a.png"]);

        // IEC 61966-2-1 by hand: 128 -> 0.215861, 10 -> 0.003035, 11 -> 0.003347, 188 -> 0.502886.
        float[] expected = [0, 1, 0.215861f, 0.003035f, 0.003347f, 0.502886f];
        for (var i = 0; i < 6; i++) Assert.Equal(expected[i], image.Pixels[i], 5);
        Assert.Equal([0, 255, 128, 10, 11, 188], image.ToFrame().Pixels);
    }

    [Fact]
    public async Task Exr_keeps_values_above_one()
    {
        // 0.25, 0.5, 0.75 as planar float; ffmpeg's EXR writer stores them; then a gain in the float domain lifts them above 1.
        _folder.FFmpeg("-f", "lavfi", "-i", "color=0x4080C0:s=16x8:d=0.04", "-vf", "format=gbrp,zscale,format=gbrpf32le,exposure=exposure=2", "-frames:v", "1", "-compression", "none", "a.exr");

        var image = await HdrImage.ReadAsync(_folder["a.exr"]);

        Assert.Equal((16, 8), (image.Width, image.Height));
        var pixel = image[8, 4];
        Assert.InRange(pixel.X, 0.24f * 4, 0.26f * 4);
        Assert.InRange(pixel.Y, 0.49f * 4, 0.51f * 4);
        Assert.InRange(pixel.Z, 0.74f * 4, 0.76f * 4);
    }

    [Fact]
    public async Task Exr_that_was_written_is_read_by_ffmpeg_without_loss()
    {
        float[] pixels = [0.1f, 2.5f, 1e-3f, 0f, 1000f, 0.3333333f, 7f, 8f, 9f, 1f, 0.5f, 0.25f, 12f, 13f, 14f, 0.7f, 0.8f, 0.9f];
        await new HdrImage(3, 2, pixels).WriteAsync(_folder["w.exr"]);

        var image = await HdrImage.ReadAsync(_folder["w.exr"]);

        Assert.Equal((3, 2), (image.Width, image.Height));
        for (var i = 0; i < pixels.Length; i++) Assert.Equal(pixels[i], image.Pixels[i], 1e-6f * MathF.Max(1f, pixels[i]));
        await Assert.ThrowsAsync<MediaException>(() => image.WriteAsync(_folder["w.tif"]));
    }

    [Fact]
    public async Task A_text_named_exr_and_values_that_are_not_numbers_are_refused()
    {
        File.WriteAllText(_folder["a.exr"], "no picture");
        await Assert.ThrowsAsync<MediaException>(() => HdrImage.ReadAsync(_folder["a.exr"]));

        var error = Assert.Throws<MediaException>(() => HdrImage.RequireFinite("x.exr", 2, [0, 0, 0, 0, 0, 0, 0, 0, 0, float.NaN, 0, 0]));
        Assert.Contains("column 1, row 1", error.Message);
    }

    [SharedDataFact("hdri/pmndrs_studio.hdr")]
    public async Task Real_environment_maps_are_read()
    {
        foreach (var path in Directory.EnumerateFiles(SharedData.Find("hdri")!))
        {
            var image = await HdrImage.ReadAsync(path);
            Assert.Equal((1024, 512), (image.Width, image.Height));
            Assert.InRange(image.Pixels.Max(), 5f, 70_000f);
            Assert.InRange(image.Pixels.Min(), 0f, 1f);
        }
    }

    private async Task<HdrImage> Read(string header, params byte[] pixels)
    {
        File.WriteAllBytes(_folder["hand.hdr"], [.. Encoding.Latin1.GetBytes(header), .. pixels]);
        return await HdrImage.ReadAsync(_folder["hand.hdr"]);
    }

    private async Task Throws(string content, string expected)
    {
        File.WriteAllBytes(_folder["wrong.hdr"], Encoding.Latin1.GetBytes(content));
        var error = await Assert.ThrowsAsync<MediaException>(() => HdrImage.ReadAsync(_folder["wrong.hdr"]));
        Assert.Contains(expected, error.Message);
        Assert.Contains("wrong.hdr", error.Message);
    }
}
