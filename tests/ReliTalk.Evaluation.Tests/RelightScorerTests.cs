using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Evaluation.Tests;

public sealed class RelightScorerTests
{
    private const string Set = "synthetic/A";

    /// <summary>
    /// Every light scored with the truth of the light before it (1 with 9's). The expected figures were printed by the set's independent NumPy scorer.
    /// </summary>
    [SharedDataFact(Set)]
    public async Task Figures_agree_with_the_independent_scorer()
    {
        using var folder = new TemporaryFolder();
        var truth = RelightTruth.Open(SharedData.Find(Set)!);
        foreach (var (frame, light) in truth.Pictures.Where(picture => picture.Frame % 70 == 0))
            File.Copy(truth.Picture(frame, light), Path.Combine(folder.Path, RelightTruth.PictureName(frame, light % 9 + 1)));

        var record = await RelightScorer.ScoreAsync(truth, folder.Path);

        Assert.Equal(3, record.Frames);
        Assert.Equal(27, 135 - record.Missing);
        Within(record.Mean["hdri"], [16.867, 0.755, 16.464, 16.887]);
        Within(record.Mean["directional"], [11.075, 0.507, 10.2, 11.063]);
        Within(record.Copy["hdri"], [20.964, 0.84, 20.802, 22.079]);
        Within(record.Copy["directional"], [14.663, 0.663, 13.933, 14.703]);
    }

    [SharedDataFact(Set)]
    public async Task The_truth_scores_as_the_truth_and_true_maps_have_no_error()
    {
        using var folder = new TemporaryFolder();
        var truth = RelightTruth.Open(SharedData.Find(Set)!);
        File.Copy(truth.Picture(0, 3), Path.Combine(folder.Path, RelightTruth.PictureName(0, 3)));
        foreach (var kind in new[] { "normal", "albedo" })
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, kind));
            File.Copy(kind == "normal" ? truth.Normal(0) : truth.Albedo(0), Path.Combine(folder.Path, kind, "f000.png"));
        }

        var record = await RelightScorer.ScoreAsync(truth, folder.Path);

        var light = Assert.Single(record.Lights);
        Assert.Equal((3, "hdri", 99.0), (light.Id, light.Type, light.Fg.Psnr));
        Assert.Equal(1, light.Skin.Ssim, 4);
        Assert.Equal((99.0, 0.0), (record.Normal!.PsnrGrad, Math.Round(record.Normal.AngleDeg, 3)));
        Assert.True(record.Albedo!.PsnrGain > 80);
        var json = EvaluationJson.Serialize(record);
        Assert.Contains("\"fg_gain\"", json);
        Assert.Contains("\"psnr_grad\"", json);
        var read = EvaluationJson.Deserialize<RelightRecord>(json).Lights[0];
        Assert.Equal((light.Id, light.Type, light.Fg.Psnr, light.Pictures), (read.Id, read.Type, read.Fg.Psnr, read.Pictures));
    }

    [Fact]
    public async Task Folders_of_another_layout_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("meta.json", Assert.Throws<MediaException>(() => RelightTruth.Open(folder.Path)).Message);
        File.WriteAllText(Path.Combine(folder.Path, "meta.json"), "{\"lights\": 3}");
        Assert.Contains("docs/evaluation.md", Assert.Throws<MediaException>(() => RelightTruth.Open(folder.Path)).Message);
        await Task.CompletedTask;
    }

    /// <summary>Agreement that the set asks for: 0.01 dB and 0.001.</summary>
    private static void Within(RelightScores scores, double[] expected)
    {
        Assert.InRange(scores.Fg.Psnr, expected[0] - 0.01, expected[0] + 0.01);
        Assert.InRange(scores.Fg.Ssim, expected[1] - 0.001, expected[1] + 0.001);
        Assert.InRange(scores.Skin.Psnr, expected[2] - 0.01, expected[2] + 0.01);
        Assert.InRange(scores.SkinGain.Psnr, expected[3] - 0.01, expected[3] + 0.01);
    }
}
