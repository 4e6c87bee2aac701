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

    /// <summary>
    /// The frame three times as large: the mesh's edges that face the viewer, the landmarks (lips red, eyes green, irises blue, others
    /// yellow), and the head's axes at the nose (x red, y green, z to the viewer blue).
    /// </summary>
    public static Frame Overlay(Frame frame, TrackedFrame tracked, HeadFit fit, int t)
    {
        var large = new Frame(frame.Width * Zoom, frame.Height * Zoom);
        for (var y = 0; y < large.Height; y++)
            for (var x = 0; x < large.Width; x++)
                frame.Pixels.AsSpan(((y / Zoom) * frame.Width + x / Zoom) * frame.Channels, 3).CopyTo(large.Pixels.AsSpan((y * large.Width + x) * 3));
        DrawMesh(large, fit, t);
        var lips = FaceLandmarks.Lips.ToArray().ToHashSet();
        var eyes = FaceLandmarks.LeftEye[..16].ToArray().Concat(FaceLandmarks.RightEye[..16].ToArray()).ToHashSet();
        for (var i = 0; i < FaceLandmarks.Count; i++)
        {
            var colour = lips.Contains(i) ? (255, 60, 60) : eyes.Contains(i) ? (60, 255, 60) : i >= FaceLandmarks.LeftIris ? (80, 160, 255) : (255, 230, 60);
            Disc(large, tracked.Landmarks[i].X * Zoom, tracked.Landmarks[i].Y * Zoom, colour);
        }
        var pose = fit.Poses[t];
        var nose = fit.UnposedLandmarks(fit.ExpressionOf(t), fit.JawPoseOf(t))[FaceLandmarks.NoseTip];
        var screen = new Vector3[4];
        pose.Project([nose, nose + new Vector3(5, 0, 0), nose + new Vector3(0, 5, 0), nose + new Vector3(0, 0, 8)], fit.Camera, screen);
        (int, int, int)[] axes = [(255, 0, 0), (0, 220, 0), (40, 80, 255)];
        for (var axis = 0; axis < 3; axis++) Line(large, screen[0] * Zoom, screen[axis + 1] * Zoom, axes[axis], thick: true);
        return large;
    }

    private static void DrawMesh(Frame large, HeadFit fit, int t)
    {
        var vertices = fit.Vertices(fit.ExpressionOf(t), fit.JawPoseOf(t));
        var screen = new Vector3[vertices.Length];
        fit.Poses[t].Project(vertices, fit.Camera, screen);
        var triangles = fit.Triangles;
        // A fine mesh would hide the face behind its edges: about three thousand triangles show the form.
        var step = Math.Max(1, triangles.Length / 3 / 3000);
        for (var i = 0; i < triangles.Length / 3; i += step)
        {
            Vector3 a = screen[triangles[3 * i]] * Zoom, b = screen[triangles[3 * i + 1]] * Zoom, c = screen[triangles[3 * i + 2]] * Zoom;
            // y runs down: triangles that face the viewer turn clockwise on the screen's numbers.
            if ((b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X) >= 0) continue;
            Line(large, a, b, (255, 255, 255), opacity: 0.3f);
            Line(large, b, c, (255, 255, 255), opacity: 0.3f);
            Line(large, c, a, (255, 255, 255), opacity: 0.3f);
        }
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

    /// <summary>A sheet with one column a frame; all pictures of one size.</summary>
    public static Frame Columns(Frame[][] columns)
    {
        var (width, height) = (columns[0][0].Width, columns[0][0].Height);
        var sheet = new Frame(width * columns.Length, height * columns[0].Length);
        for (var i = 0; i < columns.Length; i++)
            for (var j = 0; j < columns[i].Length; j++)
                for (var y = 0; y < height; y++)
                    columns[i][j].Pixels.AsSpan(y * width * 3, width * 3).CopyTo(sheet.Pixels.AsSpan(((j * height + y) * sheet.Width + i * width) * 3));
        return sheet;
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

    private static void Line(Frame frame, Vector3 from, Vector3 to, (int, int, int) colour, float opacity = 1, bool thick = false)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var steps = (int)Math.Max(1, MathF.Max(MathF.Abs(dx), MathF.Abs(dy)));
        for (var s = 0; s <= steps; s++)
        {
            var (x, y) = (from.X + dx * s / steps, from.Y + dy * s / steps);
            if (thick) Disc(frame, x, y, colour);
            else Dot(frame, x, y, colour, opacity);
        }
    }

    private static void Disc(Frame frame, float x, float y, (int, int, int) colour)
    {
        for (var oy = -1; oy <= 1; oy++)
            for (var ox = -1; ox <= 1; ox++)
                Dot(frame, x + ox, y + oy, colour, 1);
    }

    private static void Dot(Frame frame, float x, float y, (int R, int G, int B) colour, float opacity)
    {
        if (x < 0 || y < 0 || x >= frame.Width || y >= frame.Height) return;
        var pixel = frame.Pixels.AsSpan(((int)y * frame.Width + (int)x) * 3, 3);
        pixel[0] = (byte)(pixel[0] + opacity * (colour.R - pixel[0]));
        pixel[1] = (byte)(pixel[1] + opacity * (colour.G - pixel[1]));
        pixel[2] = (byte)(pixel[2] + opacity * (colour.B - pixel[2]));
    }
}
