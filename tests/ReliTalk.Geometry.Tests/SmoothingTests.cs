using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry.Tests;

public sealed class SmoothingTests
{
    [Fact]
    public void A_parabola_passes_the_filter_unchanged()
    {
        float[] values = [.. Enumerable.Range(0, 30).Select(t => 0.3f * t * t - 4 * t + 2)];
        var smooth = TrackSmoothing.SavitzkyGolay(values, 4);
        for (var t = 2; t < 28; t++) Assert.Equal(values[t], smooth[t], 2e-3f);
    }

    [Fact]
    public void An_impulse_gives_the_published_weights()
    {
        var values = new float[11];
        values[5] = 35;
        Assert.Equal([0, 0, 0, -3, 12, 17, 12, -3, 0, 0, 0], TrackSmoothing.SavitzkyGolay(values, 2).Select(v => MathF.Round(v, 3)));
    }

    [Fact]
    public void Noise_shrinks_while_a_closure_of_two_frames_stays()
    {
        var random = new Random(11);
        var truth = new float[200];
        for (var t = 0; t < truth.Length; t++) truth[t] = 10 + 3 * MathF.Sin(t * 0.21f);
        truth[80] = truth[81] = 0;
        float[] raw = [.. truth.Select(v => v + 0.3f * (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f))];

        var smooth = new TrackSmoothing().KeepTransients(raw, 2);

        Assert.True(smooth[80] < 1.2f && smooth[81] < 1.2f, $"closure {smooth[80]} {smooth[81]}");
        Assert.True(Rms(smooth) < 0.8 * Rms(raw), $"{Rms(smooth)} of {Rms(raw)}");

        double Rms(float[] values) => Math.Sqrt(Enumerable.Range(0, 200).Where(t => t is < 74 or > 88).Average(t => Math.Pow(values[t] - truth[t], 2)));
    }
}
