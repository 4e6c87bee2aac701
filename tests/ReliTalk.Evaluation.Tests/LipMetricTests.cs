using System.Numerics;
using ReliTalk.Evaluation.Metrics;

namespace ReliTalk.Evaluation.Tests;

public sealed class LipMetricTests
{
    private static readonly float[] Talk = [.. Enumerable.Range(0, 120).Select(t => 5 + 5 * MathF.Sin(t * 0.9f) * MathF.Sin(t * 0.23f))];

    [Fact]
    public void A_scaled_copy_correlates_fully_and_its_error_is_in_pixels()
    {
        var scores = LipScores.Compare(Talk, [.. Talk.Select(a => a * 1.2f)]);

        Assert.Equal(1, scores.Corr, 6);
        Assert.Equal(0, scores.LagFrames);
        Assert.Equal(Talk.Average() * 0.2, scores.ErrorPx, 4);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-3)]
    public void A_late_copy_is_found_at_its_lag(int lag)
    {
        var late = Enumerable.Range(0, Talk.Length).Select(t => Talk[Math.Clamp(t - lag, 0, Talk.Length - 1)]).ToArray();

        var scores = LipScores.Compare(Talk, late);

        Assert.Equal(lag, scores.LagFrames);
        Assert.InRange(scores.CorrAtLag, 0.999, 1.0001);
        Assert.True(scores.Corr < 0.9);
    }

    [Fact]
    public void Correlation_agrees_with_a_value_by_hand()
    {
        // Means 2.5 and 3; products -1.5*-2, -.5*0, .5*1, 1.5*1 = 5; squares 5 and 6.
        Assert.Equal(5 / Math.Sqrt(5 * 6), LipScores.Correlation([1, 2, 3, 4], [1, 3, 4, 4], 0), 9);
        Assert.True(double.IsNaN(LipScores.Correlation([1, 2, 3], [7, 7, 7], 0)));
    }

    [Fact]
    public void Closures_count_when_the_lips_really_close()
    {
        float[] truth = [.. Enumerable.Range(0, 100).Select(t => t % 25 < 3 ? 0f : 10f)];
        float[] closesTwice = [.. Enumerable.Range(0, 100).Select(t => t is 1 or 51 ? 0.5f : 9f)];
        float[] never = [.. Enumerable.Repeat(4f, 100)];
        float[] nearby = [.. Enumerable.Range(0, 100).Select(t => t % 25 == 4 ? 0f : 10f)];

        Assert.Equal((0.5, 4), (LipScores.Compare(truth, closesTwice).ClosureRecall, LipScores.Compare(truth, closesTwice).Closures));
        Assert.Equal(0, LipScores.Compare(truth, never).ClosureRecall);
        Assert.Equal(1, LipScores.Compare(truth, nearby).ClosureRecall);
        Assert.True(double.IsNaN(LipScores.Compare(never, truth).ClosureRecall));
    }

    [Fact]
    public void Landmark_distance_is_the_mean_in_the_picture_plane()
        => Assert.Equal(2.5, LandmarkDistance.Mean([new Vector3(0, 0, 9), new Vector3(1, 1, 0)], [new Vector3(3, 4, 0), new Vector3(1, 1, 5)]), 9);

    [Fact]
    public void Sync_confidence_is_median_less_minimum_over_the_shifts()
    {
        // Sound embeddings are the pictures' own, 3 windows later; all others are orthogonal: distance sqrt 2 to another, 1 to the padding's zero.
        var pictures = Enumerable.Range(0, 60).Select(t => Enumerable.Range(0, 60).Select(i => i == t ? 1f : 0f).ToArray()).ToList();
        var sounds = Enumerable.Range(0, 60).Select(t => pictures[(t + 57) % 60]).ToList();

        var score = SyncConfidence.Of(pictures, sounds);

        Assert.Equal(3, score.OffsetFrames);
        // At shift 3 the 57 first meet themselves, the last 3 meet zero.
        Assert.Equal(3 / 60.0, score.Distance, 3);
        // The median shift of -15..15 without 3, counted by |shift|, is 8 long: 8 windows meet zero, 52 another.
        var median = new[] { (52 * Math.Sqrt(2) + 8) / 60, (53 * Math.Sqrt(2) + 7) / 60 };
        Assert.InRange(score.Confidence, median.Min() - 3 / 60.0 - 1e-3, median.Max() - 3 / 60.0 + 1e-3);
        Assert.Throws<ArgumentException>(() => SyncConfidence.Of(pictures, sounds[..50]));
    }
}
