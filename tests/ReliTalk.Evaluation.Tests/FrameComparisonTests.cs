using ReliTalk.Media;

namespace ReliTalk.Evaluation.Tests;

public sealed class FrameComparisonTests
{
    [Fact]
    public void Scores_are_means_over_frames_of_named_regions()
    {
        var comparison = new FrameComparison();
        var box = new EvaluationRegion("driven area 50x40", new CropBox(40, 60, 50, 40));
        comparison.Add(TestPictures.Make(0), TestPictures.Make(1), EvaluationRegion.FullFrame, box);
        comparison.Add(TestPictures.Make(0), TestPictures.Make(0), EvaluationRegion.FullFrame, box);

        var full = comparison.Scores("full frame");
        var driven = comparison.Scores("driven area 50x40");

        Assert.Equal((13.384642 + 99) / 2, full.Psnr, 3);
        Assert.Equal((0.461357 + 1) / 2, full.Ssim, 3);
        Assert.Equal((12.972306 + 99) / 2, driven.Psnr, 3);
        Assert.Equal([50, 40], driven.Size);
        Assert.Null(driven.MsSsim);
        Assert.NotNull(driven.Seam);
        Assert.Null(full.Seam);
        Assert.Equal(2, full.Frames);
    }

    [Fact]
    public void Flicker_and_seam_are_ratios_to_the_truths_own()
    {
        var comparison = new FrameComparison();
        var box = new EvaluationRegion("box", new CropBox(4, 4, 8, 8));
        for (var t = 0; t < 4; t++) comparison.Add(Grey(t % 2 == 0 ? (byte)100 : (byte)110), Grey(t % 2 == 0 ? (byte)100 : (byte)130), box);
        var same = new FrameComparison();
        for (var t = 0; t < 3; t++) same.Add(TestPictures.Make(t), TestPictures.Make(t), box);

        Assert.Equal(3, comparison.Scores("box").Flicker!.Value, 4);
        Assert.Null(comparison.Scores("box").Seam); // An even truth has no step that a ratio could be taken to.
        Assert.Equal(1, same.Scores("box").Flicker!.Value, 6);
        Assert.Equal(1, same.Scores("box").Seam!.Value, 6);

        static Frame Grey(byte level)
        {
            var pixels = new byte[16 * 16 * 3];
            Array.Fill(pixels, level);
            return new Frame(16, 16, PixelFormat.Rgb24, pixels, TimeSpan.Zero);
        }
    }

    [Fact]
    public void Every_printed_figure_names_region_resolution_count_protocol_and_network()
    {
        var comparison = new FrameComparison(new FixedDistance());
        comparison.Add(TestPictures.Make(0), TestPictures.Make(1));

        var printed = comparison.Scores("full frame").Measurements("frames", comparison.Resolution!.Value).Select(m => m.ToString()).ToList();

        Assert.Contains("PSNR 13.3846 dB [full frame, 192x184, 1 frame, frames, network: none]", printed);
        Assert.Contains("test distance 0.25 [full frame, 192x184, 1 frame, frames, network: test net]", printed);
        Assert.All(printed, line => Assert.Matches(@"^[\w\- ]+ -?[\d.]+.* \[.+, \d+x\d+, \d+ frames?, .+, network: .+\]$", line));
    }

    [Fact]
    public void Pairs_of_other_sizes_and_boxes_outside_are_refused()
    {
        var comparison = new FrameComparison();
        Assert.Throws<InvalidOperationException>(() => comparison.Scores());
        comparison.Add(TestPictures.Make(0), TestPictures.Make(1));

        Assert.Throws<ArgumentException>(() => comparison.Add(new Frame(8, 8), new Frame(8, 8)));
        Assert.Throws<ArgumentException>(() => comparison.Add(TestPictures.Make(0), TestPictures.Make(1), new EvaluationRegion("x", new CropBox(190, 0, 10, 10))));
        Assert.Throws<ArgumentException>(() => comparison.Scores("unknown"));
    }

    private sealed class FixedDistance : IPerceptualMetric
    {
        public string Metric => "test distance";

        public string Network => "test net";

        public double Distance(Frame truth, Frame candidate) => 0.25;
    }
}
