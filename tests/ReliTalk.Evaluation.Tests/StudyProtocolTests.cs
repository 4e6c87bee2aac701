using ReliTalk.Testing;

namespace ReliTalk.Evaluation.Tests;

/// <summary>The studies that train several variants run to their end, and each variant is a model of its own. Hardly trained: only wiring is judged.</summary>
public sealed class StudyProtocolTests
{
    private static readonly TrainingOptions Quick = new() { Size = 128, MaxSeconds = 4, StepShare = 0.004, Device = "cpu" };

    [Fact]
    public async Task Guidance_scores_three_ways_of_hearing_on_the_same_held_out_frames()
    {
        var record = await new GuidanceProtocol { Training = Quick }.RunAsync(SharedData.Asset("speaker.mp4"));

        Assert.Equal(20, record.Frames);
        Assert.Equal([128, 128], record.Size);
        Assert.Equal(["audio_and_mesh", "audio_only", "mesh_only"], record.Variants.Keys.Order());
        Assert.All(record.Variants.Values, scores => Assert.InRange(scores.Driven.Psnr, 10, 60));
        // One set of mouth networks: what differs is what was heard.
        Assert.Equal(3, record.Variants.Values.Select(scores => scores.Driven.Psnr).Distinct().Count());
        Assert.Contains("| audio_only |", Page(record));
        Assert.Contains("evaluate guidance speaker.mp4 --preset Draft --step-share 0.004 --json guidance.json`", Page(record));
    }

    private static string Page(GuidanceRecord record)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "guidance.json"), EvaluationJson.Serialize(record));
        return ResultsPage.Compose(folder.Path);
    }
}
