using System.Numerics;
using System.Text.Json;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Testing;

namespace ReliTalk.Geometry.Tests;

public sealed class EyeTests
{
    [SharedDataFact("synthetic/A/train.mp4")]
    public async Task Blinks_are_those_that_were_rendered_and_the_turning_head_moves_no_gaze()
    {
        await using var reader = await VideoReader.OpenAsync(SharedData.Find("synthetic/A/train.mp4")!);
        using var tracker = FaceTracker.Load(new ModelStore());
        var eyes = (await tracker.TrackAsync(reader.FramesAsync())).Smoothed().Eyes();
        using var meta = JsonDocument.Parse(File.ReadAllText(SharedData.Find("synthetic/A/meta.json")!));
        var left = meta.RootElement.GetProperty("expr_names").EnumerateArray().Select(name => name.GetString()).ToList().IndexOf("eyeBlink_L");
        var shut = meta.RootElement.GetProperty("frames_data").EnumerateArray().Select(frame => frame.GetProperty("expr")[left].GetSingle()).ToArray();
        Assert.True(shut.Count(weight => weight > 0.85f) >= 8);
        for (var t = 0; t < eyes.Count; t++)
        {
            // Between the two the lids are half down.
            if (shut[t] > 0.85f) Assert.True(eyes[t].Blink, $"frame {t} blinks");
            else if (shut[t] < 0.6f) Assert.False(eyes[t].Blink, $"frame {t} does not blink");
        }
        // The head turns by 12 degrees to each side and the eyes rest in it.
        var open = Enumerable.Range(0, eyes.Count).Where(t => shut[t] < 0.2f).ToArray();
        Assert.True(Math.Sqrt(open.Average(t => Math.Pow((eyes[t].Left.Yaw + eyes[t].Right.Yaw) / 2, 2))) < 3);
        Assert.True(Math.Sqrt(open.Average(t => Math.Pow((eyes[t].Left.Pitch + eyes[t].Right.Pitch) / 2, 2))) < 3);
    }

    [Fact]
    public async Task Painted_irises_are_followed()
    {
        const int count = 24;
        await using var reader = await VideoReader.OpenAsync(SharedData.Asset("speaker.mp4"), new VideoReaderOptions { Size = new FrameSize(512, 512) });
        var frame = await reader.FramesAsync().FirstAsync();
        using var tracker = FaceTracker.Load(new ModelStore());
        var face = (await tracker.TrackAsync(Repeated(_ => frame, 1))).Frames[0].Landmarks;
        float[] painted = [.. Enumerable.Range(0, count).Select(t => 24 * MathF.Sin(2 * MathF.PI * t / count))];
        var eyes = (await tracker.TrackAsync(Repeated(t => Looking(frame, face, painted[t]), count))).Eyes();
        foreach (var found in (float[][])[[.. eyes.Select(eye => eye.Left.Yaw)], [.. eyes.Select(eye => eye.Right.Yaw)]])
        {
            var slope = painted.Zip(found, (a, b) => a * b).Sum() / painted.Sum(a => a * a);
            var rest = Math.Sqrt(painted.Zip(found, (a, b) => Math.Pow(b - slope * a, 2)).Average());
            Assert.True(slope is > 0.5f and < 1.2f, $"slope {slope:F2}, {rest:F1} degrees beside the line");
            Assert.True(rest < 3, $"slope {slope:F2}, {rest:F1} degrees beside the line");
        }
        Assert.All(eyes, eye => Assert.False(eye.Blink));
    }

    private static async IAsyncEnumerable<Frame> Repeated(Func<int, Frame> make, int count)
    {
        for (var t = 0; t < count; t++) yield return make(t);
        await Task.CompletedTask;
    }

    /// <summary>White between the lids, and a dark disc of 11.7 mm where an iris looks <paramref name="yaw"/> degrees to the picture's right.</summary>
    private static Frame Looking(Frame frame, IReadOnlyList<Vector3> face, float yaw)
    {
        var result = new Frame(frame.Width, frame.Height);
        frame.Pixels.CopyTo(result.Pixels.AsSpan());
        foreach (var contour in (int[][])[FaceLandmarks.LeftEyeContour.ToArray(), FaceLandmarks.RightEyeContour.ToArray()])
        {
            Vector2[] lids = [.. contour.Select(i => new Vector2(face[i].X, face[i].Y))];
            var width = Vector2.Distance(lids[0], lids[8]);
            var centre = (lids[0] + lids[8]) / 2 + new Vector2(10f / 29 * width * MathF.Sin(yaw * MathF.PI / 180), -0.04f * width);
            var open = PolygonMask.Fill(lids, frame.Width, frame.Height);
            for (var i = 0; i < open.Length; i++)
            {
                if (open[i] == 0) continue;
                var away = Vector2.Distance(centre, new Vector2(i % frame.Width + 0.5f, i / frame.Width + 0.5f)) / width;
                var colour = away < 0.08f ? new Vector3(10, 10, 12) : away < 0.2f ? new Vector3(70, 50, 35) : new Vector3(205, 195, 190);
                for (var c = 0; c < 3; c++) result.Pixels[3 * i + c] = (byte)(open[i] * colour[c] + (1 - open[i]) * frame.Pixels[3 * i + c]);
            }
        }
        return result;
    }
}
