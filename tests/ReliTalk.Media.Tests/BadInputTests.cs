using System.Diagnostics;

namespace ReliTalk.Media.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_missing_file_is_named() => ThrowsAsync("absent.mp4", "does not exist");

    [Fact]
    public Task A_folder_is_not_a_video()
    {
        Directory.CreateDirectory(_folder["clip.mp4"]);
        return ThrowsAsync("clip.mp4", "is a folder");
    }

    [Fact]
    public Task An_empty_file_is_called_empty()
    {
        File.WriteAllBytes(_folder["empty.mp4"], []);
        return ThrowsAsync("empty.mp4", "0 bytes");
    }

    [Fact]
    public Task A_text_file_named_mp4_is_not_a_video()
    {
        File.WriteAllText(_folder["note.mp4"], string.Join('\n', Enumerable.Repeat("This is only a note, not a video.", 200)));
        return ThrowsAsync("note.mp4", "note.mp4");
    }

    [Fact]
    public Task A_text_file_named_txt_is_not_a_video()
    {
        File.WriteAllText(_folder["note.txt"], string.Join('\n', Enumerable.Repeat("This is only a note, not a video.", 200)));
        return ThrowsAsync("note.txt", "text file");
    }

    [Fact]
    public Task An_mp4_without_its_end_is_truncated()
    {
        Clip("whole.mp4");
        Cut("whole.mp4", "cut.mp4", 0.6);
        return ThrowsAsync("cut.mp4", "truncated");
    }

    [Fact]
    public async Task A_truncated_mp4_with_its_index_in_front_delivers_what_is_there_and_then_throws()
    {
        Clip("whole.mp4", "-movflags", "+faststart");
        Cut("whole.mp4", "cut.mp4", 0.6);
        await using var reader = await VideoReader.OpenAsync(_folder["cut.mp4"]);

        var count = 0;
        var error = await Assert.ThrowsAsync<MediaException>(async () =>
        {
            await foreach (var _ in reader.FramesAsync()) count++;
        });

        Assert.InRange(count, 10, 49);
        Assert.Contains("truncated", error.Message);
        Assert.Contains("of about 50 frames", error.Message);
    }

    [Fact]
    public async Task Sound_without_picture_and_picture_without_sound_are_told_apart()
    {
        Clip("silent.mp4");
        _folder.FFmpeg("-f", "lavfi", "-i", "sine=d=1", "sound.wav");

        await ThrowsAsync("sound.wav", "only sound");
        var error = await Assert.ThrowsAsync<MediaException>(() => AudioReader.ReadAsync(_folder["silent.mp4"]));
        Assert.Contains("no sound track", error.Message);
        await using var reader = await VideoReader.OpenAsync(_folder["silent.mp4"]);
        Assert.False(reader.Info.HasAudio);
        await Assert.ThrowsAsync<MediaException>(() => VideoWriter.CreateAsync(_folder["o.mp4"], new() { AudioFile = _folder["silent.mp4"] }));
        Assert.Equal(["silent.mp4", "sound.wav"], _folder.Names());
    }

    [Fact]
    public async Task A_song_with_a_cover_picture_is_no_video()
    {
        _folder.FFmpeg("-f", "lavfi", "-i", "sine=d=1", "-f", "lavfi", "-i", "color=red:s=64x64:d=0.04", "-map", "0", "-map", "1", "-frames:v", "1", "-c:v", "mjpeg", "-disposition:v", "attached_pic", "song.mp3");

        await ThrowsAsync("song.mp3", "only sound");
    }

    [Fact]
    public async Task A_video_of_one_frame_gives_one_frame()
    {
        _folder.FFmpeg("-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=1", "-frames:v", "1", "-pix_fmt", "yuv420p", "one.mp4");
        await using var reader = await VideoReader.OpenAsync(_folder["one.mp4"]);

        var frames = new List<Frame>();
        await foreach (var frame in reader.FramesAsync()) frames.Add(frame);

        Assert.Equal(TimeSpan.Zero, Assert.Single(frames).Timestamp);
    }

    [Fact]
    public async Task Limits_are_kept_before_anything_is_decoded()
    {
        Clip("clip.mp4");
        var pixels = new VideoReaderOptions { Limits = new() { MaxPixels = 64 * 63 } };
        var time = new VideoReaderOptions { Limits = new() { MaxDuration = TimeSpan.FromSeconds(1) } };

        Assert.Contains("MaxPixels", (await Assert.ThrowsAsync<LimitsExceededException>(() => VideoReader.OpenAsync(_folder["clip.mp4"], pixels))).Message);
        Assert.Contains("MaxDuration", (await Assert.ThrowsAsync<LimitsExceededException>(() => VideoReader.OpenAsync(_folder["clip.mp4"], time))).Message);
    }

    [Fact]
    public async Task An_absent_output_folder_is_named_before_anything_is_written()
    {
        var error = await Assert.ThrowsAsync<MediaException>(() => VideoWriter.CreateAsync(_folder["no/where/out.mp4"]));

        Assert.Contains("does not exist", error.Message);
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public async Task A_folder_where_nothing_may_be_written_is_named()
    {
        // /proc refuses new files to everybody, root included.
        if (!Directory.Exists("/proc/self")) return;

        var error = await Assert.ThrowsAsync<MediaException>(() => VideoWriter.CreateAsync("/proc/self/out.mp4"));

        Assert.Contains("cannot be written", error.Message);
    }

    [Fact]
    public async Task An_unknown_extension_is_refused() =>
        Assert.Contains(".avi", (await Assert.ThrowsAsync<MediaException>(() => VideoWriter.CreateAsync(_folder["out.avi"]))).Message);

    [Fact]
    public async Task Nothing_is_left_when_the_writer_is_given_up_or_cancelled()
    {
        var frame = new Frame(64, 64);
        File.WriteAllText(_folder["out.mp4"], "older");
        await using (var writer = await VideoWriter.CreateAsync(_folder["out.mp4"], new() { Audio = new AudioClip(new float[800], 16000) }))
            await writer.WriteAsync(frame);
        Assert.Equal(["out.mp4"], _folder.Names());

        await using (var writer = await VideoWriter.CreateAsync(_folder["out.mp4"]))
        {
            using var cancel = new CancellationTokenSource();
            await writer.WriteAsync(frame, cancel.Token);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.WriteAsync(frame, cancel.Token));
        }
        Assert.Equal(["out.mp4"], _folder.Names());
        Assert.Equal("older", File.ReadAllText(_folder["out.mp4"]));
    }

    [Fact]
    public async Task Frames_must_be_alike_and_there_must_be_one()
    {
        await using var writer = await VideoWriter.CreateAsync(_folder["out.mp4"]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.CompleteAsync());
        await writer.WriteAsync(new Frame(64, 64));
        Assert.Contains("64x64", (await Assert.ThrowsAsync<ArgumentException>(() => writer.WriteAsync(new Frame(64, 62)))).Message);
    }

    [Fact]
    public async Task Ffmpeg_killed_while_reading_is_reported()
    {
        _folder.FFmpeg("-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=20", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "long.mp4");
        await using var reader = await VideoReader.OpenAsync(_folder["long.mp4"]);

        var error = await Assert.ThrowsAsync<MediaException>(async () =>
        {
            await foreach (var frame in reader.FramesAsync())
                if (frame.Timestamp == TimeSpan.Zero) KillFFmpegOf("long.mp4");
        });

        Assert.Contains("ended from outside", error.Message);
    }

    [Fact]
    public async Task Ffmpeg_killed_while_writing_is_reported_and_leaves_nothing()
    {
        await using (var writer = await VideoWriter.CreateAsync(_folder["killed.mp4"]))
        {
            var frame = new Frame(640, 480);
            await writer.WriteAsync(frame);
            KillFFmpegOf(".killed.");
            var error = await Assert.ThrowsAsync<MediaException>(async () =>
            {
                for (var i = 0; i < 200; i++) await writer.WriteAsync(frame);
            });
            Assert.Contains("ended from outside", error.Message);
        }
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public async Task Cancelling_or_leaving_the_loop_ends_ffmpeg()
    {
        _folder.FFmpeg("-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=20", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "long.mp4");
        await using var reader = await VideoReader.OpenAsync(_folder["long.mp4"]);
        await foreach (var _ in reader.FramesAsync()) break;
        Assert.Empty(FFmpegsOf("long.mp4"));

        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in reader.FramesAsync(cancel.Token)) await cancel.CancelAsync();
        });
        Assert.Empty(FFmpegsOf("long.mp4"));
    }

    private async Task ThrowsAsync(string name, string expected)
    {
        var error = await Assert.ThrowsAsync<MediaException>(() => VideoReader.OpenAsync(_folder[name]));
        Assert.Contains(expected, error.Message);
        Assert.Contains(name, error.Message);
    }

    private void Clip(string name, params string[] options)
        => _folder.FFmpeg(["-f", "lavfi", "-i", "testsrc2=s=64x64:r=25:d=2", "-c:v", "libx264", "-crf", "10", "-pix_fmt", "yuv420p", .. options, name]);

    private void Cut(string from, string to, double share)
    {
        var bytes = File.ReadAllBytes(_folder[from]);
        File.WriteAllBytes(_folder[to], bytes[..(int)(bytes.Length * share)]);
    }

    /// <summary>Children of this very test run only: those whose command line names the test's own folder.</summary>
    private List<Process> FFmpegsOf(string name) =>
        [.. Process.GetProcessesByName("ffmpeg").Where(p =>
        {
            try
            {
                var line = File.ReadAllText($"/proc/{p.Id}/cmdline");
                return line.Contains(_folder.Path, StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false;
            }
        })];

    private void KillFFmpegOf(string name) => Assert.Single(FFmpegsOf(name)).Kill();
}
