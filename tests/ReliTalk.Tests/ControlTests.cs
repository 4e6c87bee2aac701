using ReliTalk.Driving;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Testing;
using ReliTalk.Training;

namespace ReliTalk.Tests;

/// <summary>Head motion and blinks that the caller chooses.</summary>
[Collection(nameof(SmallPortrait))]
public sealed class ControlTests(SmallPortrait small) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-controls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_still_head_blinks_when_it_is_told_to_and_at_no_other_time()
    {
        var options = new DriveOptions { HeadMotion = HeadMotionSource.Still, Blinks = Blinks.At(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.4)) };
        var opening = await OpeningAsync(options, seconds: 3.2);
        var open = opening.Order().ElementAt(opening.Length / 2);
        Assert.InRange(Array.IndexOf(opening, opening[10..40].Min()), 24, 26);
        Assert.InRange(Array.IndexOf(opening, opening[45..75].Min()), 59, 61);
        Assert.True(opening[25] < 0.55f * open && opening[60] < 0.55f * open, string.Join(' ', opening));
        Assert.All(opening[..17].Concat(opening[35..52]), value => Assert.True(value > 0.85f * open, string.Join(' ', opening)));
    }

    [Fact]
    public async Task Without_blinks_the_filmed_ones_are_gone()
    {
        // The demo blinks at its nineteenth frame.
        var filmed = await WalkedAsync(Blinks.Source);
        var open = filmed.Order().ElementAt(filmed.Length / 2);
        Assert.True(filmed.Min() < 0.6f * open, string.Join(' ', filmed));
        var never = await WalkedAsync(Blinks.None);
        Assert.True(never.Min() > 0.85f * open, string.Join(' ', never));
    }

    [Fact]
    public async Task Frames_outside_the_eyes_are_the_same_with_and_without_blinks()
    {
        var plain = await FramesAsync(new DriveOptions(), 1.4);
        var none = await FramesAsync(new DriveOptions { Blinks = Blinks.None }, 1.4);
        var clip = small.Portrait.Parts.Clip;
        var changed = 0;
        for (var t = 0; t < plain.Count; t++)
        {
            var points = clip.Track.Frames[t].Landmarks;
            var lowest = (int)MathF.Ceiling(Math.Max(points[230].Y, points[450].Y)) + 4;
            var highest = (int)MathF.Floor(Math.Min(points[223].Y, points[443].Y)) - 4;
            for (var y = 0; y < clip.Size; y++)
            {
                var row = plain[t].Pixels.AsSpan(3 * y * clip.Size, 3 * clip.Size);
                var same = row.SequenceEqual(none[t].Pixels.AsSpan(3 * y * clip.Size, 3 * clip.Size));
                if (y < highest || y > lowest) Assert.True(same, $"frame {t}, row {y}");
                else if (!same) changed++;
            }
        }
        Assert.True(changed > 0);
    }

    [Fact]
    public async Task A_rate_gives_about_so_many_blinks_in_files_and_in_live_sound_alike()
    {
        Assert.InRange(BlinkClock.Frames(Blinks.PerMinute(20)).TakeWhile(frame => frame < 25 * 600).Count(), 190, 210);
        Assert.Equal(BlinkClock.Frames(Blinks.PerMinute(20)).Take(50), BlinkClock.Frames(Blinks.PerMinute(20)).Take(50));
        Assert.NotEqual(BlinkClock.Frames(Blinks.PerMinute(20, seed: 2)).Take(50), BlinkClock.Frames(Blinks.PerMinute(20)).Take(50));

        var options = new DriveOptions { HeadMotion = HeadMotionSource.Still, Blinks = Blinks.PerMinute(40) };
        var live = await FramesAsync(options, 2);
        var speech = Path.Combine(_folder, "silence.wav");
        await AudioWriter.WriteAsync(speech, new AudioClip(new float[16_000 * 2], 16_000));
        var filed = await small.Portrait.Drive(speech, options).FramesAsync().ToListAsync();
        Assert.Equal(live.Count, filed.Count);
        // Silence is predicted alike; what differs is the eyes' business alone.
        for (var t = 0; t < live.Count; t++) Assert.True(EyeRows(live[t]).SequenceEqual(EyeRows(filed[t])), $"frame {t}");
    }

    [Fact]
    public async Task A_blink_is_lit_like_the_rest_of_the_frame()
    {
        var options = new DriveOptions { HeadMotion = HeadMotionSource.Still, Blinks = Blinks.At(TimeSpan.FromSeconds(0.4)) };
        var parts = small.Portrait.Parts;
        var driving = new DrivingStage(parts, await HeadStage.MakeAsync(parts, options));
        var moment = new SpokenMoment(0, parts.Clip.Fit.ExpressionOf(0).ToArray(), parts.Clip.Fit.JawPoseOf(0), true);
        var own = await LightingStage.MakeAsync(parts, new LightRequest.Given(_ => parts.Reflectance.SourceLight, IsStatic: true, new RelightOptions { AutoExposure = false }), Backdrop.Transparent, default);
        await using var unused = own!;
        for (var t = 0; t < 14; t++)
        {
            var driven = driving.Drive(moment with { Index = t });
            var lit = own!.Light(driven);
            // Under the source's own light the relit lids must be the lids that were put there.
            var error = 0.0;
            var count = 0;
            foreach (var y in Enumerable.Range(0, parts.Clip.Size))
                foreach (var x in Enumerable.Range(0, parts.Clip.Size))
                {
                    if (!InEyes(parts.Clip, driven.BankIndex, x, y)) continue;
                    var n = y * parts.Clip.Size + x;
                    error += Math.Abs(lit.Pixels[4 * n + 1] - driven.Picture.Pixels[3 * n + 1]);
                    count++;
                }
            Assert.True(error / count < 4, $"frame {t}: {error / count} grey levels");
        }
    }

    [Fact]
    public async Task The_head_follows_another_video()
    {
        // The same person later in the same film: another motion than the three seconds that were learnt.
        var reference = Path.Combine(_folder, "reference.mp4");
        await using (var reader = await VideoReader.OpenAsync(SharedData.Asset("speaker.mp4")))
        await using (var writer = await VideoWriter.CreateAsync(reference))
        {
            await foreach (var frame in reader.FramesAsync().Skip(80).Take(50)) await writer.WriteAsync(frame);
            await writer.CompleteAsync();
        }
        var options = new DriveOptions { HeadMotion = HeadMotionSource.Reference(reference) };
        var stage = await HeadStage.MakeAsync(small.Portrait.Parts, options);
        var walker = new Rendering.Bank.BankPath(small.Portrait.Parts.Bank);
        var path = Enumerable.Range(0, 200).Select(_ => stage.Next(false)).ToArray();
        // Two seconds forth and back: a period of 98 frames.
        Assert.Equal(path[..98], path[98..196]);
        Assert.Equal(path[..50], path[49..99].Reverse());
        Assert.True(path.Distinct().Count() > 10, string.Join(' ', path));
        for (var t = 1; t < path.Length; t++) Assert.True(walker.Distance(path[t - 1], path[t]) <= walker.Distance(0, 1) + 6, $"{t}");

        Assert.Equal(5, (await FramesAsync(options, 0.2)).Count);
        var speech = Path.Combine(_folder, "speech.wav");
        await AudioWriter.WriteAsync(speech, new AudioClip(new float[8_000], 16_000));
        var saved = await small.Portrait.Drive(speech, options with { Blinks = Blinks.None }).SaveAsync(Path.Combine(_folder, "out.mp4"));
        Assert.Equal(13, saved.Frames);
    }

    [Fact]
    public async Task A_reference_that_is_no_film_of_a_face_is_a_typed_error_and_leaves_nothing()
    {
        var speech = Path.Combine(_folder, "speech.wav");
        await AudioWriter.WriteAsync(speech, new AudioClip(new float[8_000], 16_000));
        var grey = Path.Combine(_folder, "grey.mp4");
        await using (var writer = await VideoWriter.CreateAsync(grey))
        {
            for (var t = 0; t < 10; t++) await writer.WriteAsync(new Frame(128, 128, PixelFormat.Rgb24, new byte[128 * 128 * 3], TimeSpan.Zero));
            await writer.CompleteAsync();
        }
        var output = Path.Combine(_folder, "out.mp4");
        await Assert.ThrowsAsync<MediaException>(() => small.Portrait.Drive(speech, new() { HeadMotion = HeadMotionSource.Reference("missing.mp4") }).SaveAsync(output));
        await Assert.ThrowsAsync<FaceNotFoundException>(() => small.Portrait.Drive(speech, new() { HeadMotion = HeadMotionSource.Reference(grey) }).SaveAsync(output));
        await Assert.ThrowsAsync<FaceNotFoundException>(() => FramesAsync(new() { HeadMotion = HeadMotionSource.Reference(grey) }, 0.2));
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void A_clip_without_a_blink_says_so_unless_none_is_wanted()
    {
        var clip = small.Portrait.Parts.Clip;
        // Frames 0 to 9 lie before the demo's first blink.
        var unblinking = ClipSplit.First(clip, 10);
        var error = Assert.Throws<BlinkNotFoundException>(() => EyeStage.Make(unblinking, Blinks.PerMinute(10)));
        Assert.Contains("Blinks.None", error.Message);
        Assert.NotNull(EyeStage.Make(unblinking, Blinks.None));
        Assert.Null(EyeStage.Make(unblinking, Blinks.Source));
    }

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Blinks.PerMinute(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blinks.PerMinute(41));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blinks.PerMinute(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blinks.At(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentException>(() => HeadMotionSource.Reference(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DriveOptions { Blinks = null! }.Validate());
    }

    private async Task<float[]> OpeningAsync(DriveOptions options, double seconds) => await OpeningAsync(await FramesAsync(options, seconds));

    private static async Task<float[]> OpeningAsync(List<Frame> frames)
    {
        using var tracker = FaceTracker.Load(new ModelStore());
        return (await tracker.TrackAsync(frames.ToAsyncEnumerable())).EyeOpening();
    }

    /// <summary>Forty source frames in order: the speech is silent where the last one was, so that the walk stays on its way.</summary>
    private async Task<float[]> WalkedAsync(Blinks blinks)
    {
        var parts = small.Portrait.Parts;
        var driving = new DrivingStage(parts, await HeadStage.MakeAsync(parts, new DriveOptions { Blinks = blinks }));
        var frames = new List<Frame>();
        for (var t = 0; t < 40; t++)
        {
            var driven = driving.Drive(new SpokenMoment(t, parts.Clip.Fit.ExpressionOf(t).ToArray(), parts.Clip.Fit.JawPoseOf(t), parts.Clip.Silent[Math.Max(0, t - 1)]));
            Assert.Equal(t, driven.BankIndex);
            frames.Add(driven.Picture);
        }
        return await OpeningAsync(frames);
    }

    private async Task<List<Frame>> FramesAsync(DriveOptions options, double seconds)
        => await small.Portrait.Drive(LiveSound.Once(new float[(int)(16_000 * seconds)]), LiveSound.Unpaced, options).FramesAsync().ToListAsync();

    private Span<byte> EyeRows(Frame frame)
    {
        var points = small.Portrait.Parts.Clip.Track.Frames[0].Landmarks;
        var (from, to) = ((int)points[223].Y - 2, (int)points[230].Y);
        return frame.Pixels.AsSpan(3 * frame.Width * from, 3 * frame.Width * (to - from));
    }

    private static bool InEyes(ClipData clip, int frame, int x, int y)
    {
        var points = clip.Track.Frames[frame].Landmarks;
        return y > points[223].Y && y < points[230].Y && ((x > points[33].X && x < points[133].X) || (x > points[362].X && x < points[263].X));
    }
}
