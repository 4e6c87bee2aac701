using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Geometry.Tests;

public sealed class PhotometricAlignmentTests
{
    [Fact]
    public async Task A_picture_that_trembles_under_still_landmarks_is_followed()
    {
        const int count = 24;
        var models = new ModelStore();
        Frame picture;
        await using (var reader = await VideoReader.OpenAsync(SharedData.Asset("speaker.mp4")))
            picture = await reader.FramesAsync().FirstAsync();
        using var tracker = FaceTracker.Load(models);
        var still = (await tracker.TrackAsync(new[] { picture }.ToAsyncEnumerable())).Frames[0];
        var track = new ClipTrack(picture.Width, picture.Height, [.. Enumerable.Repeat(still, count)]);

        var random = new Random(7);
        var motions = Enumerable.Range(0, count).Select(_ => (
            Turn: (random.NextSingle() - 0.5f) * 0.02f, Scale: 1 + (random.NextSingle() - 0.5f) * 0.01f,
            Shift: new Vector2(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f) * 2.4f)).ToArray();
        var middle = new Vector2(picture.Width, picture.Height) / 2;
        // Brightness trembles too: a gain of up to 10 %.
        var frames = motions.Select(motion => Moved(picture, motion.Turn, motion.Scale, motion.Shift, middle, 0.9f + 0.2f * random.NextSingle())).ToList();
        var model = CanonicalHeadModel.Load(models);

        var aligned = PhotometricAlignment.Align(HeadFitter.Fit(track, model), track, frames, model);

        float before = 0, after = 0;
        // The clip's mean place is not the pictures' affair: landmarks say where the face is, pixels how it moves.
        var mean = Enumerable.Range(0, count).Aggregate(Vector2.Zero, (sum, t) => sum + (Truth(t, 6) - Flat(still.Landmarks[6])) / count);
        int[] points = [6, 4, 10, 50, 280];
        for (var t = 0; t < count; t++)
        {
            foreach (var point in points)
            {
                before += Vector2.Distance(Truth(t, point) - mean, Flat(still.Landmarks[point])) / (count * points.Length);
                after += Vector2.Distance(Truth(t, point) - mean, Flat(aligned.Track.Frames[t].Landmarks[point])) / (count * points.Length);
            }
        }
        Assert.True(before > 0.6f, $"the pictures tremble by {before:F2} px");
        Assert.True(after < 0.2f, $"{before:F2} px became {after:F2}");
        Assert.True(aligned.JitterAfter < 0.4f * aligned.JitterBefore, $"texture {aligned.JitterBefore:F2} became {aligned.JitterAfter:F2}");

        Vector2 Truth(int t, int point) => Place(Flat(still.Landmarks[point]), motions[t].Turn, motions[t].Scale, motions[t].Shift, middle);
    }

    [SharedDataFact("synthetic/A/train.mp4")]
    public async Task Poses_come_nearer_to_the_rendered_truth_and_tremble_less()
    {
        var models = new ModelStore();
        var frames = new List<Frame>();
        await using (var reader = await VideoReader.OpenAsync(SharedData.Find("synthetic/A/train.mp4")!))
            await foreach (var frame in reader.FramesAsync().Take(75)) frames.Add(frame);
        using var tracker = FaceTracker.Load(models);
        var track = (await tracker.TrackAsync(frames.ToAsyncEnumerable())).Smoothed();
        var model = CanonicalHeadModel.Load(models);
        var fit = HeadFitter.Fit(track, model);
        var aligned = PhotometricAlignment.Align(fit, track, frames, model);

        using var meta = System.Text.Json.JsonDocument.Parse(File.ReadAllText(SharedData.Find("synthetic/A/meta.json")!));
        var truth = meta.RootElement.GetProperty("frames_data").EnumerateArray().Select(frame =>
        {
            var m = frame.GetProperty("head_to_camera_4x4");
            float At(int row, int column) => m[row][column].GetSingle();
            return Quaternion.CreateFromRotationMatrix(new Matrix4x4(
                At(0, 0), At(1, 0), At(2, 0), 0, At(0, 1), At(1, 1), At(2, 1), 0, At(0, 2), At(1, 2), At(2, 2), 0, 0, 0, 0, 1));
        }).ToArray();
        var (before, after) = (Tremble(fit), Tremble(aligned.Fit));
        Assert.True(after < 0.6 * before, $"second difference of the rotation's error: {before:F3} became {after:F3} degrees");

        double Tremble(HeadFit found)
        {
            double sum = 0;
            for (var t = 1; t + 1 < found.FrameCount; t++)
            {
                var (a, b, c) = (Error(t - 1), Error(t), Error(t + 1));
                sum += (a - 2 * b + c).Length() / (found.FrameCount - 2);
            }
            return sum;

            Vector3 Error(int t)
            {
                var q = Quaternion.Conjugate(found.Poses[t].Rotation) * truth[t];
                return 2 * MathF.Sign(q.W) * new Vector3(q.X, q.Y, q.Z) * 180 / MathF.PI;
            }
        }
    }

    [Fact]
    public void Smoothing_follows_sure_measurements_and_not_loose_ones()
    {
        const int count = 40;
        var random = new Random(3);
        var noise = Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5).ToArray();
        double[] deviations = [0.01, 0.01, 0.01, 0.01, 0.01, 0.01];
        Assert.True(Roughness(1e8) > 0.95 * Roughness(double.PositiveInfinity));
        Assert.True(Roughness(1) < 0.05 * Roughness(double.PositiveInfinity));

        double Roughness(double information)
        {
            var measured = noise.Select(value =>
            {
                var matrix = new double[36];
                for (var k = 0; k < 6; k++) matrix[7 * k] = Math.Min(information, 1e12);
                return new PoseMeasurement([value, 0, 0, 0, 0, 0], matrix);
            }).ToArray();
            var found = MotionSmoothing.Solve(measured, [.. Enumerable.Range(0, count).Select(_ => new double[6])], deviations);
            return Enumerable.Range(1, count - 2).Sum(t => Math.Abs(found[t - 1][0] - 2 * found[t][0] + found[t + 1][0]));
        }
    }

    private static Vector2 Flat(Vector3 point) => new(point.X, point.Y);

    private static Vector2 Place(Vector2 point, float turn, float scale, Vector2 shift, Vector2 middle)
    {
        var (sin, cos) = MathF.SinCos(turn);
        var arm = (point - middle) * scale;
        return middle + new Vector2(cos * arm.X - sin * arm.Y, sin * arm.X + cos * arm.Y) + shift;
    }

    private static Frame Moved(Frame picture, float turn, float scale, Vector2 shift, Vector2 middle, float gain)
    {
        var result = new Frame(picture.Width, picture.Height);
        var (sin, cos) = MathF.SinCos(-turn);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var arm = (new Vector2(x + 0.5f, y + 0.5f) - middle - shift) / scale;
                var from = middle + new Vector2(cos * arm.X - sin * arm.Y, sin * arm.X + cos * arm.Y) - new Vector2(0.5f);
                int x0 = Math.Clamp((int)MathF.Floor(from.X), 0, picture.Width - 2), y0 = Math.Clamp((int)MathF.Floor(from.Y), 0, picture.Height - 2);
                float fx = Math.Clamp(from.X - x0, 0, 1), fy = Math.Clamp(from.Y - y0, 0, 1);
                for (var c = 0; c < 3; c++)
                {
                    float At(int dx, int dy) => picture.Pixels[((y0 + dy) * picture.Width + x0 + dx) * picture.Channels + c];
                    var value = (1 - fy) * ((1 - fx) * At(0, 0) + fx * At(1, 0)) + fy * ((1 - fx) * At(0, 1) + fx * At(1, 1));
                    result.Pixels[(y * result.Width + x) * 3 + c] = (byte)Math.Clamp(gain * value + 0.5f, 0, 255);
                }
            }
        }
        return result;
    }
}
