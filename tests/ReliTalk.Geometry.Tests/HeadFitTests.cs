using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using TorchSharp;

namespace ReliTalk.Geometry.Tests;

public sealed class HeadFitTests
{
    private const int Size = 256;
    private const float Degree = MathF.PI / 180;
    private static readonly CanonicalHeadModel Model = CanonicalHeadModel.Load(new ModelStore());

    /// <summary>A small fit of a made-up clip, for tests of what is built on a fit.</summary>
    internal static HeadFit MadeUpFit() => HeadFitter.Fit(MakeClip(12).Item1, Model, new HeadFitOptions { ExpressionComponents = 4, FocalLength = 900 });

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(700f)]
    public void A_made_up_clip_gives_back_its_poses_jaw_and_landmarks(float focalLength)
    {
        var (track, poses, jaws) = MakeClip(60, focalLength);
        var fit = HeadFitter.Fit(track, Model, new HeadFitOptions { ExpressionComponents = 8, FocalLength = focalLength });

        Assert.Equal(60, fit.FrameCount);
        Assert.Equal(8, fit.ExpressionCount);
        double worstPixel = 0;
        for (var t = 0; t < 60; t++)
        {
            // The subject's head frame may differ from the made-up one by a constant turn; the motion may not.
            var made = poses[t].Rotation * Quaternion.Conjugate(poses[0].Rotation);
            var found = fit.Poses[t].Rotation * Quaternion.Conjugate(fit.Poses[0].Rotation);
            var angle = 2 * MathF.Acos(Math.Min(1, MathF.Abs(Quaternion.Dot(made, found)))) / Degree;
            Assert.True(angle < 0.7f, $"frame {t}: {angle} degrees");
            Assert.Equal(poses[t].Scale, fit.Poses[t].Scale, 0.1f);
            var points = fit.Landmarks(fit.ExpressionOf(t), fit.JawPoseOf(t), fit.Poses[t]);
            for (var i = 0; i < points.Length; i++)
                worstPixel = Math.Max(worstPixel, (points[i] - track.Frames[t].Landmarks[i]).AsVector2().Length());
        }
        Assert.True(worstPixel < 0.3, $"worst landmark {worstPixel:F3} px");

        // The rest pose is where the mouth is least open, so the jaw is known up to that constant.
        var turns = Enumerable.Range(0, 60).Select(t => fit.JawPoseOf(t).X).ToArray();
        Assert.True(Correlation(turns, [.. jaws.Select(jaw => jaw.X)]) > 0.98);
        Assert.InRange(turns.Max() - turns.Min(), 0.6f * (jaws.Max(j => j.X) - jaws.Min(j => j.X)), 1.1f * (jaws.Max(j => j.X) - jaws.Min(j => j.X)));
    }

    [Theory]
    [InlineData(330f)]
    [InlineData(1000f)]
    public void An_unknown_focal_length_is_found_from_the_perspective(float focalLength)
    {
        var (track, _, _) = MakeClip(60, focalLength);
        var fit = HeadFitter.Fit(track, Model);
        // The distance is found to a third, in either direction.
        Assert.InRange(fit.Camera.FocalLength, 0.75f * focalLength, 1.35f * focalLength);
        var held = HeadFitter.Fit(track, Model, new HeadFitOptions { ViewingDistanceSpread = 0 });
        Assert.True(Math.Abs(Math.Log(fit.Camera.FocalLength / focalLength)) < 0.8 * Math.Abs(Math.Log(held.Camera.FocalLength / focalLength)), "the estimate is no nearer than the usual distance");
    }

    [Fact]
    public void A_fit_survives_the_way_through_tensors()
    {
        var (track, _, _) = MakeClip(12);
        var fit = HeadFitter.Fit(track, Model, new HeadFitOptions { ExpressionComponents = 4, FocalLength = 900 });
        var tensors = fit.ToTensors();
        var again = HeadFit.FromTensors(tensors);
        Assert.Equal(fit.Camera, again.Camera);
        Assert.Equal(fit.Vertices(fit.ExpressionOf(5), fit.JawPoseOf(5)), again.Vertices(again.ExpressionOf(5), again.JawPoseOf(5)));
        Assert.Equal(fit.Poses, again.Poses);
        using var psi = again.Expressions();
        Assert.Equal([12, 4], psi.shape);
        tensors.Remove("poses", out var poses);
        poses!.Dispose();
        Assert.Contains("poses", Assert.Throws<WeightsFileException>(() => HeadFit.FromTensors(tensors)).Message, StringComparison.Ordinal);
        foreach (var tensor in tensors.Values) tensor.Dispose();
    }

    [Fact]
    public void Frames_without_a_face_do_not_shape_the_head_and_none_is_an_error()
    {
        var (track, _, _) = MakeClip(20);
        var noise = new Random(1);
        TrackedFrame[] frames = [.. track.Frames.Select((frame, t) => t == 7
            ? new TrackedFrame(false, [.. frame.Landmarks.Select(p => p + new Vector3(noise.NextSingle() * 60))], 0)
            : frame)];
        var clean = HeadFitter.Fit(new ClipTrack(Size, Size, [.. frames.Where(frame => frame.Found)]), Model);
        var fit = HeadFitter.Fit(new ClipTrack(Size, Size, frames), Model);
        Assert.True(Vector3.Distance(clean.Vertices([], default)[FaceLandmarks.Chin], fit.Vertices([], default)[FaceLandmarks.Chin]) < 0.01f);
        Assert.Throws<FaceNotFoundException>(() => HeadFitter.Fit(new ClipTrack(Size, Size, [frames[7]]), Model));
    }

    [Fact]
    public void Normals_turn_with_the_head_and_vanish_outside_the_matte()
    {
        var (track, _, _) = MakeClip(12);
        var fit = HeadFitter.Fit(track, Model);
        var renderer = new FaceMapRenderer(fit, Size);
        var pose = new HeadPose(Quaternion.Identity, 7, Vector2.Zero);
        var front = renderer.Render([], Vector3.Zero, pose);
        var turned = renderer.Render([], Vector3.Zero, pose with { Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitY, 30 * Degree) });
        var forehead = At(front, front.Landmarks[151]);
        var expected = Vector3.Transform(forehead, Quaternion.CreateFromAxisAngle(Vector3.UnitY, 30 * Degree));
        Assert.True(Vector3.Dot(expected, At(turned, turned.Landmarks[151])) > 0.98f);
        Assert.Equal(1, forehead.Length(), 1e-3f);

        var nothing = renderer.Render([], Vector3.Zero, pose, new Matte(Size, Size, new byte[Size * Size]));
        Assert.All(nothing.Normals, value => Assert.Equal(0, value));

        static Vector3 At(FaceMaps maps, Vector3 landmark)
        {
            var i = (int)landmark.Y * Size + (int)landmark.X;
            return new Vector3(maps.Normals[i], maps.Normals[Size * Size + i], maps.Normals[2 * Size * Size + i]);
        }
    }

    [Fact]
    public void A_window_is_drawn_as_the_whole_and_nothing_beside_it()
    {
        var (track, _, _) = MakeClip(12);
        var renderer = new FaceMapRenderer(HeadFitter.Fit(track, Model), Size);
        var pose = new HeadPose(Quaternion.Identity, 7, Vector2.Zero);
        var whole = renderer.Render([], Vector3.Zero, pose);
        var (normals, depth) = (new float[3 * Size * Size], new float[Size * Size]);
        // Arrays serve again: what they held before must not show.
        Array.Fill(normals, 5);
        var window = new System.Drawing.Rectangle((int)whole.Landmarks[13].X - 20, (int)whole.Landmarks[13].Y - 10, 40, 30);
        Assert.Equal(whole.Landmarks, renderer.Render([], Vector3.Zero, pose, normals, depth, window));
        for (var i = 0; i < Size * Size; i++)
        {
            var inside = window.Contains(i % Size, i / Size);
            if (inside) Assert.Equal(whole.Depth[i], depth[i], 1e-3f);
            else Assert.Equal(float.NegativeInfinity, depth[i]);
            for (var c = 0; c < 3; c++) Assert.Equal(inside ? whole.Normals[c * Size * Size + i] : 0, normals[c * Size * Size + i], 1e-3f);
        }
        Assert.True(float.IsFinite(depth[(window.Y + 15) * Size + window.X + 20]));
        renderer.Render([], Vector3.Zero, pose, normals, depth);
        Assert.Equal(whole.Normals, normals);
        Assert.Equal(whole.Depth, depth);
        Assert.Throws<ArgumentException>(() => renderer.Render([], Vector3.Zero, pose, new float[Size * Size]));
        Assert.Throws<ArgumentException>(() => renderer.Render([], Vector3.Zero, pose, normals, new float[7]));
    }

    [Fact]
    public void No_ridge_runs_over_the_forehead_where_the_face_meets_the_skull()
    {
        const float scale = 7;
        var (track, _, _) = MakeClip(12);
        var maps = new FaceMapRenderer(HeadFitter.Fit(track, Model), Size).Render([], Vector3.Zero, new HeadPose(Quaternion.Identity, scale, Vector2.Zero));
        // From the middle of the forehead over the end of the tracked face (landmark 10) to the crown a head turns upwards, and never back.
        var (middle, end) = (maps.Landmarks[151], maps.Landmarks[10]);
        var highest = -1f;
        for (var y = (int)middle.Y; y > end.Y - 3 * scale; y--)
        {
            var up = maps.Normals[Size * Size + y * Size + (int)end.X];
            Assert.True(up > highest - 0.02f, $"{end.Y - y:0} pixels above landmark 10 the normal falls back from {highest} to {up}");
            highest = Math.Max(highest, up);
        }
    }

    [Fact]
    public void What_is_seen_in_an_open_mouth_lies_behind_the_lips()
    {
        var (track, _, _) = MakeClip(12);
        var renderer = new FaceMapRenderer(HeadFitter.Fit(track, Model), Size);
        const float scale = 7;
        var open = renderer.Render([], new Vector3(14 * Degree, 0, 0), new HeadPose(Quaternion.Identity, scale, Vector2.Zero));
        Vector3 above = open.Landmarks[13], below = open.Landmarks[14];
        Assert.True(below.Y - above.Y > 4, "the mouth is open");
        var inside = At(0.5f * (above + below));
        // A pixel outside the inner border of either lip.
        var lips = 0.5f * (At(above - new Vector3(0, 2, 0)) + At(below + new Vector3(0, 2, 0)));
        Assert.InRange((lips - inside) / scale, 0.7f, 1.6f);

        float At(Vector3 point) => open.Depth[(int)point.Y * Size + (int)point.X];
    }

    [Fact]
    public void A_patch_stays_on_its_place_of_the_skin_while_the_head_turns_and_moves()
    {
        const int columns = 4096;
        var (track, _, _) = MakeClip(12);
        var renderer = new FaceMapRenderer(HeadFitter.Fit(track, Model), Size);
        var pose = new HeadPose(Quaternion.Identity, 7, Vector2.Zero);
        int[] points = [151, 9, 4, 50, 280, 205, 425, 199];
        var front = Patches(pose);
        var moved = Patches(new HeadPose(Quaternion.CreateFromYawPitchRoll(15 * Degree, -6 * Degree, 4 * Degree), 7.4f, new Vector2(9, -5)));
        for (var k = 0; k < points.Length; k++)
        {
            Assert.True(front[k] >= 0);
            // The pixel grid falls elsewhere: a neighbouring patch is right, too.
            Assert.InRange(moved[k] % columns - front[k] % columns, -1, 1);
            Assert.InRange(moved[k] / columns - front[k] / columns, -1, 1);
        }
        Assert.True(front.Distinct().Count() == front.Length);
        Assert.Equal(-1, renderer.Patches()[0]);

        int[] Patches(HeadPose at)
        {
            var landmarks = renderer.Render([], Vector3.Zero, at).Landmarks;
            var patches = renderer.Patches();
            return [.. points.Select(point => patches[(int)landmarks[point].Y * Size + (int)landmarks[point].X])];
        }
    }

    private static (ClipTrack Track, HeadPose[] Poses, Vector3[] Jaws) MakeClip(int count, float focalLength = float.PositiveInfinity)
    {
        var frames = new TrackedFrame[count];
        var poses = new HeadPose[count];
        var jaws = new Vector3[count];
        var vertices = new Vector3[Model.VertexCount];
        var camera = HeadCamera.WeakPerspective(Size, Size) with { FocalLength = focalLength };
        for (var t = 0; t < count; t++)
        {
            jaws[t] = new Vector3(0.12f * (1 - MathF.Cos(t * 0.7f)), 0, 0);
            poses[t] = new HeadPose(
                Quaternion.CreateFromYawPitchRoll(18 * Degree * MathF.Sin(t * 0.13f), 8 * Degree * MathF.Cos(t * 0.09f), 4 * Degree * MathF.Sin(t * 0.21f)),
                7 + 0.3f * MathF.Sin(t * 0.05f), new Vector2(5 * MathF.Sin(t * 0.1f), 3));
            Model.Evaluate([], [], jaws[t], vertices);
            var points = vertices[..FaceLandmarks.Count];
            // A smile that comes and goes.
            foreach (var corner in new[] { 61, 76, 62, 78 }) points[corner] += new Vector3(-0.4f, 0.3f, 0) * MathF.Sin(t * 0.31f);
            foreach (var corner in new[] { 291, 306, 292, 308 }) points[corner] += new Vector3(0.4f, 0.3f, 0) * MathF.Sin(t * 0.31f);
            poses[t].Project(points, camera, points);
            frames[t] = new TrackedFrame(true, [.. points.Select(p => p with { Z = -p.Z })], 1);
        }
        return (new ClipTrack(Size, Size, frames), poses, jaws);
    }

    private static double Correlation(float[] a, float[] b)
    {
        var (ma, mb) = (a.Average(), b.Average());
        var both = a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum();
        return both / Math.Sqrt(a.Sum(x => (x - ma) * (x - ma)) * b.Sum(y => (y - mb) * (y - mb)));
    }
}
