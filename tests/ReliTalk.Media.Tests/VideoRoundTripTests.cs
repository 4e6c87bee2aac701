namespace ReliTalk.Media.Tests;

public sealed class VideoRoundTripTests : IDisposable
{
    private static readonly (byte R, byte G, byte B)[] Patches =
        [(220, 30, 30), (30, 200, 40), (40, 50, 220), (230, 220, 40), (128, 128, 128), (16, 16, 16), (240, 240, 240), (205, 150, 120)];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(256, 128)]
    [InlineData(1280, 720)]
    public async Task Mp4_keeps_colours_at_every_size(int width, int height)
    {
        await WriteAsync("a.mp4", width, height, 5);

        var frames = await ReadAsync("a.mp4");

        Assert.Equal(5, frames.Count);
        AssertPatches(frames[2], tolerance: 3);
    }

    [Fact]
    public async Task Mp4_colours_agree_with_what_another_decoder_shows()
    {
        await WriteAsync("a.mp4", 256, 128, 3);
        // The file's own tags, and no option of ours, decide here.
        _folder.FFmpeg("-i", "a.mp4", "-frames:v", "1", "-sws_flags", "accurate_rnd+full_chroma_int", "shown.png");

        AssertPatches(await ImageFile.ReadAsync(_folder["shown.png"]), tolerance: 4);
        Assert.Contains("bt709,iec61966-2-1", _folder.FFprobe("-show_entries", "stream=color_space,color_transfer,color_range", "-of", "csv=p=0", "a.mp4"));
    }

    [Theory]
    [InlineData("bt709", "bt709")]
    [InlineData("bt601", "smpte170m")]
    public async Task Reader_follows_the_matrix_that_the_file_names(string matrix, string tag)
    {
        await WriteAsync("frames", 256, 128, 2);
        _folder.FFmpeg("-i", "frames/%05d.png", "-vf", $"scale=out_color_matrix={matrix}:flags=accurate_rnd+full_chroma_inp,format=yuv420p", "-c:v", "libx264", "-crf", "5", "-colorspace", tag, "a.mp4");

        AssertPatches((await ReadAsync("a.mp4"))[0], tolerance: 4);
    }

    [Theory]
    [InlineData(256, 128, "bt601")]
    [InlineData(1280, 720, "bt709")]
    public async Task Reader_takes_the_customary_matrix_when_the_file_names_none(int width, int height, string matrix)
    {
        await WriteAsync("frames", width, height, 2);
        _folder.FFmpeg("-i", "frames/%05d.png", "-vf", $"scale=out_color_matrix={matrix}:flags=accurate_rnd+full_chroma_inp,format=yuv420p", "-c:v", "libx264", "-crf", "5", "-bsf:v", "h264_metadata=matrix_coefficients=2", "a.mp4");

        AssertPatches((await ReadAsync("a.mp4"))[0], tolerance: 4);
    }

    [Fact]
    public async Task Full_range_video_is_not_stretched()
    {
        await WriteAsync("frames", 256, 128, 2);
        _folder.FFmpeg("-i", "frames/%05d.png", "-vf", "scale=out_color_matrix=bt601:out_range=pc:flags=accurate_rnd+full_chroma_inp,format=yuvj420p", "-c:v", "libx264", "-crf", "5", "-colorspace", "smpte170m", "a.mp4");

        AssertPatches((await ReadAsync("a.mp4"))[0], tolerance: 4);
    }

    [Theory]
    [InlineData("arib-std-b67")]
    [InlineData("smpte2084")]
    public async Task High_dynamic_range_video_keeps_the_colours_below_diffuse_white(string transfer)
    {
        _folder.FFmpeg(
            "-f", "lavfi", "-i", "color=0xC08C70:s=64x64:r=25:d=0.1",
            "-vf", $"format=gbrp,zscale=tin=iec61966-2-1:pin=bt709:t={transfer}:p=bt2020:m=bt2020nc:r=tv:npl=203,format=yuv420p10le",
            "-c:v", "libx265", "-x265-params", "log-level=none", "-color_primaries", "bt2020", "-color_trc", transfer, "-colorspace", "bt2020nc", "a.mp4");

        var pixel = (await ReadAsync("a.mp4"))[0].Row(30)[90..93].ToArray();

        Assert.InRange(pixel[0], 0xC0 - 4, 0xC0 + 4);
        Assert.InRange(pixel[1], 0x8C - 4, 0x8C + 4);
        Assert.InRange(pixel[2], 0x70 - 4, 0x70 + 4);
    }

    [Fact]
    public async Task Odd_sizes_grow_by_a_repeated_edge()
    {
        await using (var writer = await VideoWriter.CreateAsync(_folder["odd.mp4"]))
        {
            for (var i = 0; i < 3; i++) await writer.WriteAsync(Solid(63, 41, 200, 60, 60));
            await writer.CompleteAsync();
        }

        var frame = (await ReadAsync("odd.mp4"))[1];

        Assert.Equal(new FrameSize(64, 42), frame.Size);
        Assert.InRange(frame.Row(41)[63 * 3], 196, 204);
    }

    [Fact]
    public async Task Sound_has_the_length_and_the_place_that_were_asked_for()
    {
        const int rate = 16000;
        var samples = new float[2 * rate];
        for (var i = 0; i < 160; i++) samples[rate + i] = 0.8f * MathF.Sin(i * 2 * MathF.PI * 1000 / rate);
        foreach (var delay in new[] { 0.0, 0.2, -0.3 })
        {
            var options = new VideoWriterOptions { Audio = new AudioClip(samples, rate), AudioDelay = TimeSpan.FromSeconds(delay) };
            await using (var writer = await VideoWriter.CreateAsync(_folder["s.mp4"], options))
            {
                for (var i = 0; i < 60; i++) await writer.WriteAsync(Solid(64, 64, 90, 90, 90));
                await writer.CompleteAsync();
            }

            var clip = await AudioReader.ReadAsync(_folder["s.mp4"]);

            Assert.InRange(clip.Duration.TotalSeconds, 2 + delay - 0.001, 2 + delay + 0.07);
            var onset = Array.FindIndex(clip.Samples, s => MathF.Abs(s) > 0.3f);
            Assert.InRange((double)onset / rate, 1 + delay - 0.004, 1 + delay + 0.004);
        }
        Assert.Equal(["s.mp4"], _folder.Names());
    }

    [Fact]
    public async Task Metadata_arrives_in_the_file()
    {
        var metadata = new Dictionary<string, string> { ["comment"] = "Synthetic: not a recording; \"quoted\" = kept", ["title"] = "Grüße" };
        await WriteAsync("m.mp4", 64, 64, 2, new() { Metadata = metadata });
        await WriteAsync("n.mp4", 64, 64, 2, new() { Metadata = new Dictionary<string, string>(metadata) { ["relitalk.synthetic"] = "true" } });

        await using var standard = await VideoReader.OpenAsync(_folder["m.mp4"]);
        await using var extended = await VideoReader.OpenAsync(_folder["n.mp4"]);

        Assert.Equal(metadata["comment"], standard.Info.Tags["comment"]);
        Assert.Equal(metadata["title"], standard.Info.Tags["title"]);
        Assert.Equal("true", extended.Info.Tags["relitalk.synthetic"]);
        Assert.Equal(metadata["comment"], extended.Info.Tags["comment"]);
    }

    [Fact]
    public async Task Mp4_is_laid_out_for_browsers()
    {
        await WriteAsync("a.mp4", 64, 64, 3, new() { Audio = new AudioClip(new float[16000], 16000) });

        var bytes = await File.ReadAllBytesAsync(_folder["a.mp4"]);
        Assert.InRange(bytes.AsSpan().IndexOf("moov"u8), 1, bytes.AsSpan().IndexOf("mdat"u8));
        var streams = _folder.FFprobe("-show_entries", "stream=codec_name,pix_fmt", "-of", "csv=p=0", "a.mp4");
        Assert.Contains("h264,yuv420p", streams);
        Assert.Contains("aac", streams);
    }

    [Theory]
    [InlineData("a.mov")]
    [InlineData("a.webm")]
    [InlineData("folder")]
    public async Task Alpha_survives_in_the_formats_that_promise_it(string name)
    {
        var frame = new Frame(64, 48, PixelFormat.Rgba32);
        for (var y = 0; y < 48; y++)
            for (var x = 0; x < 64; x++) new byte[] { 180, 90, 60, (byte)(x < 32 ? 0 : y < 24 ? 128 : 255) }.CopyTo(frame.Row(y)[(x * 4)..]);
        await using (var writer = await VideoWriter.CreateAsync(_folder[name]))
        {
            for (var i = 0; i < 3; i++) await writer.WriteAsync(frame);
            await writer.CompleteAsync();
        }

        var back = name == "folder"
            ? await ImageFile.ReadAsync(Path.Combine(_folder[name], "00001.png"))
            : (await ReadAsync(name, new() { PixelFormat = PixelFormat.Rgba32 }))[1];

        Assert.InRange(back.Row(10)[10 * 4 + 3], 0, 3);
        Assert.InRange(back.Row(10)[50 * 4 + 3], 125, 131);
        Assert.InRange(back.Row(40)[50 * 4 + 3], 252, 255);
        Assert.InRange(back.Row(40)[50 * 4], 175, 185);
    }

    private static Frame Solid(int width, int height, byte r, byte g, byte b)
    {
        var frame = new Frame(width, height);
        for (var i = 0; i < frame.Pixels.Length; i += 3) (frame.Pixels[i], frame.Pixels[i + 1], frame.Pixels[i + 2]) = (r, g, b);
        return frame;
    }

    private static Frame Chart(int width, int height)
    {
        var frame = new Frame(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = Patches[x * 4 / width + y * 2 / height * 4];
                (frame.Row(y)[x * 3], frame.Row(y)[x * 3 + 1], frame.Row(y)[x * 3 + 2]) = (r, g, b);
            }
        return frame;
    }

    private static void AssertPatches(Frame frame, int tolerance)
    {
        for (var i = 0; i < Patches.Length; i++)
        {
            int x = frame.Width * (2 * (i % 4) + 1) / 8, y = frame.Height * (2 * (i / 4) + 1) / 4;
            var pixel = frame.Row(y).Slice(x * 3, 3);
            var (r, g, b) = Patches[i];
            Assert.True(
                Math.Abs(pixel[0] - r) <= tolerance && Math.Abs(pixel[1] - g) <= tolerance && Math.Abs(pixel[2] - b) <= tolerance,
                $"patch {i} should be ({r}, {g}, {b}) and is ({pixel[0]}, {pixel[1]}, {pixel[2]})");
        }
    }

    private async Task WriteAsync(string name, int width, int height, int frames, VideoWriterOptions? options = null)
    {
        await using var writer = await VideoWriter.CreateAsync(_folder[name], options);
        var chart = Chart(width, height);
        for (var i = 0; i < frames; i++) await writer.WriteAsync(chart);
        await writer.CompleteAsync();
    }

    private async Task<List<Frame>> ReadAsync(string name, VideoReaderOptions? options = null)
    {
        await using var reader = await VideoReader.OpenAsync(_folder[name], options);
        var frames = new List<Frame>();
        await foreach (var frame in reader.FramesAsync()) frames.Add(frame);
        return frames;
    }
}
