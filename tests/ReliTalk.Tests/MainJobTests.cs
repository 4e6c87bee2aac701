using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Tests;

/// <summary>The whole line on the embedded demo, with few optimisation steps: it must run, not look good.</summary>
[Collection(nameof(SmallPortrait))]
public sealed class MainJobTests(SmallPortrait small)
{
    [Fact]
    public async Task A_trained_portrait_survives_its_file_and_speaks_in_a_new_light()
    {
        var folder = Directory.CreateTempSubdirectory("relitalk-main-job-").FullName;
        try
        {
            var saved = Path.Combine(folder, "speaker.portrait");
            Assert.Equal(128, small.Portrait.Size);
            Assert.Equal(75, small.Portrait.FrameCount);
            small.Portrait.Save(saved);

            using var portrait = Portrait.Load(saved);
            var speech = Path.Combine(folder, "speech.wav");
            var sound = await AudioReader.ReadAsync(SharedData.Asset("speech.wav"));
            await AudioWriter.WriteAsync(speech, sound.Slice(TimeSpan.Zero, TimeSpan.FromSeconds(2)));
            var output = Path.Combine(folder, "out.mp4");

            var report = await portrait.Drive(speech).Relight(SharedData.Asset("studio.hdr")).SaveAsync(output);

            Assert.Equal(50, report.Frames);
            await using var reader = await VideoReader.OpenAsync(output);
            Assert.True(reader.Info.HasAudio);
            Assert.Equal((128, 128), (reader.Info.Width, reader.Info.Height));
            Assert.InRange(reader.Info.Duration.TotalSeconds, 1.9, 2.2);
            Assert.Contains(reader.Info.Tags, tag => tag.Value.Contains("Synthetic", StringComparison.Ordinal));
            Assert.Equal(3, Directory.EnumerateFiles(folder).Count());

            await TwoPerformancesAtOnce(portrait, speech);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task TwoPerformancesAtOnce(Portrait portrait, string speech)
    {
        var alone = await Pixels(portrait, speech);
        var both = await Task.WhenAll(Pixels(portrait, speech), Pixels(portrait, speech));
        Assert.Equal(alone, both[0]);
        Assert.Equal(alone, both[1]);
    }

    [Fact]
    public async Task Two_portraits_driven_at_once_give_the_frames_that_they_give_alone()
    {
        var folder = Directory.CreateTempSubdirectory("relitalk-two-portraits-").FullName;
        try
        {
            var saved = Path.Combine(folder, "speaker.portrait");
            small.Portrait.Save(saved);
            using var other = Portrait.Load(saved);
            var sound = await AudioReader.ReadAsync(SharedData.Asset("speech.wav"));
            var (early, late) = (Path.Combine(folder, "early.wav"), Path.Combine(folder, "late.wav"));
            await AudioWriter.WriteAsync(early, sound.Slice(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.6)));
            await AudioWriter.WriteAsync(late, sound.Slice(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(0.6)));
            var light = SharedData.Asset("studio.hdr");

            var first = await AllPixels(small.Portrait.Drive(early));
            var second = await AllPixels(other.Drive(late).Relight(light));
            var both = await Task.WhenAll(Task.Run(() => AllPixels(small.Portrait.Drive(early))), Task.Run(() => AllPixels(other.Drive(late).Relight(light))));

            Assert.Equal(15, first.Count);
            Assert.NotEqual(first[^1], second[^1]);
            Same(first, both[0]);
            Same(second, both[1]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Same(List<byte[]> alone, List<byte[]> together)
    {
        Assert.Equal(alone.Count, together.Count);
        for (var t = 0; t < alone.Count; t++)
        {
            var differences = alone[t].Zip(together[t], (a, b) => Math.Abs(a - b)).Where(d => d > 0).ToList();
            Assert.True(differences.Count == 0, $"frame {t}: {differences.Count} values differ, by up to {differences.DefaultIfEmpty().Max()}");
        }
    }

    private static async Task<List<byte[]>> AllPixels(Performance performance)
    {
        var frames = new List<byte[]>();
        await foreach (var frame in performance.FramesAsync()) frames.Add(frame.Pixels);
        return frames;
    }

    private static async Task<byte[]> Pixels(Portrait portrait, string speech)
    {
        await foreach (var frame in portrait.Drive(speech).FramesAsync()) return frame.Pixels;
        throw new InvalidOperationException("no frame came");
    }
}
