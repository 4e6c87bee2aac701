using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Samples.Tests;

/// <summary>A cut of the embedded demo, short enough for a test, and a portrait of it: it must run, not look good.</summary>
public sealed class ShortDemo : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-samples-").FullName;

    public string Video => Path.Combine(_folder, "speaker.mp4");

    public string Speech => Path.Combine(_folder, "speech.wav");

    public string Portrait => Path.Combine(_folder, "speaker.portrait");

    public string Folder(string name) => Path.Combine(_folder, name);

    public async Task InitializeAsync()
    {
        var second = TimeSpan.FromSeconds(1);
        await AudioWriter.WriteAsync(Speech, (await AudioReader.ReadAsync(SharedData.Asset("speech.wav"))).Slice(TimeSpan.Zero, second));
        var sound = (await AudioReader.ReadAsync(SharedData.Asset("speaker.mp4"))).Slice(TimeSpan.Zero, 2.2 * second);
        await using (var reader = await VideoReader.OpenAsync(SharedData.Asset("speaker.mp4")))
        await using (var writer = await VideoWriter.CreateAsync(Video, new VideoWriterOptions { Audio = sound }))
        {
            await foreach (var frame in reader.FramesAsync())
            {
                if (frame.Timestamp >= 2.2 * second) break;
                await writer.WriteAsync(frame);
            }
            await writer.CompleteAsync();
        }
        using var portrait = await ReliTalk.Portrait.Train(Video, new TrainingOptions { Size = 128, StepShare = 0.002 }).BuildAsync();
        portrait.Save(Portrait);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
