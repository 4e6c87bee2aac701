using System.Numerics;
using ReliTalk.Geometry.HeadModels;

namespace ReliTalk.Geometry.Tracking;

/// <summary>
/// Names for the 478 points of MediaPipe's attention mesh: which indices make up lips, eyes, brows, irises and the face oval.
/// Left and right are the picture's: "left" is the side with the smaller x of a face that looks at the camera.
/// Source of the indices: MediaPipe, tensors_to_face_landmarks_with_attention.pbtxt and its face-oval connections (Apache-2.0).
/// </summary>
public static class FaceLandmarks
{
    /// <summary>Points per face: 468 of the mesh, 5 for each iris.</summary>
    public const int Count = 478;

    /// <summary>Points that the canonical mesh has; the irises (468..477) are extra.</summary>
    public const int MeshCount = 468;

    /// <summary>Tip of the nose.</summary>
    public const int NoseTip = 4;

    /// <summary>Lowest point of the chin.</summary>
    public const int Chin = 152;

    /// <summary>Middle of the hair line side of the forehead.</summary>
    public const int ForeheadTop = 10;

    /// <summary>Middle of the upper lip's inner edge.</summary>
    public const int UpperLipInner = 13;

    /// <summary>Middle of the lower lip's inner edge.</summary>
    public const int LowerLipInner = 14;

    /// <summary>Outer corner of the left eye of the picture.</summary>
    public const int LeftEyeOuter = 33;

    /// <summary>Outer corner of the right eye of the picture.</summary>
    public const int RightEyeOuter = 263;

    /// <summary>Centre of the left iris of the picture; the next four are its right, top, left and bottom edge.</summary>
    public const int LeftIris = 468;

    /// <summary>Centre of the right iris of the picture; the next four are its right, top, left and bottom edge.</summary>
    public const int RightIris = 473;

    /// <summary>Points of the jaw line, the first of the iBUG mark-up's 68: they slide along the outline of a turning face.</summary>
    public const int JawLineCount = 17;

    private static readonly int[] LipValues =
    [
        // outer edge: lower row from corner to corner, then the upper row between the corners
        61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 185, 40, 39, 37, 0, 267, 269, 270, 409,
        // inner edge
        78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 191, 80, 81, 82, 13, 312, 311, 310, 415,
        // the ring next to the outer edge
        76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306, 184, 74, 73, 72, 11, 302, 303, 304, 408,
        // the ring next to the inner edge
        62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292, 183, 42, 41, 38, 12, 268, 271, 272, 407,
    ];

    private static readonly int[] LeftEyeValues =
    [
        33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173,
        130, 25, 110, 24, 23, 22, 26, 112, 243, 247, 30, 29, 27, 28, 56, 190,
        226, 31, 228, 229, 230, 231, 232, 233, 244, 113, 225, 224, 223, 222, 221, 189,
        35, 124, 46, 53, 52, 65,
        143, 111, 117, 118, 119, 120, 121, 128, 245, 156, 70, 63, 105, 66, 107, 55, 193,
    ];

    private static readonly int[] RightEyeValues =
    [
        263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398,
        359, 255, 339, 254, 253, 252, 256, 341, 463, 467, 260, 259, 257, 258, 286, 414,
        446, 261, 448, 449, 450, 451, 452, 453, 464, 342, 445, 444, 443, 442, 441, 413,
        265, 353, 276, 283, 282, 295,
        372, 340, 346, 347, 348, 349, 350, 357, 465, 383, 300, 293, 334, 296, 336, 285, 417,
    ];

    private static readonly int[] FaceOvalValues =
    [
        10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
        152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
    ];

    private static readonly int[] LipOuterValues =
        [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185];

    private static readonly int[] LipInnerValues =
        [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191];

    private static readonly int[] LeftEyeContourValues =
        [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246];

    private static readonly int[] RightEyeContourValues =
        [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466];

    private static readonly int[] LeftBrowValues = [46, 53, 52, 65, 55, 107, 66, 105, 63, 70];

    private static readonly int[] RightBrowValues = [276, 283, 282, 295, 285, 336, 296, 334, 293, 300];

    private static readonly int[] RigidValues =
    [
        10, 338, 297, 332, 109, 67, 103, 151, 337, 108, 9, 8, 168, 6, 197, 195, 5, 4, 1, 19, 48, 278, 129, 358,
        33, 133, 362, 263, 127, 356, 234, 454, 162, 389, 21, 251, 117, 346, 119, 348, 121, 350, 198, 420,
    ];

    // Two mesh points and the share of the second.
    private static readonly SurfacePoint[] Ibug68Values =
    [
        // jaw line
        At(127), At(234), At(93), At(58), At(172), At(136), At(149), At(148), At(152),
        At(377), At(378), At(365), At(397), At(288), At(323), At(454), At(356),
        // brows: evenly along the upper edge, from the tail to the middle of the head's end
        At(70), At(63, 105, 0.33f), At(105, 66, 0.39f), At(66, 107, 0.29f), At(107, 55, 0.5f),
        At(336, 285, 0.5f), At(296, 336, 0.29f), At(334, 296, 0.39f), At(293, 334, 0.33f), At(300),
        // bridge: evenly from between the eyes to the tip
        At(168, 6, 0.5f), At(197), At(195, 5, 0.6f), At(4),
        // base: evenly between the outer ends of the nostrils
        At(98, 97, 0.5f), At(97, 2, 0.5f), At(2), At(326, 2, 0.5f), At(327, 326, 0.5f),
        // lids: each arc in thirds
        At(33), At(160), At(158), At(133), At(153), At(144), At(362), At(385), At(387), At(263), At(373), At(380),
        // outer lip edge: corners, peaks and middles; the points between them divide the arcs evenly
        At(61), At(40, 39, 0.32f), At(37), At(0), At(267), At(270, 269, 0.32f),
        At(291), At(321, 405, 0.09f), At(405, 314, 0.56f), At(17), At(181, 84, 0.56f), At(91, 181, 0.09f),
        // inner lip edge: corners, middles and the points half-way
        At(78), At(80, 81, 0.63f), At(13), At(310, 311, 0.63f), At(308), At(318, 402, 0.68f), At(14), At(88, 178, 0.68f),
    ];

    private static SurfacePoint At(int point, int other = -1, float share = 0) => new(point, other < 0 ? point : other, point, 1 - share, share);

    /// <summary>The 80 lip points in the order of the network's lip output: outer edge, inner edge and the two rings between, 20 each.</summary>
    public static ReadOnlySpan<int> Lips => LipValues;

    /// <summary>The 71 points around the left eye of the picture, in the order of the network's output; the first 16 are the lid edge.</summary>
    public static ReadOnlySpan<int> LeftEye => LeftEyeValues;

    /// <summary>The 71 points around the right eye of the picture, in the order of the network's output; the first 16 are the lid edge.</summary>
    public static ReadOnlySpan<int> RightEye => RightEyeValues;

    /// <summary>The 36 points of the face's outline, a closed loop that starts at the top and runs over the picture's right side.</summary>
    public static ReadOnlySpan<int> FaceOval => FaceOvalValues;

    /// <summary>Outer lip edge as a closed loop of 20 points.</summary>
    public static ReadOnlySpan<int> LipOuter => LipOuterValues;

    /// <summary>Inner lip edge as a closed loop of 20 points: the border of the open mouth.</summary>
    public static ReadOnlySpan<int> LipInner => LipInnerValues;

    /// <summary>Lid edge of the left eye of the picture as a closed loop of 16 points.</summary>
    public static ReadOnlySpan<int> LeftEyeContour => LeftEyeContourValues;

    /// <summary>Lid edge of the right eye of the picture as a closed loop of 16 points.</summary>
    public static ReadOnlySpan<int> RightEyeContour => RightEyeContourValues;

    /// <summary>Left brow of the picture as a closed loop of 10 points.</summary>
    public static ReadOnlySpan<int> LeftBrow => LeftBrowValues;

    /// <summary>Right brow of the picture as a closed loop of 10 points.</summary>
    public static ReadOnlySpan<int> RightBrow => RightBrowValues;

    /// <summary>Points that hardly move with speech: forehead, nose, eye corners, temples and upper cheeks. The rigid motion is taken from them.</summary>
    public static ReadOnlySpan<int> Rigid => RigidValues;

    /// <summary>
    /// Where the 68 points of the iBUG mark-up (C. Sagonas et al., "300 Faces In-The-Wild Challenge", 2013) lie on the mesh, in its order: jaw
    /// 17, brows 10, nose 9, eyes 12, outer mouth 12, inner mouth 8. The mark-up divides each feature's curve evenly between its ends; most of
    /// its points therefore fall between two mesh points (shares by arc length on the canonical face). The jaw line slides along the outline.
    /// </summary>
    public static IReadOnlyList<SurfacePoint> Ibug68 => Ibug68Values;

    /// <summary>The 68 points of the iBUG mark-up of a tracked face.</summary>
    /// <param name="landmarks">At least the 468 points of the mesh.</param>
    public static Vector3[] ToIbug68(ReadOnlySpan<Vector3> landmarks)
    {
        var points = new Vector3[Ibug68Values.Length];
        for (var i = 0; i < points.Length; i++) points[i] = Ibug68Values[i].Of(landmarks);
        return points;
    }
}
