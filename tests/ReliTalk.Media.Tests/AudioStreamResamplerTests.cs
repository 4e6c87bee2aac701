namespace ReliTalk.Media.Tests;

public sealed class AudioStreamResamplerTests
{
    [Theory]
    [InlineData(48_000, 16_000)]
    [InlineData(44_100, 16_000)]
    [InlineData(8_000, 16_000)]
    [InlineData(16_000, 16_000)]
    public void Pieces_give_exactly_what_the_whole_gives(int from, int to)
    {
        var random = new Random(3);
        var sound = new float[from / 2 + 13];
        for (var i = 0; i < sound.Length; i++) sound[i] = (float)Math.Sin(i * 0.05) * 0.5f + (random.NextSingle() - 0.5f) * 0.1f;
        var resampler = new AudioStreamResampler(from, to);
        var pieces = new List<float>();
        for (var at = 0; at < sound.Length;)
        {
            var length = Math.Min(random.Next(1, 900), sound.Length - at);
            resampler.Push(sound.AsSpan(at, length), pieces);
            at += length;
        }
        resampler.Complete(pieces);
        Assert.Equal(new AudioClip(sound, from).Resample(to).Samples, pieces);
    }

    [Fact]
    public void Ten_minutes_drift_by_less_than_a_sample()
    {
        var resampler = new AudioStreamResampler(44_100, 16_000);
        var piece = new float[4_410];
        var output = new List<float>();
        long given = 0;
        for (var tenth = 1; tenth <= 6_000; tenth++)
        {
            output.Clear();
            resampler.Push(piece, output);
            given += output.Count;
            // Sound that has come in but not gone out is the filter's half width, at every time.
            Assert.InRange(1_600L * tenth - given, 0, 60);
        }
        output.Clear();
        resampler.Complete(output);
        Assert.Equal(9_600_000, given + output.Count);
    }
}
