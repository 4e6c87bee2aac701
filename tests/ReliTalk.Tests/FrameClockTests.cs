using ReliTalk.Driving;

namespace ReliTalk.Tests;

/// <summary>Sound and picture of a live stream do not drift, however long it runs.</summary>
public sealed class FrameClockTests
{
    [Theory]
    [InlineData(8_000)]
    [InlineData(11_025)]
    [InlineData(16_000)]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(192_000)]
    public void After_ten_minutes_and_after_a_day_a_frames_sound_begins_within_a_sample_of_its_time(int sampleRate)
    {
        foreach (var frames in (int[])[25 * 600, 25 * 3600 * 24])
        {
            long taken = 0;
            for (var frame = 0; frame < frames; frame++)
            {
                var off = FrameClock.TimeOf(frame).TotalSeconds - taken / (double)sampleRate;
                if (off is < 0 or > 1.0 / 8_000) Assert.Fail($"frame {frame} is {off * 1000:F3} ms off its sound");
                taken += FrameClock.SamplesBefore(frame + 1, sampleRate) - FrameClock.SamplesBefore(frame, sampleRate);
            }
            Assert.Equal((long)frames * sampleRate / 25, taken);
        }
    }

    [Fact]
    public void Time_stamps_are_whole_multiples_of_forty_milliseconds()
    {
        Assert.Equal(TimeSpan.FromMinutes(10), FrameClock.TimeOf(25 * 600));
        Assert.Equal(TimeSpan.FromMilliseconds(40), FrameClock.TimeOf(1));
        Assert.Equal(TimeSpan.FromMilliseconds(40), FrameClock.TimeOf(15_000) - FrameClock.TimeOf(14_999));
    }
}
