namespace ReliTalk.Media.Tests;

public sealed class VideoTimingTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Grey level of a frame = 2 x its own time in frames of 1/100 s, so that a frame tells when it was made.</summary>
    private const string Clock = "nullsrc=s=64x64:r={0}:d=1,geq=lum='16+2*round(T*100)':cb=128:cr=128";

    [Theory]
    [InlineData("24")]
    [InlineData("25")]
    [InlineData("30000/1001")]
    [InlineData("30")]
    [InlineData("50")]
    public async Task Every_rate_is_brought_to_25_with_the_nearest_frame(string rate)
    {
        _folder.FFmpeg("-f", "lavfi", "-i", string.Format(Clock, rate), "-pix_fmt", "yuv420p", "-c:v", "libx264", "-crf", "1", "a.mp4");
        var parts = rate.Split('/');
        var step = (parts.Length == 2 ? double.Parse(parts[1]) : 1) / double.Parse(parts[0]);

        var frames = await ReadAsync("a.mp4");

        Assert.InRange(frames.Count, 25, 26);
        for (var i = 0; i < 25; i++)
        {
            Assert.Equal(i / 25.0, frames[i].Timestamp.TotalSeconds, 6);
            Assert.InRange(TimeOf(frames[i]) - i / 25.0, -step / 2 - 0.011, 0.02 + 0.011);
        }
    }

    [Fact]
    public async Task Variable_frame_rate_is_read_by_its_timestamps()
    {
        // Every frame of the first half, every fourth of the second: a phone that slows down in the dark.
        _folder.FFmpeg("-f", "lavfi", "-i", string.Format(Clock, "50"), "-vf", "select='lt(t,0.5)+not(mod(n,4))'", "-fps_mode", "passthrough", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-crf", "1", "a.mp4");

        var frames = await ReadAsync("a.mp4");

        Assert.InRange(frames.Count, 24, 26);
        for (var i = 0; i < 24; i++) Assert.InRange(TimeOf(frames[i]) - i / 25.0, i < 13 ? -0.011 : -0.081, 0.031);
    }

    [Fact]
    public async Task A_picture_track_that_begins_late_keeps_its_place_beside_the_sound()
    {
        _folder.FFmpeg("-itsoffset", "0.4", "-f", "lavfi", "-i", string.Format(Clock, "25"), "-f", "lavfi", "-i", "sine=d=1.4:r=16000", "-map", "0", "-map", "1", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-crf", "1", "a.mkv");

        var frames = await ReadAsync("a.mkv");

        Assert.InRange(frames.Count, 34, 36);
        Assert.InRange(TimeOf(frames[20]), 0.4 - 0.015, 0.4 + 0.015);
        Assert.InRange(TimeOf(frames[3]), 0, 0.011);
    }

    [Fact]
    public async Task A_sound_track_that_begins_late_is_preceded_by_silence()
    {
        _folder.FFmpeg("-f", "lavfi", "-i", string.Format(Clock, "25"), "-itsoffset", "0.4", "-f", "lavfi", "-i", "sine=d=0.6:r=16000", "-map", "0", "-map", "1", "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le", "a.mkv");

        var clip = await AudioReader.ReadAsync(_folder["a.mkv"]);

        Assert.InRange(clip.Duration.TotalSeconds, 0.99, 1.01);
        Assert.InRange(Array.FindIndex(clip.Samples, s => MathF.Abs(s) > 0.01f) / 16000.0, 0.398, 0.403);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task Rotation_metadata_is_applied(int rotation)
    {
        // Left half red, right half blue; top quarter green.
        _folder.FFmpeg("-f", "lavfi", "-i", "color=red:s=96x64:r=25:d=0.2,drawbox=x=48:w=48:color=blue:t=fill,drawbox=h=16:color=lime:t=fill", "-pix_fmt", "yuv420p", "flat.mp4");
        _folder.FFmpeg("-i", "flat.mp4", "-c", "copy", "-metadata:s:v", $"rotate={rotation}", "turned.mp4");
        await using var reader = await VideoReader.OpenAsync(_folder["turned.mp4"]);

        var frames = await ReadAsync("turned.mp4");

        // This option of ffmpeg counts counter-clockwise, VideoInfo clockwise.
        Assert.Equal(360 - rotation, reader.Info.Rotation);
        var (width, height) = rotation == 180 ? (96, 64) : (64, 96);
        Assert.Equal((width, height), (reader.Info.Width, reader.Info.Height));
        Assert.Equal(new FrameSize(width, height), frames[0].Size);
        // The green edge was on top; turned clockwise by 90 it is on the right.
        var (x, y) = reader.Info.Rotation switch { 90 => (width - 6, height / 2), 180 => (width / 2, height - 6), _ => (6, height / 2) };
        var pixel = frames[0].Row(y).Slice(x * 3, 3).ToArray();
        Assert.True(pixel[1] > 200 && pixel[0] < 60 && pixel[2] < 60, $"not green: {string.Join(',', pixel)}");
    }

    [Fact]
    public async Task Pixels_that_are_not_square_are_made_square()
    {
        _folder.FFmpeg("-f", "lavfi", "-i", "testsrc2=s=96x64:r=25:d=0.2", "-vf", "setsar=4/3", "-pix_fmt", "yuv420p", "a.mp4");

        var frames = await ReadAsync("a.mp4");

        Assert.Equal(new FrameSize(128, 64), frames[0].Size);
    }

    [Fact]
    public async Task Crop_and_size_cut_the_right_place_and_repeat_the_edge_outside()
    {
        // A horizontal ramp, so that a column tells where it came from.
        _folder.FFmpeg("-f", "lavfi", "-i", "nullsrc=s=100x80:r=25:d=0.2,geq=lum='20+2*X':cb=128:cr=128", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-crf", "1", "a.mp4");

        var inside = (await ReadAsync("a.mp4", new() { Crop = new(21, 11, 31, 33) }))[0];
        var beyond = (await ReadAsync("a.mp4", new() { Crop = new(-10, -8, 120, 120) }))[0];
        var scaled = (await ReadAsync("a.mp4", new() { Crop = new(20, 10, 40, 40), Size = new(20, 20) }))[0];

        static double Level(int x) => (20 + 2 * x - 16) * 255 / 219.0;
        Assert.Equal(new FrameSize(31, 33), inside.Size);
        Assert.InRange(inside.Row(16)[3 * 10], Level(31) - 2, Level(31) + 2);
        Assert.Equal(new FrameSize(120, 120), beyond.Size);
        Assert.InRange(beyond.Row(60)[3 * 30], Level(20) - 2, Level(20) + 2);
        Assert.InRange(beyond.Row(2)[3 * 2], Level(0) - 2, Level(0) + 2);
        Assert.InRange(beyond.Row(118)[3 * 118], Level(99) - 2, Level(99) + 2);
        Assert.Equal(new FrameSize(20, 20), scaled.Size);
        Assert.InRange(scaled.Row(10)[3 * 10], Level(40) - 1, Level(41) + 2);
    }

    [Fact]
    public async Task A_reused_buffer_holds_the_newest_frame()
    {
        _folder.FFmpeg("-f", "lavfi", "-i", string.Format(Clock, "25"), "-pix_fmt", "yuv420p", "a.mp4");
        await using var reader = await VideoReader.OpenAsync(_folder["a.mp4"], new() { ReuseBuffer = true });

        var arrays = new HashSet<byte[]>();
        await foreach (var frame in reader.FramesAsync()) arrays.Add(frame.Pixels);

        Assert.Single(arrays);
    }

    private static double TimeOf(Frame frame)
    {
        var luma = frame.Row(32)[32 * 3] * 219 / 255.0 + 16;
        return (luma - 16) / 200;
    }

    private async Task<List<Frame>> ReadAsync(string name, VideoReaderOptions? options = null)
    {
        await using var reader = await VideoReader.OpenAsync(_folder[name], options);
        var frames = new List<Frame>();
        await foreach (var frame in reader.FramesAsync()) frames.Add(frame);
        return frames;
    }
}
