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
            for (var i = 17; i < 68; i++)
            {
                var point = track.Frames[t].Landmarks[FaceLandmarks.Ibug68[i]];
                errors.Add(Vector2.Distance(new Vector2(truth[i][0].GetSingle(), truth[i][1].GetSingle()), new Vector2(point.X, point.Y)));
            }
        }
        Assert.True(errors.Average() < 3, $"{errors.Average():F2} px");
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
        string path, int from, int count, Func<int, bool>? blank = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var reader = await VideoReader.OpenAsync(path, cancellationToken: cancellationToken);
        var t = -from;
        await foreach (var frame in reader.FramesAsync(cancellationToken))
        {
            if (t >= count) yield break;
            if (t >= 0) yield return blank?.Invoke(t) == true ? new Frame(frame.Width, frame.Height) : frame;
            t++;
        }
    }
}
