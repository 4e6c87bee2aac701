using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Tests;

/// <summary>What a user gets wrong is answered by a typed error that says what to do, and nothing half-written is left.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-bad-input-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_text_file_named_mp4_is_refused()
    {
        var path = Path.Combine(_folder, "text.mp4");
        await File.WriteAllTextAsync(path, "This is not a video.");
        await RefusedAsync<MediaException>(path, "text.mp4");
    }

    [Fact]
    public async Task A_truncated_mp4_is_refused()
    {
        var path = Path.Combine(_folder, "truncated.mp4");
        var whole = await File.ReadAllBytesAsync(SharedData.Asset("speaker.mp4"));
        await File.WriteAllBytesAsync(path, whole[..(whole.Length / 3)]);
        await RefusedAsync<ReliTalkException>(path, "truncated.mp4");
    }

    [Fact]
    public async Task A_video_without_sound_is_refused()
    {
        var path = await GreyVideoAsync("silent.mp4", frames: 60, sound: null);
        var error = await RefusedAsync<MediaException>(path, "silent.mp4");
        Assert.Contains("sound", error.Message);
    }

    [Fact]
    public async Task A_video_without_a_face_is_refused()
    {
        var path = await GreyVideoAsync("grey.mp4", frames: 60, sound: new AudioClip(new float[16_000 * 3], 16_000));
        var error = await RefusedAsync<FaceNotFoundException>(path, "");
        Assert.Contains("face", error.Message);
    }

    [Fact]
    public async Task A_video_of_one_frame_is_refused()
    {
        var path = await GreyVideoAsync("one.mp4", frames: 1, sound: new AudioClip(new float[16_000], 16_000));
        await RefusedAsync<ReliTalkException>(path, "");
    }

    private async Task<T> RefusedAsync<T>(string video, string named) where T : ReliTalkException
    {
        var output = Path.Combine(_folder, "out.mp4");
        var error = await Assert.ThrowsAnyAsync<T>(() => Portrait.Train(video).Drive(SharedData.Asset("speech.wav")).SaveAsync(output));
        Assert.Contains(named, error.Message);
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder), file => Path.GetFileName(file).Contains("out", StringComparison.Ordinal));
        return error;
    }

    private async Task<string> GreyVideoAsync(string name, int frames, AudioClip? sound)
    {
        var path = Path.Combine(_folder, name);
        await using var writer = await VideoWriter.CreateAsync(path, new VideoWriterOptions { Audio = sound });
        var pixels = new byte[128 * 128 * 3];
        Array.Fill<byte>(pixels, 120);
        for (var t = 0; t < frames; t++) await writer.WriteAsync(new Frame(128, 128, PixelFormat.Rgb24, pixels, TimeSpan.FromSeconds(t / 25.0)));
        await writer.CompleteAsync();
        return path;
    }
}
