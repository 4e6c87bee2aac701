using System.Diagnostics;
using System.Numerics;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Geometry.Tests;

/// <summary>What users film, made from the embedded speaker by ffmpeg: each gives the right track, or names the frames that have none.</summary>
public sealed class HardVideoTests : IDisposable
{
    private const int Size = 256;
    private static readonly string Speaker = SharedData.Asset("speaker.mp4");
    private static readonly Lazy<Task<ClipTrack>> Plain = new(() => TrackAsync(Speaker, 50));

    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-hard-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData("24")]
    [InlineData("30000/1001")]
    [InlineData("30")]
    [InlineData("50")]
    public async Task Other_frame_rates_give_the_face_of_the_same_moment(string rate)
    {
        var track = await TrackAsync(Make($"fps={rate}", "1.2"), 25);
        // The nearest filmed frame is at most half a frame of the slower rate away: the head moves by less than two pixels in that time.
        await AgreesAsync(track, 2);
    }

    [Fact]
    public async Task A_variable_frame_rate_is_followed_by_its_timestamps()
    {
        // Every third frame is missing in the first half: counting frames instead of reading times would be eight frames late.
        var path = Make("select='gt(t\\,0.8)+mod(n+2\\,3)'", "1.6", "-fps_mode", "vfr");
        var track = await TrackAsync(path, 36);
        Assert.Equal(36, track.Count);
        await AgreesAsync(track, 2.5f);
        await AgreesAsync(track, 1.5f, from: 24);
    }

    [Fact]
    public async Task A_phone_held_upright_gives_an_upright_face()
    {
        // Stored lying on its side, with the note to turn it (ffmpeg counts counter-clockwise here).
        var stored = Make("transpose=clock", "0.6");
        var noted = Path.Combine(_folder, "noted.mp4");
        FFmpeg("-i", stored, "-c", "copy", "-metadata:s:v", "rotate=90", noted);
        await AgreesAsync(await TrackAsync(noted, 12), 1.5f);
    }

    [Fact]
    public async Task A_4K_picture_is_tracked_and_never_held_whole()
    {
        const int count = 18;
        var alive = new List<WeakReference>();
        var most = 0;
        using var tracker = FaceTracker.Load(new ModelStore(), new FaceTrackerOptions { Parallelism = 2 });
        var track = await tracker.TrackAsync(Counted());
        Assert.Empty(track.BridgedFrames);
        await AgreesAsync(track, 1.5f, 2160f / Size);
        // 96 MB a chunk are three frames of 4K; two chunks are worked on, one waits and one is gathered.
        Assert.True(most <= 13, $"{most} of {count} frames were held at a time");

        async IAsyncEnumerable<Frame> Counted()
        {
            await using var reader = await VideoReader.OpenAsync(Speaker, new VideoReaderOptions { Size = new FrameSize(2160, 2160) });
            await foreach (var frame in reader.FramesAsync().Take(count))
            {
                // As wide as 4K: the face in the middle of grey walls.
                yield return Wide(frame);
                if (alive.Count % 3 != 0) continue;
                GC.Collect();
                most = Math.Max(most, alive.Count(reference => reference.IsAlive));
            }
        }

        Frame Wide(Frame frame)
        {
            var wide = new Frame(3840, 2160);
            for (var y = 0; y < frame.Height; y++) frame.Pixels.AsSpan(3 * y * frame.Width, 3 * frame.Width).CopyTo(wide.Pixels.AsSpan(3 * y * 3840));
            alive.Add(new WeakReference(wide));
            return wide;
        }
    }

    [Fact]
    public async Task Frames_before_and_after_the_face_are_named()
    {
        var path = Make("drawbox=c=0x405060:t=fill:enable='lt(n\\,12)+gte(n\\,24)'", "1.2");
        var track = await TrackAsync(path, 30);
        Assert.Equal([.. Enumerable.Range(0, 12), .. Enumerable.Range(24, 6)], track.BridgedFrames);
        // Nothing to bridge from: the nearest face stands still.
        Assert.Equal(track.Frames[12].Landmarks, track.Frames[0].Landmarks);
        await AgreesAsync(track, 1.5f, from: 12, to: 24);
    }

    [Fact]
    public async Task Five_seconds_without_a_face_are_named_and_do_not_hide_the_face_that_comes()
    {
        var path = Path.Combine(_folder, "late.mp4");
        FFmpeg(
            "-f", "lavfi", "-t", "5", "-i", $"color=black:size={Size}x{Size}:rate=25", "-t", "0.6", "-i", Speaker,
            "-filter_complex", "[0:v]setsar=1,format=yuv420p[a];[1:v]setsar=1,format=yuv420p[b];[a][b]concat=n=2:v=1:a=0", "-crf", "12", path);
        var track = await TrackAsync(path, 140);
        Assert.Equal(Enumerable.Range(0, 125), track.BridgedFrames);
        var plain = await Plain.Value;
        for (var t = 125; t < 140; t++)
            Assert.True(Vector3.Distance(track.Frames[t].Landmarks[FaceLandmarks.NoseTip], plain.Frames[t - 125].Landmarks[FaceLandmarks.NoseTip]) < 3, $"frame {t}");
    }

    [Fact]
    public async Task The_back_of_a_head_in_between_is_named()
    {
        // From behind a head shows hair where the face was.
        var path = Make("drawbox=x=60:y=20:w=140:h=190:c=0x2a1d14:t=fill:enable='between(n\\,10\\,19)'", "1.2");
        var track = await TrackAsync(path, 30);
        Assert.Equal(Enumerable.Range(10, 10), track.BridgedFrames);
        await AgreesAsync(track, 1.5f);
    }

    [SharedDataFact("clips")]
    public async Task Of_two_people_who_take_turns_the_one_who_is_seen_longer_is_kept()
    {
        string first = SharedData.Find("clips/address_20s_450.mp4")!, second = SharedData.Find("clips/anchor_20s_512.mp4")!;
        var path = Path.Combine(_folder, "turns.mp4");
        const string Scaled = "scale=256:256,setsar=1,fps=25,format=yuv420p";
        FFmpeg(
            "-t", "0.8", "-i", first, "-t", "0.6", "-i", second, "-ss", "2", "-t", "0.8", "-i", first, "-ss", "3", "-t", "0.6", "-i", second,
            "-filter_complex", $"[0:v]{Scaled}[a];[1:v]{Scaled}[b];[2:v]{Scaled}[c];[3:v]{Scaled}[d];[a][b][c][d]concat=n=4:v=1:a=0", "-crf", "12", path);
        var track = await TrackAsync(path, 70);
        Assert.Equal([.. Enumerable.Range(20, 15), .. Enumerable.Range(55, 15)], track.BridgedFrames);
    }

    [Fact]
    public async Task Another_scene_in_between_is_named_and_the_face_found_again()
    {
        var path = Path.Combine(_folder, "cut.mp4");
        FFmpeg(
            "-t", "0.6", "-i", Speaker, "-f", "lavfi", "-t", "0.4", "-i", $"testsrc2=size={Size}x{Size}:rate=25", "-ss", "1", "-t", "0.6", "-i", Speaker,
            "-filter_complex", "[0:v]setsar=1,format=yuv420p[a];[1:v]setsar=1,format=yuv420p[b];[2:v]setsar=1,format=yuv420p[c];[a][b][c]concat=n=3:v=1:a=0", "-crf", "12", path);
        var track = await TrackAsync(path, 40);
        Assert.Equal(Enumerable.Range(15, 10), track.BridgedFrames);
        await AgreesAsync(track, 1.5f, to: 15);
    }

    [Fact]
    public async Task A_second_face_behind_is_not_followed()
    {
        // The second face is the first one's small mirror image and comes before it on the picture's left.
        var path = Path.Combine(_folder, "two.mp4");
        FFmpeg(
            "-t", "1", "-i", Speaker, "-filter_complex",
            $"[0:v]split[a][b];[b]hflip,scale=110:110[small];[a]pad={Size + 110}:{Size}:110:0[wide];[wide][small]overlay=0:40", "-crf", "12", path);
        var track = await TrackAsync(path, 25);
        Assert.Empty(track.BridgedFrames);
        await AgreesAsync(track, 1.5f, shift: new Vector2(110, 0));
    }

    [Fact]
    public async Task A_hand_before_the_mouth_does_not_carry_the_face_away()
    {
        var path = Make("drawbox=x=85:y=150:w=80:h=60:c=0xc09070:t=fill:enable='between(n\\,8\\,16)'", "1");
        var track = await TrackAsync(path, 25);
        var plain = await Plain.Value;
        foreach (var t in Enumerable.Range(0, 25).Where(t => track.Frames[t].Found))
            Assert.True(Distance(track, plain, t, [FaceLandmarks.LeftEyeOuter, FaceLandmarks.RightEyeOuter]) < 6, $"frame {t}: the eyes are lost");
        await AgreesAsync(track, 1.5f, from: 18);
    }

    [Theory]
    [InlineData("scale=64:64", 64, 2f)]
    [InlineData("gblur=sigma=3", Size, 3f)]
    [InlineData("noise=alls=25:allf=t,eq=brightness=-0.25", Size, 4f)]
    public async Task Small_blurred_and_dark_pictures_are_tracked(string filter, int size, float tolerance)
    {
        var track = await TrackAsync(Make(filter, "0.6"), 12);
        Assert.Empty(track.BridgedFrames);
        await AgreesAsync(track, tolerance, size / (float)Size);
    }

    [Fact]
    public async Task A_face_that_comes_back_elsewhere_is_found_there()
    {
        var path = Path.Combine(_folder, "moved.mp4");
        FFmpeg(
            "-t", "1.2", "-i", Speaker, "-filter_complex",
            $"[0:v]pad={2 * Size}:{Size}:0:0[left];[left]split[a][b];[b]scroll=hpos=0.5:h=0[right];[a][right]overlay=enable='gte(n\\,18)',drawbox=c=gray:t=fill:enable='between(n\\,12\\,17)'", "-crf", "12", path);
        var track = await TrackAsync(path, 30);
        Assert.Equal(Enumerable.Range(12, 6), track.BridgedFrames);
        await AgreesAsync(track, 1.5f, to: 12);
        await AgreesAsync(track, 1.5f, from: 18, shift: new Vector2(Size, 0));
    }

    /// <summary>Mean distance of nose, eye corners and mouth corners to the plain clip's, in its pixels.</summary>
    private static async Task AgreesAsync(ClipTrack track, float tolerance, float scale = 1, int from = 0, int? to = null, Vector2 shift = default)
    {
        var plain = await Plain.Value;
        var errors = Enumerable.Range(from, Math.Min(to ?? track.Count, track.Count) - from).Where(t => track.Frames[t].Found)
            .Select(t => Distance(track, plain, t, [FaceLandmarks.NoseTip, FaceLandmarks.LeftEyeOuter, FaceLandmarks.RightEyeOuter, 61, 291], scale, shift)).ToList();
        Assert.NotEmpty(errors);
        Assert.True(errors.Average() < tolerance, $"{errors.Average():F2} px on average, {errors.Max():F2} at most");
    }

    private static float Distance(ClipTrack track, ClipTrack plain, int t, int[] points, float scale = 1, Vector2 shift = default)
        => points.Average(p =>
        {
            var (found, right) = (track.Frames[t].Landmarks[p], plain.Frames[t].Landmarks[p]);
            return Vector2.Distance((new Vector2(found.X, found.Y) - shift) / scale, new Vector2(right.X, right.Y));
        });

    private static async Task<ClipTrack> TrackAsync(string path, int count)
    {
        await using var reader = await VideoReader.OpenAsync(path);
        using var tracker = FaceTracker.Load(new ModelStore(), new FaceTrackerOptions { ChunkFrames = 12 });
        return await tracker.TrackAsync(reader.FramesAsync().Take(count));
    }

    private string Make(string filter, string seconds, params string[] more)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.mp4");
        FFmpeg(["-t", seconds, "-i", Speaker, "-an", "-vf", filter, .. more, "-crf", "12", path]);
        return path;
    }

    private static void FFmpeg(params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardError = true };
        foreach (var argument in (string[])["-v", "error", "-nostdin", "-y", .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
