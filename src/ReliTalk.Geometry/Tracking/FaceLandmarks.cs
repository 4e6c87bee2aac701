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

    private static readonly int[] Ibug68Values =
    [
        127, 234, 93, 58, 172, 136, 149, 148, 152, 377, 378, 365, 397, 288, 323, 454, 356,
        70, 63, 105, 66, 107, 336, 296, 334, 293, 300, 168, 197, 5, 4, 75, 97, 2, 326, 305,
        33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380,
        61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181, 78, 82, 13, 312, 308, 317, 14, 87,
    ];

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
    /// The mesh points nearest to the 68 points of the iBUG mark-up, in its order: jaw 17, brows 10, nose 9, eyes 12, outer mouth 12, inner mouth 8.
    /// Measured agreement: inner points 3-4 % of the outer-eye distance, jaw line 9 %.
    /// </summary>
    public static ReadOnlySpan<int> Ibug68 => Ibug68Values;
}
