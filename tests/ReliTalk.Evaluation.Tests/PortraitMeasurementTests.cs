using ReliTalk.Testing;

namespace ReliTalk.Evaluation.Tests;

/// <summary>A portrait that somebody trained is measured on what it has not seen, and on nothing else.</summary>
public sealed class PortraitMeasurementTests
{
    private static readonly TrainingOptions Quick = new() { Size = 128, MaxSeconds = 4, HoldOut = 0.3, StepShare = 0.004, Device = "cpu" };

    [Fact]
    public async Task A_portrait_is_driven_over_the_held_out_end_of_its_own_clip_only()
    {
        using var folder = new TemporaryFolder();
        var (video, file) = (SharedData.Asset("speaker.mp4"), Path.Combine(folder.Path, "p.portrait"));
        using (var portrait = await Portrait.Train(video, Quick).BuildAsync()) portrait.Save(file);

        var record = await new DriveProtocol { Training = Quick, PortraitPath = file, FramesFolder = Path.Combine(folder.Path, "frames") }.RunAsync(video);

        Assert.Equal((70, 30), (record.TrainFrames, record.Frames));
        Assert.Equal("p.portrait", record.Portrait);
        Assert.InRange(record.Full.Psnr, 20, 60);
        Assert.NotNull(record.Baselines["nearest"].Lip);
        Assert.True(record.Hole.Psnr < record.Full.Psnr, "All that differs lies in the hole.");
        Assert.Equal(60, Directory.EnumerateFiles(Path.Combine(folder.Path, "frames")).Count());
        // Three seconds of the clip: the portrait has learnt from all but a few of these frames.
        var shorter = new DriveProtocol { Training = Quick with { MaxSeconds = 3 }, PortraitPath = file };
        Assert.Contains("--hold-out", (await Assert.ThrowsAsync<MediaException>(() => shorter.RunAsync(video))).Message);
        // Another beginning of the clip, another crop and head.
        var longer = new DriveProtocol { Training = Quick with { MaxSeconds = 5 }, PortraitPath = file };
        Assert.Contains("not learnt from", (await Assert.ThrowsAsync<MediaException>(() => longer.RunAsync(video))).Message);
    }
}
