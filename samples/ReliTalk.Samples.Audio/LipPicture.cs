using System.Numerics;
using ReliTalk.Audio.LipMesh;
using ReliTalk.Media;

namespace ReliTalk.Samples.Audio;

/// <summary>Lips seen from the front and from the side.</summary>
internal static class LipPicture
{
    private static readonly Vector3 Skin = new(0.93f, 0.82f, 0.75f);
    private static readonly Vector3 Lip = new(0.72f, 0.33f, 0.33f);
    private static readonly Vector3 Mouth = new(0.2f, 0.06f, 0.08f);
    private static readonly Vector3 Edge = new(0.5f, 0.2f, 0.22f);

    /// <summary>A 640x360 picture.</summary>
    internal static Frame Draw(ReadOnlySpan<Vector3> vertices)
    {
        var canvas = new Canvas(640, 360, Skin);
        var outer = Project(vertices[..LipTemplate.RingSize], v => new Vector2(220 + 70 * v.X, 150 - 70 * v.Y));
        var inner = Project(vertices[LipTemplate.RingSize..], v => new Vector2(220 + 70 * v.X, 150 - 70 * v.Y));
        canvas.Polygon(outer, Lip);
        canvas.Polygon(inner, Mouth);
        Ring(canvas, outer);
        Ring(canvas, inner);
        var side = Project(vertices, v => new Vector2(450 + 60 * v.Z, 150 - 70 * v.Y));
        Ring(canvas, side[..LipTemplate.RingSize]);
        Ring(canvas, side[LipTemplate.RingSize..]);
        canvas.Text(196, 330, "FRONT", Edge);
        canvas.Text(500, 330, "SIDE", Edge);
        return canvas.ToFrame();
    }

    private static Vector2[] Project(ReadOnlySpan<Vector3> vertices, Func<Vector3, Vector2> project)
    {
        var points = new Vector2[vertices.Length];
        for (var i = 0; i < points.Length; i++) points[i] = project(vertices[i]);
        return points;
    }

    private static void Ring(Canvas canvas, Vector2[] points)
    {
        canvas.Curve(points, 2, Edge);
        canvas.Line(points[^1], points[0], 2, Edge);
    }
}
