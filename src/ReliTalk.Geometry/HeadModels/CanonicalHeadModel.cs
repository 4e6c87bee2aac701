using System.Numerics;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// The default head: MediaPipe's canonical face (centimetres) with two iris groups, extended by skull, ears and neck. It has no identity
/// or expression modes of its own; a fit learns both from the subject's landmarks. Vertices 0..477 are the tracked landmarks.
/// </summary>
public sealed class CanonicalHeadModel : IHeadModel
{
    /// <summary>The <see cref="Name"/> of this head.</summary>
    public const string ModelName = "canonical";

    private readonly Vector3[] _vertices;
    private readonly int[] _triangles;
    private readonly HeadPart[] _parts;
    private readonly Vector2[] _uv;
    private readonly float[] _jawWeights;
    private readonly HeadLandmark[] _landmarks;

    private CanonicalHeadModel(CanonicalFaceMesh face)
    {
        Face = face;
        var points = WithIrises(face.Vertices);
        Extension = Extend(points);
        _vertices = [.. points, .. Extension.Vertices];
        _triangles = [.. face.Triangles, .. Extension.Triangles];
        _parts = [.. FaceParts(face.Triangles), .. Extension.Parts];
        _uv = [.. face.Uv, .. Enumerable.Repeat(new Vector2(0.5f), _vertices.Length - face.Uv.Count)];
        _landmarks = [.. Enumerable.Range(0, FaceLandmarks.Count).Select(i => new HeadLandmark(SurfacePoint.AtVertex(i), SurfacePoint.AtVertex(i), false))];
        _jawWeights = WholeJawWeights(JawWeightsOf(points, face.Triangles), Extension);
    }

    /// <inheritdoc/>
    public string Name => ModelName;

    /// <inheritdoc/>
    public int VertexCount => _vertices.Length;

    /// <inheritdoc/>
    public int ShapeCount => 0;

    /// <inheritdoc/>
    public int ExpressionCount => 0;

    /// <inheritdoc/>
    public IReadOnlyList<int> Triangles => _triangles;

    /// <inheritdoc/>
    public IReadOnlyList<HeadPart> TriangleParts => _parts;

    /// <inheritdoc/>
    public IReadOnlyList<Vector2> Uv => _uv;

    /// <inheritdoc/>
    public IReadOnlyList<HeadLandmark> Landmarks => _landmarks;

    /// <inheritdoc/>
    public (float Low, float High) ExpressionRange => (0, 0);

    /// <inheritdoc/>
    public int JawOpenMode => -1;

    /// <inheritdoc/>
    public float JawOpenAngle => 0;

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Vector3>> JawCorrectives => [];

    /// <inheritdoc/>
    public IReadOnlyList<float> JawWeights => _jawWeights;

    /// <inheritdoc/>
    /// <remarks>Middle of the line between the jaw joints, just in front of the ears.</remarks>
    public Vector3 JawPivot => new(0, 0, -3);

    /// <summary>The face part as its file gives it, with the weights that a pose is solved with.</summary>
    public CanonicalFaceMesh Face { get; }

    internal HeadExtension Extension { get; }

    /// <summary>Loads the canonical face from the model folder.</summary>
    /// <exception cref="WeightsFileException">The file is damaged.</exception>
    /// <exception cref="BackendMissingException">The file is missing; the message says how to fetch it.</exception>
    public static CanonicalHeadModel Load(ModelStore models)
    {
        ArgumentNullException.ThrowIfNull(models);
        return new CanonicalHeadModel(CanonicalFaceMesh.Load(models.Find("geometry_pipeline_metadata_landmarks.binarypb")));
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<float> shape, ReadOnlySpan<float> expression, Vector3 jaw, Span<Vector3> vertices)
    {
        _vertices.CopyTo(vertices);
        JawSkinning.Pose(vertices[.._vertices.Length], _jawWeights, JawPivot, jaw);
    }

    /// <summary>Skull, ears and neck for a subject's own face (478 points).</summary>
    internal HeadExtension Extend(IReadOnlyList<Vector3> face) => new(face, Face.Triangles, FaceLandmarks.Count);

    /// <summary>Spreads motion of the 478 landmarks over the whole head: the extension takes over its outline vertex's share.</summary>
    internal static Vector3[] Spread(ReadOnlySpan<Vector3> motion, HeadExtension extension)
    {
        var result = new Vector3[motion.Length + extension.Vertices.Length];
        motion.CopyTo(result);
        for (var i = 0; i < extension.Vertices.Length; i++) result[motion.Length + i] = extension.MotionFollow[i] * motion[extension.Anchors[i]];
        return result;
    }

    /// <summary>The face's jaw weights with those of an extension, which fade with the distance from the outline.</summary>
    internal static float[] WholeJawWeights(ReadOnlySpan<float> face, HeadExtension extension)
    {
        var result = new float[face.Length + extension.Vertices.Length];
        face.CopyTo(result);
        for (var i = 0; i < extension.Vertices.Length; i++) result[face.Length + i] = face[extension.Anchors[i]] * extension.MotionFollow[i];
        return result;
    }

    internal ReadOnlySpan<Vector3> Template => _vertices;

    private static Vector3[] WithIrises(IReadOnlyList<Vector3> face)
    {
        var points = new Vector3[FaceLandmarks.Count];
        for (var i = 0; i < FaceLandmarks.MeshCount; i++) points[i] = face[i];
        Place(FaceLandmarks.LeftIris, FaceLandmarks.LeftEyeContour);
        Place(FaceLandmarks.RightIris, FaceLandmarks.RightEyeContour);
        return points;

        void Place(int first, ReadOnlySpan<int> contour)
        {
            const float irisRadius = 0.59f; // centimetres: half of the 11.7 mm visible iris
            var centre = Vector3.Zero;
            foreach (var index in contour) centre += face[index] / contour.Length;
            Span<Vector3> offsets = [default, new(irisRadius, 0, 0), new(0, irisRadius, 0), new(-irisRadius, 0, 0), new(0, -irisRadius, 0)];
            for (var i = 0; i < 5; i++) points[first + i] = centre + offsets[i];
        }
    }

    private static IEnumerable<HeadPart> FaceParts(IReadOnlyList<int> triangles)
    {
        var inner = FaceLandmarks.LipInner.ToArray().ToHashSet();
        var lips = FaceLandmarks.Lips.ToArray().ToHashSet();
        var left = FaceLandmarks.LeftEyeContour.ToArray().ToHashSet();
        var right = FaceLandmarks.RightEyeContour.ToArray().ToHashSet();
        for (var t = 0; t + 2 < triangles.Count; t += 3)
        {
            int[] corners = [triangles[t], triangles[t + 1], triangles[t + 2]];
            yield return corners.All(inner.Contains) ? HeadPart.MouthInterior
                : corners.All(lips.Contains) ? HeadPart.Lips
                : corners.All(left.Contains) || corners.All(right.Contains) ? HeadPart.Eyes
                : HeadPart.Face;
        }
    }

    /// <summary>
    /// The jaw moves what lies below the plane through its joints and the mouth's line. Upper and lower lip are told apart by index, and
    /// the weights are evened out along the surface but not across the mouth's opening.
    /// </summary>
    private static float[] JawWeightsOf(Vector3[] points, IReadOnlyList<int> triangles)
    {
        var weights = new float[points.Length];
        var pivot = new Vector2(0, -3);
        var mouth = new Vector2((points[FaceLandmarks.UpperLipInner].Y + points[FaceLandmarks.LowerLipInner].Y) / 2, points[FaceLandmarks.LowerLipInner].Z);
        var line = Vector2.Normalize(mouth - pivot);
        for (var i = 0; i < FaceLandmarks.MeshCount; i++)
        {
            var arm = new Vector2(points[i].Y, points[i].Z) - pivot;
            var below = -(arm.X * line.Y - arm.Y * line.X);
            var share = Math.Clamp((below + 1.2f) / 3.2f, 0, 1);
            // Behind the cheeks the joint lets the skin slide: the jaw's hold fades towards the ear.
            var front = Math.Clamp((points[i].Z + 3.5f) / 4f, 0, 1);
            weights[i] = share * share * (3 - 2 * share) * front;
        }
        var fixedWeights = new Dictionary<int, float>();
        for (var ring = 0; ring < 4; ring++)
        {
            for (var i = 0; i < 20; i++)
            {
                // Each ring: 11 points of the lower row from corner to corner, then 9 of the upper row.
                var lower = i < 11;
                var across = lower ? 1 - Math.Abs(i - 5) / 5f : 1 - Math.Abs(i - 15) / 5f;
                var middle = MathF.Min(1, 2.2f * across);
                fixedWeights[FaceLandmarks.Lips[ring * 20 + i]] = 0.5f + (lower ? 0.5f : -0.5f) * middle;
            }
        }
        foreach (var (index, weight) in fixedWeights) weights[index] = weight;

        var inner = FaceLandmarks.LipInner.ToArray().ToHashSet();
        var neighbours = new HashSet<int>[points.Length];
        for (var i = 0; i < points.Length; i++) neighbours[i] = [];
        for (var t = 0; t + 2 < triangles.Count; t += 3)
        {
            int[] corners = [triangles[t], triangles[t + 1], triangles[t + 2]];
            if (corners.All(inner.Contains)) continue;
            for (var k = 0; k < 3; k++)
            {
                neighbours[corners[k]].Add(corners[(k + 1) % 3]);
                neighbours[corners[k]].Add(corners[(k + 2) % 3]);
            }
        }
        for (var round = 0; round < 4; round++)
        {
            var old = (float[])weights.Clone();
            for (var i = 0; i < FaceLandmarks.MeshCount; i++)
                if (!fixedWeights.ContainsKey(i))
                    weights[i] = 0.5f * old[i] + 0.5f * neighbours[i].Average(other => old[other]);
        }
        return weights;
    }
}
