using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;

namespace ReliTalk.Geometry.Tests;

/// <summary>A head that turns by 45 degrees to either side, blurred by its motion: truth by construction.</summary>
public sealed class TurnTests
{
    private const int Count = 100;
    private const float Widest = 45;
    private static readonly Lazy<Task<TurnedSpeaker>> Speaker = new(() => TurnedSpeaker.LoadAsync(Count));

    [Fact]
    public async Task A_head_turning_by_45_degrees_is_kept_and_its_rotation_found()
    {
        var (frames, track) = await FilmAsync(hand: false);
        Assert.Empty(track.BridgedFrames);
        var model = CanonicalHeadModel.Load(new ModelStore());
        // The widest turns are seen a tenth too small where the camera's distance has to be guessed.
        Agrees(PhotometricAlignment.Align(HeadFitter.Fit(track, model), track, frames, model).Fit, 4.2);
        var known = new HeadFitOptions { FocalLength = (await Speaker.Value).Camera.FocalLength };
        Agrees(PhotometricAlignment.Align(HeadFitter.Fit(track, model, known), track, frames, model).Fit, 2.7);
    }

    [Fact]
    public async Task A_hand_before_the_mouth_of_a_turning_head_does_not_lose_it()
    {
        var (_, track) = await FilmAsync(hand: true);
        Assert.DoesNotContain(track.BridgedFrames, t => !HasHand(t));
        Agrees(HeadFitter.Fit(track, CanonicalHeadModel.Load(new ModelStore())), 5);
    }

    private static bool HasHand(int t) => t is >= 44 and < 54;

    private static async Task<(List<Frame> Frames, ClipTrack Track)> FilmAsync(bool hand)
    {
        var speaker = await Speaker.Value;
        var frames = new Frame[Count];
        Parallel.For(0, Count, t =>
        {
            frames[t] = speaker.Draw(t, share => Angles(t + share / 2));
            if (hand && HasHand(t)) DrawHand(frames[t]);
        });
        using var tracker = FaceTracker.Load(new ModelStore());
        return ([.. frames], (await tracker.TrackAsync(frames.ToAsyncEnumerable())).Smoothed());
    }

    /// <summary>Four fingers across the mouth.</summary>
    private static void DrawHand(Frame frame)
    {
        for (var y = 150; y < 200; y++)
            for (var x = 80; x < 175; x++)
                for (var c = 0; c < 3; c++) frame.Pixels[3 * (y * frame.Width + x) + c] = (byte)((y % 13 < 2 ? 0.6f : 1) * (c == 0 ? 190 : c == 1 ? 140 : 115));
    }

    // Half of a frame's time the shutter is open.
    private static (float Yaw, float Pitch) Angles(float t) => (Widest * MathF.Sin(2 * MathF.PI * t / Count), 6 * MathF.Sin(4 * MathF.PI * t / Count));

    /// <summary>Mean angle between found and true rotation after the constant turn between the two heads' own axes.</summary>
    private static void Agrees(HeadFit fit, double tolerance)
    {
        var differences = Enumerable.Range(0, Count).Select(t => Quaternion.Conjugate(Truth(t)) * fit.Poses[t].Rotation).ToArray();
        var mean = Quaternion.Normalize(differences.Aggregate(new Quaternion(0, 0, 0, 0), (sum, next) => Quaternion.Dot(differences[0], next) < 0 ? sum - next : sum + next));
        double[] errors = [.. differences.Select(difference => 2 * Math.Acos(Math.Min(1, Math.Abs(Quaternion.Dot(difference, mean)))) * 180 / Math.PI)];
        Assert.True(errors.Average() < tolerance, $"{errors.Average():F2} degrees on average, {errors.Max():F2} at most");
        Assert.InRange(fit.Poses[25].Angles.Yaw - fit.Poses[75].Angles.Yaw, 0.85f * 2 * Widest, 1.1f * 2 * Widest);
    }

    private static Quaternion Truth(int t) => TurnedSpeaker.Rotation(Angles(t + 0.25f).Yaw, Angles(t + 0.25f).Pitch);
}
