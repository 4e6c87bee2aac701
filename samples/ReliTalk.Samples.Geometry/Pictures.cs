using System.Numerics;
using ReliTalk.Geometry;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Media;

namespace ReliTalk.Samples.Geometry;

/// <summary>Draws what the geometry layer found, for looking at.</summary>
internal static class Pictures
{
    private const int Zoom = 3;

    public static async Task WriteVideoAsync(string path, IEnumerable<Frame> frames, CancellationToken stop)
    {
        await using var writer = await VideoWriter.CreateAsync(path, new VideoWriterOptions(), stop);
        foreach (var frame in frames) await writer.WriteAsync(frame, stop);
        await writer.CompleteAsync(stop);
    }

    /// <summary>The frame three times as large, with landmarks (lips red, eyes green, others white) and the head's axes.</summary>
    public static Frame Overlay(Frame frame, TrackedFrame tracked, HeadFit fit, int t)
    {
        var large = new Frame(frame.Width * Zoom, frame.Height * Zoom);
        for (var y = 0; y < large.Height; y++)
            for (var x = 0; x < large.Width; x++)
                frame.Pixels.AsSpan(((y / Zoom) * frame.Width + x / Zoom) * frame.Channels, 3).CopyTo(large.Pixels.AsSpan((y * large.Width + x) * 3));
        var lips = FaceLandmarks.Lips.ToArray().ToHashSet();
        var eyes = FaceLandmarks.LeftEye[..16].ToArray().Concat(FaceLandmarks.RightEye[..16].ToArray()).ToHashSet();
        for (var i = 0; i < FaceLandmarks.Count; i++)
        {
            var colour = lips.Contains(i) ? (255, 60, 60) : eyes.Contains(i) ? (60, 255, 60) : i >= FaceLandmarks.LeftIris ? (80, 160, 255) : (230, 230, 230);
            Dot(large, tracked.Landmarks[i].X * Zoom, tracked.Landmarks[i].Y * Zoom, colour);
        }
        var pose = fit.Poses[t];
        var screen = new Vector3[4];
        pose.Project([default, new(6, 0, 0), new(0, 6, 0), new(0, 0, 12)], fit.Camera, screen);
        Line(large, screen[0] * Zoom, screen[1] * Zoom, (255, 0, 0));
        Line(large, screen[0] * Zoom, screen[2] * Zoom, (0, 255, 0));
        Line(large, screen[0] * Zoom, screen[3] * Zoom, (0, 0, 255));
        return large;
    }

    public static Frame Normals(FaceMaps maps)
    {
        var count = maps.Size * maps.Size;
        var frame = new Frame(maps.Size, maps.Size);
        for (var i = 0; i < count; i++)
        {
            if (maps.Normals[i] == 0 && maps.Normals[count + i] == 0 && maps.Normals[2 * count + i] == 0) continue;
            for (var c = 0; c < 3; c++) frame.Pixels[3 * i + c] = (byte)Math.Clamp((maps.Normals[c * count + i] + 1) * 127.5f, 0, 255);
        }
        return frame;
    }

    public static Frame Parts(PartMasks parts)
    {
        (int R, int G, int B)[] colours = [(230, 170, 140), (220, 40, 60), (120, 0, 0), (255, 255, 255), (110, 70, 20), (60, 40, 160), (250, 210, 90), (60, 150, 90), (200, 230, 255)];
        var first = parts[FacePart.Skin];
        var frame = new Frame(first.Width, first.Height);
        for (var p = 0; p < colours.Length; p++)
        {
            var values = parts[(FacePart)p].Values;
            for (var i = 0; i < values.Length; i++)
            {
                frame.Pixels[3 * i] = (byte)Math.Min(255, frame.Pixels[3 * i] + colours[p].R * values[i] / 255);
                frame.Pixels[3 * i + 1] = (byte)Math.Min(255, frame.Pixels[3 * i + 1] + colours[p].G * values[i] / 255);
                frame.Pixels[3 * i + 2] = (byte)Math.Min(255, frame.Pixels[3 * i + 2] + colours[p].B * values[i] / 255);
            }
        }
        return frame;
    }

    private static void Line(Frame frame, Vector3 from, Vector3 to, (int, int, int) colour)
    {
        var steps = (int)Math.Max(1, Vector3.Distance(from, to));
        for (var s = 0; s <= steps; s++)
        {
            var point = Vector3.Lerp(from, to, s / (float)steps);
            Dot(frame, point.X, point.Y, colour);
        }
    }

    private static void Dot(Frame frame, float x, float y, (int R, int G, int B) colour)
    {
        if (x < 0 || y < 0 || x >= frame.Width || y >= frame.Height) return;
        var at = ((int)y * frame.Width + (int)x) * 3;
        (frame.Pixels[at], frame.Pixels[at + 1], frame.Pixels[at + 2]) = ((byte)colour.R, (byte)colour.G, (byte)colour.B);
    }
}
