using ReliTalk.Training;

namespace ReliTalk.Tests;

public sealed class CheckpointPathsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-checkpoints-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Another_video_or_another_option_never_takes_up_a_checkpoint()
    {
        var video = Path.Combine(_folder, "a.mp4");
        File.WriteAllBytes(video, [1, 2, 3]);
        var options = new TrainingOptions { CheckpointFolder = Path.Combine(_folder, "run") };
        var first = CheckpointPaths.For(video, options).Of("rendering");
        Assert.Equal(first, CheckpointPaths.For(video, options).Of("rendering"));
        Assert.NotEqual(first, CheckpointPaths.For(video, options).Of("reflectance"));
        Assert.NotEqual(first, CheckpointPaths.For(video, options with { Seed = 2 }).Of("rendering"));
        File.WriteAllBytes(video, [1, 2, 3, 4]);
        Assert.NotEqual(first, CheckpointPaths.For(video, options).Of("rendering"));
    }

    [Fact]
    public void Without_a_folder_no_stage_keeps_one() => Assert.Null(CheckpointPaths.For("a.mp4", new TrainingOptions()).Of("rendering"));
}
