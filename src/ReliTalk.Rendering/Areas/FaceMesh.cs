using System.Numerics;

namespace ReliTalk.Rendering.Areas;

/// <summary>The points of MediaPipe's 478-point face mesh that rendering uses, by index.</summary>
public static class FaceMesh
{
    /// <summary>Number of landmarks of a frame: 468 mesh points and 10 iris points.</summary>
    public const int PointCount = 478;

    /// <summary>
    /// Face scale (see <see cref="FaceScale"/>) over the picture's side in the paper's own data, measured on its public 450-pixel clip shown whole: there M is 80 of 256.
    /// </summary>
    public const float PaperFaceScale = 0.2824f;

    /// <summary>Outer border of the lips, a closed ring of 20 points.</summary>
    public static ReadOnlySpan<int> OuterLips =>
        [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185];

    /// <summary>Inner border of the lips, the rim of the mouth opening, a closed ring of 20 points.</summary>
    public static ReadOnlySpan<int> InnerLips =>
        [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191];

    /// <summary>Border of the face from the forehead down along both cheeks to the chin, a closed ring of 36 points.</summary>
    public static ReadOnlySpan<int> Oval =>
        [10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109];

    /// <summary>Points that speech moves little: nose bridge and tip, nostril sides, outer and inner eye corners, cheekbones.</summary>
    public static ReadOnlySpan<int> RigidPoints => [168, 6, 197, 195, 4, 1, 98, 327, 33, 133, 362, 263, 127, 356, 234, 454];

    /// <summary>Size of the face in pixels from points that the jaw does not move: the mean of the distance of the outer eye corners and twice the nose's length.</summary>
    public static float FaceScale(IReadOnlyList<Vector3> points)
    {
        var eyes = Distance(points, 33, 263);
        var nose = Distance(points, 168, 2);
        return 0.5f * (eyes + 2f * nose);
    }

    /// <summary>
    /// Centre for the mouth boxes in pixels, taken from points that speech hardly moves: the base of the nose, moved down the face's own axis by the neutral distance between nose and mouth.
    /// </summary>
    public static Vector2 MouthAnchor(IReadOnlyList<Vector3> points)
    {
        var bridge = Flat(points[168]);
        var noseBase = Flat(points[2]);
        return noseBase + (noseBase - bridge) * 0.55f;
    }

    /// <summary>Mean height of the mouth opening (three pairs of inner-lip points) in pixels: the aperture.</summary>
    public static float Aperture(ReadOnlySpan<Vector2> points) =>
        (Vector2.Distance(points[13], points[14]) + Vector2.Distance(points[82], points[87]) + Vector2.Distance(points[312], points[317])) / 3f;

    internal static Vector2 Flat(Vector3 point) => new(point.X, point.Y);

    private static float Distance(IReadOnlyList<Vector3> points, int a, int b) => Vector2.Distance(Flat(points[a]), Flat(points[b]));
}
