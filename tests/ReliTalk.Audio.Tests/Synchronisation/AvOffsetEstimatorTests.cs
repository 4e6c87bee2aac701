using ReliTalk.Audio.Features;
using ReliTalk.Audio.Synchronisation;

namespace ReliTalk.Audio.Tests.Synchronisation;

public sealed class AvOffsetEstimatorTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.24)]
    [InlineData(-0.12)]
    [InlineData(0.07)]
    public void A_known_offset_is_found_to_a_quarter_of_a_frame(double offset)
    {
        var (track, lips) = Clip(400, offset, noise: 0.3);
        var found = AvOffsetEstimator.Estimate(track, lips);
        Assert.True(found.Reliable);
        Assert.Equal(offset, found.Seconds, 0.01);
        Assert.True(found.Correlation > 0.5, $"{found}");
    }

    [Fact]
    public void Frames_without_a_face_are_left_out()
    {
        var (track, lips) = Clip(400, 0.16, noise: 0.3);
        for (var t = 100; t < 180; t++) lips[t] = float.NaN;
        Assert.Equal(0.16, AvOffsetEstimator.Estimate(track, lips).Seconds, 0.01);
    }

    [Fact]
    public void Lips_that_have_nothing_to_do_with_the_sound_give_no_offset()
    {
        var (track, _) = Clip(300, 0, noise: 0);
        var random = new Random(5);
        var lips = new float[300];
        for (var t = 1; t < lips.Length; t++) lips[t] = 0.7f * lips[t - 1] + (float)random.NextDouble();
        var found = AvOffsetEstimator.Estimate(track, lips);
        Assert.False(found.Reliable, $"{found}");
        Assert.Equal(0, found.Seconds);
    }

    [Fact]
    public void A_short_or_still_clip_gives_no_offset()
    {
        var (track, lips) = Clip(300, 0, noise: 0);
        Assert.Equal(AvOffset.None, AvOffsetEstimator.Estimate(track, lips.AsSpan(0, 60)));
        Assert.Equal(AvOffset.None, AvOffsetEstimator.Estimate(track, new float[300]));
        Assert.Equal(AvOffset.None, AvOffsetEstimator.Estimate(track, []));
    }

    /// <summary>Features that wander at random and lips that follow two of them, with noise of the given share.</summary>
    private static (FeatureTrack Track, float[] Lips) Clip(int frames, double offset, double noise)
    {
        var random = new Random(3);
        const int dimension = 6;
        var rows = frames * 4 + 100;
        var values = new float[rows * dimension];
        for (var i = 0; i < dimension; i++)
        {
            var held = 0.0;
            for (var r = 0; r < rows; r++)
            {
                held = 0.85 * held + random.NextDouble() - 0.5;
                values[r * dimension + i] = (float)held;
            }
        }

        var track = new FeatureTrack(values, dimension, frames * 640L);
        var lips = new float[frames];
        var row = new float[dimension];
        for (var t = 0; t < frames; t++)
        {
            // Lips are ahead of their sound by 30 ms even where sound and picture are in time.
            track.Sample(t / 25.0 + offset + 0.03, row);
            lips[t] = row[0] - 0.5f * row[1] + (float)(noise * (random.NextDouble() - 0.5));
        }

        return (track, lips);
    }
}
