using ReliTalk.Testing;

namespace ReliTalk.Evaluation.Tests;

public sealed class ResultsPageTests
{
    private static readonly RegionScores Scores = new() { Region = "full frame", Frames = 100, Size = [256, 256], Psnr = 37.25, Ssim = 0.9812, Sharpness = 0.9, Flicker = 1.5 };

    [Fact]
    public async Task Every_figure_comes_from_a_record()
    {
        using var folder = new TemporaryFolder();
        await EvaluationJson.WriteAsync(Path.Combine(folder.Path, "b-drive.json"), Drive());
        await EvaluationJson.WriteAsync(Path.Combine(folder.Path, "a-relight.json"), Relight());
        await EvaluationJson.WriteAsync(Path.Combine(folder.Path, "bench.json"), Bench());

        var page = ResultsPage.Compose(folder.Path);

        Assert.Contains("| ours | 37.25 | 0.9812 | 27.50 | 0.9812 | 37.25 | 0.9812 | 0.90 | 1.50 | - | 0.80 | 1.20 | - | - |", page);
        Assert.Contains("| frozen | 31.00 |", page);
        Assert.Contains("| 4 (repeated) | 128 | 12 | tracking 2, rendering 9 | 800 | 20 | 0.5 | 30.0 / 28.0 | 20.0 / 19.0 | 300 / 400 | 700 |", page);
        Assert.Contains("Only 10 % of the optimisation steps", page);
        Assert.Contains("`relitalk evaluate drive clip.mp4 --preset Draft --size 256 --json b-drive.json`", page);
        Assert.Contains("| hdri | 15 | 25.73 / 0.855 |", page);
        Assert.True(page.IndexOf("a-relight", StringComparison.Ordinal) < page.IndexOf("b-drive", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder.Path, "c.json"), "{}");
        Assert.Contains("c.json", Assert.Throws<MediaException>(() => ResultsPage.Compose(folder.Path)).Message);
    }

    [Fact]
    public async Task A_page_without_the_marks_is_told_to_have_them()
    {
        using var folder = new TemporaryFolder();
        await EvaluationJson.WriteAsync(Path.Combine(folder.Path, "drive.json"), Drive());
        var page = Path.Combine(folder.Path, "page.md");
        await File.WriteAllTextAsync(page, "no marks");
        Assert.Contains("<!-- results -->", (await Assert.ThrowsAsync<MediaException>(() => ResultsPage.WriteSummaryAsync(folder.Path, page))).Message);
        await File.WriteAllTextAsync(page, "before\n<!-- results -->\nold\n<!-- /results -->\nafter\n");
        await ResultsPage.WriteSummaryAsync(folder.Path, page);
        var text = await File.ReadAllTextAsync(page);
        Assert.StartsWith("before\n<!-- results -->\n| driven by", text);
        Assert.Contains("| clip.mp4, Draft | 37.25 / 0.981 | 27.50 / 0.981 (box 80) | - | 1.20 px, - px | 1.50 |", text);
        Assert.EndsWith("<!-- /results -->\nafter\n", text);
        Assert.DoesNotContain("old", text);
    }

    [Fact]
    public void Drive_records_keep_their_documented_names()
    {
        var json = EvaluationJson.Serialize(Drive());

        foreach (var name in new[]
        {
            "protocol", "frames", "size", "full", "driven", "psnr", "ssim", "box", "baselines", "frozen", "lip", "corr", "error_px", "lag_frames", "closure_recall",
            "sharpness", "flicker", "seconds", "train", "drive", "fps", "model", "delivered", "peak_rss_mb",
        })
            Assert.Contains($"\"{name}\"", json);
        // What is not a number cannot stand in JSON.
        Assert.Contains("\"closure_recall\": null", json);
        Assert.True(double.IsNaN(EvaluationJson.Deserialize<DriveRecord>(json).Lip.ClosureRecall));
    }

    /// <summary>The page in the handbook quotes nothing that its records do not say.</summary>
    [Fact]
    public void The_handbooks_page_is_what_its_records_say()
    {
        var docs = Path.Combine(SharedData.RepositoryRoot, "docs");

        Assert.Equal(ResultsPage.Compose(Path.Combine(docs, "results")), File.ReadAllText(Path.Combine(docs, "results.md")));
        var readme = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "README.md"));
        Assert.Equal(ResultsPage.WithSummary(readme, Path.Combine(docs, "results"), "README.md"), readme);
    }

    private static DriveRecord Drive() => new()
    {
        Protocol = "drive", Video = "/somewhere/clip.mp4", Frames = 100, TrainFrames = 400, Preset = "Draft", Size = [256, 256],
        Full = Scores, Driven = Scores with { Psnr = 27.5, Region = "driven area 80x80", Size = [80, 80] }, Hole = Scores, Box = new DriveBox(80, 120, 256),
        Baselines = new Dictionary<string, DriveBaseline> { ["frozen"] = new(Scores with { Psnr = 31 }, Scores) },
        Lip = new LipScores(0.8, 0, 0.81, 1.2, double.NaN, 0), SoundLateFrames = 6, Sharpness = 0.9,
        Seconds = new Dictionary<string, double> { ["train"] = 100, ["drive"] = 5 }, Fps = new Dictionary<string, double> { ["model"] = 20, ["delivered"] = 18 },
        PeakRssMb = 1500, Machine = "2 processors",
    };

    private static BenchRecord Bench() => new()
    {
        Protocol = "bench", Video = "clip.mp4", Preset = "Draft", StepShare = 0.1, Machine = "2 processors", Processor = "a processor", Threads = 2, Arithmetic = new(100, 60, 50),
        Cases =
        [
            new()
            {
                Seconds = 4, Repeated = true, Size = 128, Frames = 100, Stages = new Dictionary<string, double> { ["tracking"] = 2, ["rendering"] = 9, ["head fit"] = 0.1 },
                Totals = new Dictionary<string, double> { ["train"] = 12, ["save"] = 0.3, ["load"] = 0.5, ["drive"] = 3, ["relight"] = 4 },
                FirstFrameMs = new Dictionary<string, double> { ["drive"] = 300, ["relight"] = 400 }, ModelFps = new Dictionary<string, double> { ["drive"] = 30, ["relight"] = 20 },
                DeliveredFps = new Dictionary<string, double> { ["drive"] = 28, ["relight"] = 19 }, PeakRssMb = new Dictionary<string, double> { ["train"] = 800, ["drive"] = 700 }, PortraitMb = 20,
            },
        ],
    };

    private static RelightRecord Relight()
    {
        var pair = new PairScores(25.733, 0.8549);
        var scores = new RelightScores(pair, pair, pair, pair, 15);
        var means = new Dictionary<string, RelightScores> { ["hdri"] = scores };
        return new RelightRecord
        {
            Protocol = "relight", Frames = 15, Size = [256, 256], Lights = [new(1, "hdri", pair, pair, pair, pair, 15)], Mean = means, Copy = means,
        };
    }
}
