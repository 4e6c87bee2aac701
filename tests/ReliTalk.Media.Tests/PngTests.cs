namespace ReliTalk.Media.Tests;

public sealed class PngTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Rgba32)]
    public async Task A_written_picture_is_read_back_bit_for_bit_by_us_and_by_ffmpeg(PixelFormat format)
    {
        var frame = Noise(61, 37, format);
        await ImageFile.WriteAsync(_folder["a.png"], frame, new Dictionary<string, string> { ["Comment"] = "synthetic, Grüße" });
        _folder.FFmpeg("-i", "a.png", "-f", "rawvideo", "-pix_fmt", format == PixelFormat.Rgb24 ? "rgb24" : "rgba", "a.raw");

        var back = await ImageFile.ReadAsync(_folder["a.png"]);

        Assert.Equal(format, back.PixelFormat);
        Assert.Equal(frame.Pixels, back.Pixels);
        Assert.Equal(frame.Pixels, await File.ReadAllBytesAsync(_folder["a.raw"]));
        Assert.Equal(["a.png", "a.raw"], _folder.Names());
    }

    [Theory]
    [InlineData("rgb24")]
    [InlineData("rgba")]
    [InlineData("gray")]
    [InlineData("ya8")]
    [InlineData("rgb48be")]
    [InlineData("rgba64be")]
    [InlineData("gray16be")]
    [InlineData("monob")]
    [InlineData("pal8")]
    public async Task Every_layout_that_ffmpeg_writes_is_read_as_ffmpeg_reads_it(string layout)
    {
        var filter = layout == "pal8" ? "split[a][b];[a]palettegen[p];[b][p]paletteuse,format=pal8" : $"format={layout}";
        _folder.FFmpeg("-f", "lavfi", "-i", "testsrc2=s=53x31:d=0.04", "-vf", filter, "-frames:v", "1", "a.png");
        var alpha = layout is "rgba" or "ya8" or "rgba64be" or "pal8";
        _folder.FFmpeg("-i", "a.png", "-f", "rawvideo", "-pix_fmt", alpha ? "rgba" : "rgb24", "a.raw");

        var back = await ImageFile.ReadAsync(_folder["a.png"]);

        if (layout == "pal8") back = back.ToFormat(PixelFormat.Rgba32);
        var expected = await File.ReadAllBytesAsync(_folder["a.raw"]);
        Assert.Equal(expected.Length, back.Pixels.Length);
        // 16 bits are rounded here and cut there.
        var tolerance = layout.Contains("16") || layout.Contains("48") || layout.Contains("64") ? 1 : 0;
        for (var i = 0; i < expected.Length; i++) Assert.InRange(back.Pixels[i] - expected[i], -tolerance, tolerance);
    }

    [Fact]
    public async Task Interlaced_pictures_come_in_order()
    {
        // 3x2 grey, Adam7, made by hand: passes 1 (0,0), 6 (1,0), 5 none (rows from 2), 7 (row 1), 4 (2,0).
        byte[] rows = [0, 10, /* pass 4: x = 2 */ 0, 30, /* pass 6: x = 1 */ 0, 20, /* pass 7: row 1 */ 0, 40, 50, 60];
        using var file = new MemoryStream();
        file.Write(PngFormat.Signature);
        PngFormat.WriteChunk(file, "IHDR"u8, [0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 1]);
        using var packed = new MemoryStream();
        using (var deflate = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(rows);
        PngFormat.WriteChunk(file, "IDAT"u8, packed.ToArray());
        PngFormat.WriteChunk(file, "IEND"u8, []);
        File.WriteAllBytes(_folder["i.png"], file.ToArray());
        _folder.FFmpeg("-i", "i.png", "-f", "rawvideo", "-pix_fmt", "gray", "i.raw");

        var back = await ImageFile.ReadAsync(_folder["i.png"]);

        byte[] expected = [10, 20, 30, 40, 50, 60];
        Assert.Equal(expected, Enumerable.Range(0, 6).Select(i => back.Pixels[i * 3]));
        Assert.Equal(expected, await File.ReadAllBytesAsync(_folder["i.raw"]));
    }

    [Fact]
    public async Task Damage_is_found()
    {
        await ImageFile.WriteAsync(_folder["a.png"], Noise(40, 40, PixelFormat.Rgb24));
        var good = await File.ReadAllBytesAsync(_folder["a.png"]);
        var flipped = (byte[])good.Clone();
        flipped[good.Length / 2] ^= 0x55;
        File.WriteAllBytes(_folder["cut.png"], good[..(good.Length / 2)]);
        File.WriteAllBytes(_folder["flipped.png"], flipped);
        var huge = new MemoryStream();
        huge.Write(PngFormat.Signature);
        PngFormat.WriteChunk(huge, "IHDR"u8, [0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 8, 2, 0, 0, 0]);
        File.WriteAllBytes(_folder["huge.png"], huge.ToArray());

        Assert.Contains("end is missing", (await Assert.ThrowsAsync<MediaException>(() => ImageFile.ReadAsync(_folder["cut.png"]))).Message);
        Assert.Contains("check sum", (await Assert.ThrowsAsync<MediaException>(() => ImageFile.ReadAsync(_folder["flipped.png"]))).Message);
        await Assert.ThrowsAsync<LimitsExceededException>(() => ImageFile.ReadAsync(_folder["huge.png"]));
        Assert.Contains(".png", (await Assert.ThrowsAsync<MediaException>(() => ImageFile.WriteAsync(_folder["a.jpg"], Noise(4, 4, PixelFormat.Rgb24)))).Message);
    }

    [Fact]
    public async Task Jpeg_is_read_through_ffmpeg()
    {
        _folder.FFmpeg("-f", "lavfi", "-i", "color=0xC86432:s=64x48:d=0.04", "-frames:v", "1", "-q:v", "1", "a.jpg");

        var frame = await ImageFile.ReadAsync(_folder["a.jpg"]);

        Assert.Equal(new FrameSize(64, 48), frame.Size);
        Assert.InRange(frame.Row(24)[96], 197, 203);
        Assert.InRange(frame.Row(24)[97], 97, 103);
        Assert.InRange(frame.Row(24)[98], 47, 53);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 63, 0)]
    [InlineData(3, 63, 31)]
    [InlineData(4, 0, 31)]
    [InlineData(5, 0, 0)]
    [InlineData(6, 31, 0)]
    [InlineData(7, 31, 63)]
    [InlineData(8, 0, 63)]
    public async Task Photos_are_turned_as_their_camera_noted(int orientation, int x, int y)
    {
        // A white corner at the top left of the stored 64 x 32 picture; the Exif standard's table says where it belongs.
        _folder.FFmpeg("-f", "lavfi", "-i", "color=black:s=64x32:d=0.04,drawbox=w=16:h=8:color=white:t=fill", "-frames:v", "1", "-q:v", "1", "plain.jpg");
        var plain = await File.ReadAllBytesAsync(_folder["plain.jpg"]);
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*\0\0\0\u0008"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        await File.WriteAllBytesAsync(_folder["photo.jpg"], [.. plain[..2], .. exif, .. plain[2..]]);

        var frame = await ImageFile.ReadAsync(_folder["photo.jpg"]);

        Assert.Equal(orientation < 5 ? new FrameSize(64, 32) : new FrameSize(32, 64), frame.Size);
        int Level(int column, int row) => frame.Row(Math.Clamp(row, 2, frame.Height - 3))[Math.Clamp(column, 2, frame.Width - 3) * 3];
        Assert.InRange(Level(x, y), 240, 255);
        Assert.InRange(Level(frame.Width - 1 - x, frame.Height - 1 - y), 0, 15);
        Assert.InRange(Level(x, frame.Height - 1 - y), 0, 15);
    }

    [Fact]
    public void Frames_refuse_arrays_of_the_wrong_length_and_convert_their_layout()
    {
        Assert.Throws<ArgumentException>(() => new Frame(2, 2, PixelFormat.Rgb24, new byte[11]));
        var frame = new Frame(2, 1, PixelFormat.Rgb24, [1, 2, 3, 4, 5, 6], TimeSpan.FromSeconds(1));

        var alpha = frame.ToFormat(PixelFormat.Rgba32);

        Assert.Equal([1, 2, 3, 255, 4, 5, 6, 255], alpha.Pixels);
        Assert.Equal(frame.Pixels, alpha.ToFormat(PixelFormat.Rgb24).Pixels);
        Assert.Equal(frame.Timestamp, alpha.Timestamp);
        Assert.Same(frame, frame.ToFormat(PixelFormat.Rgb24));
    }

    private static Frame Noise(int width, int height, PixelFormat format)
    {
        var frame = new Frame(width, height, format);
        var random = new Random(7);
        for (var i = 0; i < frame.Pixels.Length; i++) frame.Pixels[i] = (byte)(i / 40 % 3 == 0 ? random.Next(256) : i);
        return frame;
    }
}
