using System.Diagnostics;
using System.Runtime.CompilerServices;
using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Tests;

/// <summary>Sound in, frames out while it is still arriving.</summary>
[Collection(nameof(SmallPortrait))]
public sealed class LivePerformanceTests(SmallPortrait small)
{
    private static readonly float[] Speech = Demo(48_000, 2.1);

    [Fact]
    public async Task Every_sample_comes_back_with_its_frame_and_frames_keep_the_sounds_clock()
    {
        var frames = new List<LiveFrame>();
        await foreach (var frame in small.Portrait.Drive(LiveSound.Pieces(Speech, 777), LiveSound.Unpaced with { SampleRate = 48_000 }).LiveFramesAsync()) frames.Add(frame);

        Assert.Equal(53, frames.Count);
        for (var t = 0; t < frames.Count; t++) Assert.Equal(TimeSpan.FromMilliseconds(40L * t), frames[t].Picture.Timestamp);
        Assert.All(frames.SkipLast(1), frame => Assert.Equal(1920, frame.Sound.Length));
        Assert.Equal(Speech, frames.SelectMany(frame => frame.Sound.ToArray()));
    }

    [Fact]
    public async Task The_first_frame_needs_less_than_half_a_second_of_sound()
    {
        var given = 0;
        await foreach (var frame in small.Portrait.Drive(LiveSound.Pieces(Speech, 480, count => given += count), LiveSound.Unpaced with { SampleRate = 48_000 }).FramesAsync())
        {
            // What the stages hold besides: they run ahead of the reader while it starts.
            Assert.Equal(TimeSpan.Zero, frame.Timestamp);
            break;
        }
        Assert.True(small.Portrait.Parts.Speech.Open().Latency < TimeSpan.FromSeconds(0.4));
        Assert.InRange(given / 48_000.0, 0.2, 1.2);
    }

    [Fact]
    public async Task A_slow_reader_makes_the_sound_wait()
    {
        var given = 0;
        var count = 0;
        var sound = LiveSound.Pieces(Demo(16_000, 6), 640, samples => given += samples);
        await foreach (var frame in small.Portrait.Drive(sound, LiveSound.Unpaced).FramesAsync())
        {
            if (++count < 5) continue;
            await Task.Delay(700);
            break;
        }
        // Five frames were read; look-ahead and three queues of four frames may be filled, no more.
        Assert.InRange(given / 640, 5, 5 + 10 + 20);
    }

    [Fact]
    public async Task Cancellation_does_not_wait_for_a_source_that_hangs()
    {
        using var stop = new CancellationTokenSource();
        var options = new LiveAudioOptions { GapTolerance = Timeout.InfiniteTimeSpan };
        var seen = 0;
        var clock = new Stopwatch();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var frame in small.Portrait.Drive(ThenHangs(Demo(16_000, 1)), options).FramesAsync(stop.Token))
            {
                if (++seen != 10) continue;
                clock.Start();
                await stop.CancelAsync();
            }
        });
        Assert.Equal(10, seen);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task When_the_sound_stops_frames_go_on_with_still_lips_and_the_sound_comes_back_later()
    {
        var still = new DriveOptions { HeadMotion = HeadMotionSource.Still };
        var frames = new List<LiveFrame>();
        await foreach (var frame in small.Portrait.Drive(WithGap(Demo(16_000, 1), TimeSpan.FromSeconds(4.5)), options: still).LiveFramesAsync()) frames.Add(frame);

        // One second before the gap, one after it, and the gap itself at the wall clock's pace, or at the machine's where that is slower.
        Assert.InRange(frames.Count, 50 + 45, 50 + 180);
        Assert.True(frames[25 + 44].Sound.ToArray().All(sample => sample == 0));
        // The face is at rest a second and a half after the last word.
        Assert.Equal(frames[25 + 43].Picture.Pixels, frames[25 + 44].Picture.Pixels);
    }

    [Fact]
    public async Task Sound_that_ends_without_a_sample_and_sound_that_is_no_number_are_refused()
    {
        await Assert.ThrowsAsync<MediaException>(() => Count(small.Portrait.Drive(LiveSound.Once([]))));
        await Assert.ThrowsAsync<MediaException>(() => Count(small.Portrait.Drive(LiveSound.Once([0, float.NaN, 0]))));
        Assert.Throws<ArgumentOutOfRangeException>(() => small.Portrait.Drive(LiveSound.Once([]), new LiveAudioOptions { SampleRate = 100 }));
    }

    [Fact]
    public async Task A_live_frame_takes_a_light()
    {
        await foreach (var frame in small.Portrait.Drive(LiveSound.Pieces(Demo(16_000, 1), 1600), LiveSound.Unpaced).Relight(SharedData.Asset("studio.hdr")).FramesAsync())
        {
            Assert.Equal(small.Portrait.Size, frame.Width);
            return;
        }
        Assert.Fail("no frame came");
    }

    private static async Task<int> Count(LivePerformance performance) => await performance.FramesAsync().CountAsync();

    private static float[] Demo(int rate, double seconds)
        => AudioReader.ReadAsync(SharedData.Asset("speech.wav"), new AudioReaderOptions { SampleRate = rate }).GetAwaiter().GetResult().Slice(TimeSpan.Zero, TimeSpan.FromSeconds(seconds)).Samples;

    private static async IAsyncEnumerable<ReadOnlyMemory<float>> ThenHangs(float[] sound)
    {
        yield return sound;
        await Task.Delay(Timeout.Infinite);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<float>> WithGap(float[] sound, TimeSpan gap, [EnumeratorCancellation] CancellationToken token = default)
    {
        yield return sound;
        await Task.Delay(gap, token);
        yield return sound;
    }
}
