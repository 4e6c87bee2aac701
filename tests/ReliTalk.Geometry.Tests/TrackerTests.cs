using System.Numerics;
using System.Runtime.CompilerServices;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Geometry.Tests;

public sealed class TrackerTests
{
    private static readonly FaceTrackerOptions Options = new() { ChunkFrames = 12 };

    [Fact]
    public async Task The_embedded_speaker_is_found_in_every_frame()
    {
        var track = await TrackAsync(Take(SharedData.Asset("speaker.mp4"), 0, 30));
        Assert.Equal(30, track.Count);
        Assert.Empty(track.BridgedFrames);
        Assert.All(track.Frames, frame => Assert.True(frame.Score > 0.9f));
    }

    [SharedDataFact("synthetic/A/train.mp4")]
    public async Task Landmarks_lie_on_the_rendered_truth()
    {
        var track = await TrackAsync(Take(SharedData.Find("synthetic/A/train.mp4")!, 0, 24));
        using var meta = System.Text.Json.JsonDocument.Parse(File.ReadAllText(SharedData.Find("synthetic/A/meta.json")!));
        var frames = meta.RootElement.GetProperty("frames_data");
        var errors = new List<float>();
        for (var t = 0; t < track.Count; t++)
        {
            var truth = frames[t].GetProperty("landmarks68_px");
            var found = FaceLandmarks.ToIbug68([.. track.Frames[t].Landmarks]);
            for (var i = 17; i < 68; i++)
            {
                var point = found[i];
                errors.Add(Vector2.Distance(new Vector2(truth[i][0].GetSingle(), truth[i][1].GetSingle()), new Vector2(point.X, point.Y)));
            }
        }
        Assert.True(errors.Average() < 1.9, $"{errors.Average():F2} px");
    }

    [Fact]
    public async Task Black_frames_are_named_and_bridged_and_the_face_is_found_again()
    {
        var track = await TrackAsync(Take(SharedData.Asset("speaker.mp4"), 0, 30, blank: t => t is >= 13 and < 18));
        Assert.Equal([13, 14, 15, 16, 17], track.BridgedFrames);
        var (before, after) = (track.Frames[12].Landmarks[FaceLandmarks.NoseTip], track.Frames[18].Landmarks[FaceLandmarks.NoseTip]);
        Assert.True(Vector3.Distance(Vector3.Lerp(before, after, 0.5f), track.Frames[15].Landmarks[FaceLandmarks.NoseTip]) < 1e-3f);
        Assert.Equal(0, track.Frames[15].Score);
    }

    [SharedDataFact("clips/anchor_20s_512.mp4")]
    public async Task Another_person_in_the_same_place_is_not_the_main_one()
    {
        var track = await TrackAsync(Turns());
        Assert.Equal([8, 9, 10, 11, 12, 13], track.BridgedFrames);

        static async IAsyncEnumerable<Frame> Turns()
        {
            var main = SharedData.Find("clips/address_20s_450.mp4")!;
            await foreach (var frame in Take(main, 0, 8)) yield return frame;
            await foreach (var frame in Take(SharedData.Find("clips/anchor_20s_512.mp4")!, 0, 6, size: new FrameSize(450, 450))) yield return frame;
            await foreach (var frame in Take(main, 8, 8)) yield return frame;
        }
    }

    [Fact]
    public void A_cut_is_seen_and_a_moving_picture_is_not_one()
    {
        var cuts = new SceneCut();
        var first = Shade(x => x * 3);
        Assert.False(cuts.Begins(first));
        Assert.False(cuts.Begins(Shade(x => (x - 3) * 3)));
        Assert.True(cuts.Begins(Shade(x => 255 - x * 3)));
        Assert.False(cuts.Begins(Shade(x => 255 - x * 3)));

        static Frame Shade(Func<int, int> brightness)
        {
            var frame = new Frame(80, 60);
            for (var i = 0; i < 80 * 60; i++) frame.Pixels.AsSpan(3 * i, 3).Fill((byte)Math.Clamp(brightness(i % 80), 0, 255));
            return frame;
        }
    }

    [Fact]
    public async Task A_clip_without_a_face_says_so()
    {
        var error = await Assert.ThrowsAsync<FaceNotFoundException>(() => TrackAsync(Take(SharedData.Asset("speaker.mp4"), 0, 5, blank: _ => true)));
        Assert.Contains("5 frames", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_stays_a_cancellation()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        using var tracker = FaceTracker.Load(new ModelStore(), Options);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tracker.TrackAsync(Take(SharedData.Asset("speaker.mp4"), 0, 5), null, stop.Token));
    }

    [Fact]
    public void The_person_who_fills_more_of_the_clip_is_kept()
    {
        var track = PersonLinker.MainPerson([Piece(0, 10, 50, 20), Piece(0, 10, 200, 60), Piece(10, 10, 203, 60), Piece(12, 8, 52, 20)], 20, 300, 200);
        Assert.Empty(track.BridgedFrames);
        Assert.Equal(203, track.Frames[15].Landmarks[FaceLandmarks.NoseTip].X);

        static FacePiece Piece(int start, int count, float x, float eyes)
        {
            var piece = new FacePiece(start);
            for (var i = 0; i < count; i++)
            {
                var points = Enumerable.Repeat(new Vector3(x, 100, 0), FaceLandmarks.Count).ToArray();
                points[FaceLandmarks.LeftEyeOuter].X -= eyes / 2;
                points[FaceLandmarks.RightEyeOuter].X += eyes / 2;
                piece.Add(points, 1);
            }
            return piece;
        }
    }

    private static async Task<ClipTrack> TrackAsync(IAsyncEnumerable<Frame> frames)
    {
        using var tracker = FaceTracker.Load(new ModelStore(), Options);
        return await tracker.TrackAsync(frames);
    }

    private static async IAsyncEnumerable<Frame> Take(
        string path, int from, int count, Func<int, bool>? blank = null, FrameSize? size = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var reader = await VideoReader.OpenAsync(path, new VideoReaderOptions { Size = size }, cancellationToken);
        var t = -from;
        await foreach (var frame in reader.FramesAsync(cancellationToken))
        {
            if (t >= count) yield break;
            if (t >= 0) yield return blank?.Invoke(t) == true ? new Frame(frame.Width, frame.Height) : frame;
            t++;
        }
    }
}
