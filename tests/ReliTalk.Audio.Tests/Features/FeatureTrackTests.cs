using ReliTalk.Audio.Features;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests.Features;

public sealed class FeatureTrackTests
{
    [Fact]
    public void The_first_numbers_of_every_row_are_a_track_too()
    {
        var first = new FeatureTrack([1, 2, 3, 4, 5, 6], 3, 800).First(2);
        Assert.Equal([1, 2, 4, 5], first.Values.ToArray());
        Assert.Equal(800, first.Samples);
        Assert.Same(first, first.First(2));
    }

    [Fact]
    public void A_window_has_sixteen_steps_twenty_milliseconds_apart_around_its_frame()
    {
        // Row r holds its own time, so a step must hold the time that was asked for.
        var values = Enumerable.Range(0, 300).Select(r => (float)FrontEnd.RowTime(r)).ToArray();
        var track = new FeatureTrack(values, 1, 300 * 160);
        using var scope = NewDisposeScope();
        var windows = track.Windows(40, 0.1);
        Assert.Equal([40, 16, 1], windows.shape);
        var data = windows.data<float>().ToArray();
        for (var step = 0; step < 16; step++)
            Assert.Equal(20 / 25.0 + 0.1 + (step - 7.5) * 0.02, data[20 * 16 + step], 4);
    }

    [Fact]
    public void Past_the_ends_the_nearest_row_is_repeated()
    {
        var track = new FeatureTrack([1, 2, 3], 1, 730);
        using var scope = NewDisposeScope();
        var data = track.Windows(-10, 60, 0).data<float>().ToArray();
        Assert.Equal(1, data[0]);
        Assert.Equal(3, data[^1]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(640, 1)]
    [InlineData(641, 2)]
    [InlineData(16000, 25)]
    public void Frames_cover_every_sample(long samples, int frames) => Assert.Equal(frames, FeatureTrack.FramesFor(samples));
}
