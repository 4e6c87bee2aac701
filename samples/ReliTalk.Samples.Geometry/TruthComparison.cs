using System.Numerics;
using System.Text.Json;
using ReliTalk.Geometry;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Media;

namespace ReliTalk.Samples.Geometry;

/// <summary>Compares a fit with a rendered clip's truth: a folder with meta.json, normal/fNNN.png and parts/fNNN.png.</summary>
internal static class TruthComparison
{
    public static async Task PrintAsync(
        string folder, HeadFit fit, ClipTrack track, IReadOnlyList<FaceMaps> maps, IReadOnlyList<int>? vertices68, CancellationToken stop)
    {
        using var meta = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "meta.json"), stop));
        var frames = meta.RootElement.GetProperty("frames_data").EnumerateArray().ToList();
        PrintRotation(frames, fit);
        PrintLandmarks(frames, fit, track);
        if (vertices68 is not null) PrintVertices(frames, fit, vertices68);
        await PrintNormalsAsync(folder, meta.RootElement.GetProperty("eval_frames").EnumerateArray().Select(e => e.GetInt32()), maps, stop);
    }

    /// <summary>Mean absolute error of alpha within 5 pixels of the true outline: of the networks' mattes and of those that were fitted to the pictures.</summary>
    public static async Task PrintMattesAsync(string folder, IReadOnlyList<Matte> network, IReadOnlyList<Matte> fitted, CancellationToken stop)
    {
        if (!Directory.Exists(Path.Combine(folder, "mask"))) return;
        double before = 0, after = 0;
        long count = 0;
        for (var t = 0; t < network.Count; t++)
        {
            var truth = await ImageFile.ReadAsync(Path.Combine(folder, "mask", $"{t:0000}.png"), cancellationToken: stop);
            var (width, height) = (truth.Width, truth.Height);
            if (network[t].Width != width || network[t].Height != height) return;
            int At(int x, int y) => truth.Pixels[(Math.Clamp(y, 0, height - 1) * width + Math.Clamp(x, 0, width - 1)) * truth.Channels];
            for (var i = 0; i < width * height; i++)
            {
                int x = i % width, y = i / width, low = 255, high = 0;
                for (var v = -5; v <= 5; v++)
                    for (var u = -5; u <= 5; u++) (low, high) = (Math.Min(low, At(x + u, y + v)), Math.Max(high, At(x + u, y + v)));
                if (high - low < 25) continue;
                count++;
                before += Math.Abs(network[t].Values[i] - At(x, y)) / 255.0;
                after += Math.Abs(fitted[t].Values[i] - At(x, y)) / 255.0;
            }
        }
        Console.WriteLine($"matte within 5 px of the outline, mean error of alpha: network {before / count:F4}, fitted to the picture {after / count:F4}");
    }

    /// <summary>The two head spaces may differ by one constant turn, which is removed (mean quaternion of the differences).</summary>
    private static void PrintRotation(List<JsonElement> frames, HeadFit fit)
    {
        var truths = new List<Quaternion>();
        Vector4 sum = default;
        Quaternion first = default;
        for (var t = 0; t < Math.Min(frames.Count, fit.FrameCount); t++)
        {
            var m = frames[t].GetProperty("head_to_camera_4x4").EnumerateArray().Select(row => row.EnumerateArray().Select(e => e.GetSingle()).ToArray()).ToArray();
            // System.Numerics multiplies rows from the left: the transpose.
            var truth = Quaternion.CreateFromRotationMatrix(new Matrix4x4(
                m[0][0], m[1][0], m[2][0], 0, m[0][1], m[1][1], m[2][1], 0, m[0][2], m[1][2], m[2][2], 0, 0, 0, 0, 1));
            truths.Add(truth);
            var offset = Quaternion.Conjugate(truth) * fit.Poses[t].Rotation;
            if (t == 0) first = offset;
            sum += (Quaternion.Dot(first, offset) < 0 ? -1 : 1) * new Vector4(offset.X, offset.Y, offset.Z, offset.W);
        }
        var constant = Quaternion.Normalize(new Quaternion(sum.X, sum.Y, sum.Z, sum.W));
        var errors = truths.Select((truth, t) => Degrees(truth * constant, fit.Poses[t].Rotation)).ToList();
        Console.WriteLine($"head rotation error: mean {errors.Average():F2}, worst {errors.Max():F2} degrees (constant offset {Degrees(constant, Quaternion.Identity):F2} removed)");
    }

    private static void PrintLandmarks(List<JsonElement> frames, HeadFit fit, ClipTrack track)
    {
        double inner = 0, jaw = 0, tracked = 0;
        var count = Math.Min(frames.Count, fit.FrameCount);
        for (var t = 0; t < count; t++)
        {
            var truth = frames[t].GetProperty("landmarks68_px").EnumerateArray().Select(p => new Vector2(p[0].GetSingle(), p[1].GetSingle())).ToArray();
            var points = FaceLandmarks.ToIbug68(fit.Landmarks(fit.ExpressionOf(t), fit.JawPoseOf(t), fit.Poses[t]));
            var found = FaceLandmarks.ToIbug68([.. track.Frames[t].Landmarks]);
            for (var i = 0; i < truth.Length; i++)
            {
                var error = Vector2.Distance(truth[i], new Vector2(points[i].X, points[i].Y));
                if (i < 17) jaw += error / 17;
                else inner += error / 51;
                if (i >= 17) tracked += Vector2.Distance(truth[i], new Vector2(found[i].X, found[i].Y)) / 51;
            }
        }
        Console.WriteLine($"landmark error against truth: inner 51 points {inner / count:F2} px (tracker alone {tracked / count:F2}), jaw line {jaw / count:F2} px");
    }

    private static void PrintVertices(List<JsonElement> frames, HeadFit fit, IReadOnlyList<int> vertices68)
    {
        double inner = 0, jaw = 0;
        var count = Math.Min(frames.Count, fit.FrameCount);
        for (var t = 0; t < count; t++)
        {
            var truth = frames[t].GetProperty("landmarks68_px").EnumerateArray().Select(p => new Vector2(p[0].GetSingle(), p[1].GetSingle())).ToArray();
            var vertices = fit.Vertices(fit.ExpressionOf(t), fit.JawPoseOf(t));
            var screen = vertices68.Select(v => vertices[v]).ToArray();
            fit.Poses[t].Project(screen, fit.Camera, screen);
            for (var i = 0; i < truth.Length; i++)
            {
                var error = Vector2.Distance(truth[i], new Vector2(screen[i].X, screen[i].Y));
                if (i < 17) jaw += error / 17;
                else inner += error / 51;
            }
        }
        Console.WriteLine($"the head's own landmark vertices against truth: inner 51 points {inner / count:F2} px, jaw line {jaw / count:F2} px");
    }

    private static async Task PrintNormalsAsync(string folder, IEnumerable<int> evaluated, IReadOnlyList<FaceMaps> maps, CancellationToken stop)
    {
        var errors = new List<double>();
        var onFace = new List<double>();
        foreach (var t in evaluated.Where(t => t < maps.Count))
        {
            var truth = await ImageFile.ReadAsync(Path.Combine(folder, "normal", $"f{t:D3}.png"), cancellationToken: stop);
            var parts = await ImageFile.ReadAsync(Path.Combine(folder, "parts", $"f{t:D3}.png"), cancellationToken: stop);
            var (width, height) = (truth.Width, truth.Height);
            if (maps[t].Size != width || maps[t].Size != height) throw new ReliTalkException($"The truth is {width}x{height}; {maps[t].Size} pixels were drawn.");
            var count = width * height;
            for (var y = 2; y < height - 2; y++)
            {
                for (var x = 2; x < width - 2; x++)
                {
                    if (!IsSkin(parts, x, y)) continue;
                    var at = (y * width + x) * truth.Channels;
                    var n = Vector3.Normalize(new Vector3(truth.Pixels[at] / 127.5f - 1, truth.Pixels[at + 1] / 127.5f - 1, truth.Pixels[at + 2] / 127.5f - 1));
                    var i = y * width + x;
                    var own = new Vector3(maps[t].Normals[i], maps[t].Normals[count + i], maps[t].Normals[2 * count + i]);
                    errors.Add(own == Vector3.Zero ? 90 : Math.Acos(Math.Clamp(Vector3.Dot(n, own), -1, 1)) * 180 / Math.PI);
                    if (maps[t].Coverage[i] > 0.99f) onFace.Add(errors[^1]);
                }
            }
        }
        errors.Sort();
        Console.WriteLine($"normals on skin (eroded by 2 px): mean {errors.Average():F2}, median {errors[errors.Count / 2]:F2} degrees over {errors.Count} pixels; on the face {onFace.Average():F2} over {onFace.Count}");
    }

    private static bool IsSkin(Frame parts, int x, int y)
    {
        for (var dy = -2; dy <= 2; dy++)
            for (var dx = -2; dx <= 2; dx++)
                if (parts.Pixels[((y + dy) * parts.Width + x + dx) * parts.Channels] != 1) return false;
        return true;
    }

    private static double Degrees(Quaternion a, Quaternion b) => 2 * Math.Acos(Math.Min(1, Math.Abs(Quaternion.Dot(a, b)))) * 180 / Math.PI;
}
