using System.Numerics;
using ReliTalk.Rendering.Areas;

namespace ReliTalk.Rendering;

/// <summary>
/// How the mouth looks in one frame, real or driven: where the landmarks fall, the lips without the head's motion, the head's pose, and the
/// rough normals N^ of the area. For a source frame all of it comes from its own expression and jaw; for a driven frame the expression and
/// jaw come from speech while pose and area are those of the bank frame that serves as background.
/// </summary>
public sealed class MouthState
{
    private readonly Vector2[] landmarks;
    private readonly float[] lipShape;
    private readonly sbyte[] normals;

    /// <summary>Creates a state. Everything is copied.</summary>
    /// <param name="landmarks">478 points in pixels of the work picture; z is not used.</param>
    /// <param name="lipShape">The lip points with the head's rotation, scale and translation removed, in the head model's units; as many in every frame.</param>
    /// <param name="pose">The head's pose in this frame.</param>
    /// <param name="area">The area of this frame, or of its bank frame.</param>
    /// <param name="normals">Unit normals, camera space, 0 outside the geometry: [3, size, size], plane by plane, over the whole work picture.</param>
    /// <param name="size">Side of the work picture in pixels.</param>
    /// <exception cref="ArgumentException">Wrong number of landmarks, lip points or normal values.</exception>
    public MouthState(IReadOnlyList<Vector3> landmarks, IReadOnlyList<Vector3> lipShape, HeadMotion pose, MouthArea area, ReadOnlySpan<float> normals, int size)
    {
        ArgumentNullException.ThrowIfNull(landmarks);
        ArgumentNullException.ThrowIfNull(lipShape);
        if (landmarks.Count < FaceMesh.PointCount)
            throw new ArgumentException($"{landmarks.Count} landmarks; {FaceMesh.PointCount} are needed.", nameof(landmarks));
        if (lipShape.Count == 0) throw new ArgumentException("At least one lip point is needed.", nameof(lipShape));
        if (normals.Length != 3 * size * size)
            throw new ArgumentException($"{normals.Length} normal values; 3 x {size} x {size} are needed.", nameof(normals));
        this.landmarks = new Vector2[FaceMesh.PointCount];
        for (var p = 0; p < this.landmarks.Length; p++) this.landmarks[p] = FaceMesh.Flat(landmarks[p]);
        this.lipShape = new float[3 * lipShape.Count];
        for (var p = 0; p < lipShape.Count; p++)
        {
            this.lipShape[3 * p] = lipShape[p].X;
            this.lipShape[3 * p + 1] = lipShape[p].Y;
            this.lipShape[3 * p + 2] = lipShape[p].Z;
        }
        Pose = pose;
        Area = area;
        this.normals = CropNormals(normals, size, area);
    }

    internal MouthState(Vector2[] landmarks, float[] lipShape, HeadMotion pose, MouthArea area)
    {
        this.landmarks = landmarks;
        this.lipShape = lipShape;
        Pose = pose;
        Area = area;
        normals = [];
    }

    private MouthState(MouthState other, Vector2[] landmarks)
    {
        this.landmarks = landmarks;
        lipShape = other.lipShape;
        normals = other.normals;
        Pose = other.Pose;
        Area = other.Area;
    }

    /// <summary>478 points in pixels of the work picture.</summary>
    public ReadOnlySpan<Vector2> Landmarks => landmarks;

    /// <summary>Un-posed lip points x, y, z, x, y, z ... in the head model's units.</summary>
    public ReadOnlySpan<float> LipShape => lipShape;

    /// <summary>The head's pose.</summary>
    public HeadMotion Pose { get; }

    /// <summary>The area in which the mouth is drawn.</summary>
    public MouthArea Area { get; }

    /// <summary>N^ over the crop, [3, CropSize, CropSize], each component times 127; empty for a bank mouth read back from a file.</summary>
    public ReadOnlySpan<sbyte> Normals => normals;

    /// <summary>The same state with its landmarks moved: for measuring how landmark errors travel.</summary>
    /// <param name="moved">478 points in pixels.</param>
    public MouthState WithLandmarks(IReadOnlyList<Vector2> moved)
    {
        ArgumentNullException.ThrowIfNull(moved);
        if (moved.Count != landmarks.Length) throw new ArgumentException($"{moved.Count} landmarks; {landmarks.Length} are needed.", nameof(moved));
        return new MouthState(this, [.. moved]);
    }

    internal IReadOnlyList<Vector2> LandmarkList => landmarks;

    private static sbyte[] CropNormals(ReadOnlySpan<float> normals, int size, MouthArea area)
    {
        var crop = area.CropSize;
        var result = new sbyte[3 * crop * crop];
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < crop; y++)
            {
                var sourceY = area.CropY + y;
                if (sourceY < 0 || sourceY >= size) continue;
                for (var x = 0; x < crop; x++)
                {
                    var sourceX = area.CropX + x;
                    if (sourceX < 0 || sourceX >= size) continue;
                    var value = normals[(c * size + sourceY) * size + sourceX];
                    result[(c * crop + y) * crop + x] = (sbyte)MathF.Round(Math.Clamp(value, -1f, 1f) * 127f);
                }
            }
        return result;
    }
}
