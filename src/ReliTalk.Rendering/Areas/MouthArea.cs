using System.Numerics;

namespace ReliTalk.Rendering.Areas;

/// <summary>
/// Where the mouth is redrawn in one source frame: the paper's driven area M, the hole M^d around it that F_blend fills, and the
/// integer-aligned crop that the networks see, so that nothing is resampled on the way in or out. All boxes are squares in pixels of
/// the work picture (x right, y down, a box covers the pixels X to X + side - 1). The crop may reach beyond the picture: pixels
/// outside are read as the nearest edge pixel and never written.
/// </summary>
/// <param name="CropX">Left column of the crop.</param>
/// <param name="CropY">Top row of the crop.</param>
/// <param name="CropSize">Side of the crop, a multiple of 16.</param>
/// <param name="DrivenX">Left column of M.</param>
/// <param name="DrivenY">Top row of M.</param>
/// <param name="DrivenSide">Side of M: 80 at a 256 picture and the paper's face scale.</param>
/// <param name="HoleX">Left column of M^d.</param>
/// <param name="HoleY">Top row of M^d.</param>
/// <param name="HoleSide">Side of M^d: 120 at a 256 picture and the paper's face scale.</param>
public readonly record struct MouthArea(
    int CropX, int CropY, int CropSize,
    int DrivenX, int DrivenY, int DrivenSide,
    int HoleX, int HoleY, int HoleSide)
{
    /// <summary>
    /// The area around given boxes, for instance those of a tracker. The crop is the hole plus at least 4 pixels, rounded up to a multiple of 16, about the hole's centre.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 8 pixels, or the hole is smaller than the driven area.</exception>
    public static MouthArea FromBoxes(int drivenX, int drivenY, int drivenSide, int holeX, int holeY, int holeSide)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(drivenSide, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(holeSide, drivenSide);
        var crop = (holeSide + 8 + 15) / 16 * 16;
        return new MouthArea(
            holeX - (crop - holeSide) / 2, holeY - (crop - holeSide) / 2, crop,
            drivenX, drivenY, drivenSide, holeX, holeY, holeSide);
    }

    /// <summary>
    /// One area a frame from tracked landmarks, with one size for the whole clip and a path smoothed in time (zero-phase Gaussian) so that the box follows the head and not the lips.
    /// </summary>
    /// <param name="landmarks">478 points a frame, pixels of the work picture.</param>
    /// <param name="size">Side of the work picture in pixels.</param>
    /// <param name="options">Scale and smoothing, or null for the defaults.</param>
    /// <exception cref="ArgumentException">No frame, or a frame without 478 points.</exception>
    public static IReadOnlyList<MouthArea> Follow(IReadOnlyList<IReadOnlyList<Vector3>> landmarks, int size, MouthAreaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(landmarks);
        options ??= new MouthAreaOptions();
        if (landmarks.Count == 0) throw new ArgumentException("At least one frame of landmarks is needed.", nameof(landmarks));
        var centres = new Vector2[landmarks.Count];
        var scales = new float[landmarks.Count];
        for (var t = 0; t < landmarks.Count; t++)
        {
            var points = landmarks[t];
            if (points.Count < FaceMesh.PointCount)
                throw new ArgumentException($"Frame {t} has {points.Count} landmarks; {FaceMesh.PointCount} are needed.", nameof(landmarks));
            centres[t] = FaceMesh.MouthAnchor(points);
            scales[t] = FaceMesh.FaceScale(points);
        }
        var faceScale = Median(scales);
        var factor = options.ScaleToFace ? faceScale / (FaceMesh.PaperFaceScale * size) : 1f;
        var driven = EvenSide(options.DrivenShare * size * factor);
        var hole = Math.Max(EvenSide(options.HoleShare * size * factor), driven);
        var smooth = Smooth(centres, options.SmoothingFrames);
        var areas = new MouthArea[landmarks.Count];
        for (var t = 0; t < areas.Length; t++)
        {
            var x = (int)MathF.Round(smooth[t].X);
            var y = (int)MathF.Round(smooth[t].Y);
            areas[t] = FromBoxes(x - driven / 2, y - driven / 2, driven, x - hole / 2, y - hole / 2, hole);
        }
        return areas;
    }

    /// <summary>True where the two areas have the same box sizes and offsets, so that their masks agree.</summary>
    public bool SameLayoutAs(MouthArea other) =>
        CropSize == other.CropSize && DrivenSide == other.DrivenSide && HoleSide == other.HoleSide
        && DrivenX - CropX == other.DrivenX - other.CropX && DrivenY - CropY == other.DrivenY - other.CropY
        && HoleX - CropX == other.HoleX - other.CropX && HoleY - CropY == other.HoleY - other.CropY;

    private static int EvenSide(float side) => Math.Max(8, (int)MathF.Round(side / 2) * 2);

    private static float Median(float[] values)
    {
        var sorted = (float[])values.Clone();
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }

    private static Vector2[] Smooth(Vector2[] path, float sigma)
    {
        if (sigma <= 0) return path;
        var radius = (int)MathF.Ceiling(3 * sigma);
        var result = new Vector2[path.Length];
        for (var t = 0; t < path.Length; t++)
        {
            var sum = Vector2.Zero;
            var weights = 0f;
            for (var d = -radius; d <= radius; d++)
            {
                var weight = MathF.Exp(-0.5f * d * d / (sigma * sigma));
                sum += weight * path[Math.Clamp(t + d, 0, path.Length - 1)];
                weights += weight;
            }
            result[t] = sum / weights;
        }
        return result;
    }
}
