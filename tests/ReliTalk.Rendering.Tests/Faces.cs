using System.Numerics;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Eyes;

namespace ReliTalk.Rendering.Tests;

/// <summary>Small made-up faces: a mesh of points on a grid whose lips are ellipses that open by a given number of pixels.</summary>
internal static class Faces
{
    public const int Size = 96;

    public static Vector3[] Landmarks(float x, float y, float opening)
    {
        var points = new Vector3[FaceMesh.PointCount];
        for (var p = 0; p < points.Length; p++)
            points[p] = new Vector3(x - 24 + p % 24 * 2, y - 24 + p / 24 * 2.5f, 0);
        Place(points, 168, x, y - 26);
        Place(points, 2, x, y - 8);
        Place(points, 33, x - 18, y - 24);
        Place(points, 263, x + 18, y - 24);
        for (var i = 0; i < FaceMesh.Oval.Length; i++)
        {
            var angle = 2 * MathF.PI * i / FaceMesh.Oval.Length;
            Place(points, FaceMesh.Oval[i], x + 26 * MathF.Sin(angle), y - 14 - (34 + opening / 4) * MathF.Cos(angle));
        }
        // A grid's points would lie all over the face.
        Ring(points, EyeMesh.Right.Border, x - 10, y - 24, 6, 4);
        Ring(points, EyeMesh.Left.Border, x + 10, y - 24, 6, 4);
        Ring(points, FaceMesh.OuterLips, x, y, 11, 4 + opening / 2);
        Ring(points, FaceMesh.InnerLips, x, y, 8, Math.Max(opening / 2, 0.05f));
        return points;
    }

    public static MouthState State(float x, float y, float opening, MouthArea area, float degrees = 0)
    {
        var landmarks = Landmarks(x, y, opening);
        var lips = new List<Vector3>();
        foreach (var p in FaceMesh.OuterLips) lips.Add(landmarks[p] - new Vector3(x, y, 0));
        foreach (var p in FaceMesh.InnerLips) lips.Add(landmarks[p] - new Vector3(x, y, 0));
        var pose = new HeadMotion(Quaternion.CreateFromAxisAngle(Vector3.UnitY, degrees * MathF.PI / 180), 1, new Vector2(x, y));
        var normals = new float[3 * Size * Size];
        normals.AsSpan(2 * Size * Size).Fill(1);
        return new MouthState(landmarks, lips, pose, area, normals, Size);
    }

    /// <summary>A skin-coloured picture with dark red lips and, where the mouth is open, a light bar of teeth.</summary>
    public static byte[] Picture(float x, float y, float opening)
    {
        var pixels = new byte[3 * Size * Size];
        for (var v = 0; v < Size; v++)
            for (var u = 0; u < Size; u++)
            {
                var (dx, dy) = (u + 0.5f - x, v + 0.5f - y);
                var outer = dx * dx / 121 + dy * dy / Math.Pow(4 + opening / 2, 2);
                var inner = dx * dx / 64 + dy * dy / Math.Pow(Math.Max(opening / 2, 0.3), 2);
                var (r, g, b) = inner < 1 ? (dy < 0 ? (230, 225, 215) : (60, 20, 20)) : outer < 1 ? (170, 80, 80) : (200 + u % 3, 160, 140);
                var n = 3 * (v * Size + u);
                (pixels[n], pixels[n + 1], pixels[n + 2]) = ((byte)r, (byte)g, (byte)b);
            }
        return pixels;
    }

    public static MouthArea Area(float x, float y) => MouthArea.FromBoxes((int)x - 15, (int)y - 15, 30, (int)x - 20, (int)y - 20, 40);

    /// <summary>A clip in which the mouth opens and closes once a period (in frames) while the head drifts sideways and back.</summary>
    public static FrameBank Bank(int count, Func<int, bool>? silent = null, Func<int, float>? shift = null, float period = 12)
    {
        var frames = new BankFrame[count];
        for (var t = 0; t < count; t++)
        {
            var opening = 4f - 4f * MathF.Cos(2 * MathF.PI * t / period);
            var x = 48f + (shift?.Invoke(t) ?? 2f * MathF.Sin(2 * MathF.PI * t / 50f));
            frames[t] = new BankFrame(Picture(x, 56, opening), State(x, 56, opening, Area(48, 56)), silent?.Invoke(t) ?? false);
        }
        return new FrameBank(Size, frames);
    }

    private static void Place(Vector3[] points, int index, float x, float y) => points[index] = new Vector3(x, y, 0);

    private static void Ring(Vector3[] points, ReadOnlySpan<int> ring, float x, float y, float radiusX, float radiusY)
    {
        for (var i = 0; i < ring.Length; i++)
        {
            // Both rings begin at the left corner and run along the lower lip first.
            var angle = MathF.PI + i * 2 * MathF.PI / ring.Length;
            Place(points, ring[i], x + radiusX * MathF.Cos(angle), y - radiusY * MathF.Sin(angle));
        }
    }
}
