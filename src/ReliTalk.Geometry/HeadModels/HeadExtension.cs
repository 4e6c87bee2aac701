using System.Numerics;
using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// What the canonical face lacks: skull, ears and neck as rings that grow out of the face's outline and close at the back of the head.
/// Each ring point lies on a plain head shape (ellipsoids and a capsule, sizes of an average adult in centimetres), pulled onto the
/// outline where it begins.
/// </summary>
internal sealed class HeadExtension
{
    public const int Rings = 20;

    // How far, in centimetres along the surface, the outline's own shape and its motion reach into the extension.
    private const float ShapeReach = 9f;
    private const float MotionReach = 4f;
    private const float SteepestSlope = 0.7f;
    private const int FineSteps = 240;
    private const int SmoothingRounds = 6;

    private static readonly Vector3 Centre = new(0, 2, -4);
    private static readonly Vector3 BackPole = Vector3.Normalize(new Vector3(0, -0.1f, -1));

    /// <summary>Grows the extension.</summary>
    /// <param name="face">The face's points; the outline and its inner neighbours are used.</param>
    /// <param name="faceTriangles">The face's triangles.</param>
    /// <param name="firstVertex">Index that the extension's first vertex will have.</param>
    public HeadExtension(IReadOnlyList<Vector3> face, IReadOnlyList<int> faceTriangles, int firstVertex)
    {
        var loop = FaceLandmarks.FaceOval.ToArray();
        var count = loop.Length;
        Vertices = new Vector3[count * Rings + 1];
        MotionFollow = new float[Vertices.Length];
        Anchors = new int[Vertices.Length];
        var inner = InnerNeighbours(face, faceTriangles, loop);
        var slopes = new float[count];
        for (var i = 0; i < count; i++) slopes[i] = FaceSlope(face[loop[i]], inner[i]);
        for (var i = 0; i < count; i++)
        {
            var around = (slopes[(i + count - 1) % count] + 2 * slopes[i] + slopes[(i + 1) % count]) / 4;
            GrowSpoke(face[loop[i]], around, loop[i], i);
        }
        Vertices[^1] = Centre + BackPole * Radius(BackPole);
        Anchors[^1] = loop[0];
        Triangles = Connect(loop, firstVertex);
        Smooth(face, loop);
        Parts = [.. Enumerable.Range(0, Triangles.Length / 3).Select(t => PartOf(t, face, firstVertex))];
    }

    /// <summary>Ring r of spoke i is at r * 36 + i; the last vertex is the pole.</summary>
    public Vector3[] Vertices { get; }

    /// <summary>The outline vertex that each vertex hangs on.</summary>
    public int[] Anchors { get; }

    /// <summary>How much of the outline's motion each vertex takes over, 0..1.</summary>
    public float[] MotionFollow { get; }

    public int[] Triangles { get; }

    public HeadPart[] Parts { get; }

    /// <summary>Mean of the vertices that each outline vertex shares an edge with, the outline itself left out.</summary>
    private static Vector3[] InnerNeighbours(IReadOnlyList<Vector3> face, IReadOnlyList<int> triangles, int[] loop)
    {
        var place = new Dictionary<int, int>();
        for (var i = 0; i < loop.Length; i++) place[loop[i]] = i;
        var neighbours = new HashSet<int>[loop.Length];
        for (var i = 0; i < loop.Length; i++) neighbours[i] = [];
        for (var t = 0; t < triangles.Count; t++)
        {
            if (!place.TryGetValue(triangles[t], out var i)) continue;
            for (var k = t / 3 * 3; k < t / 3 * 3 + 3; k++)
                if (!place.ContainsKey(triangles[k])) neighbours[i].Add(triangles[k]);
        }
        return [.. neighbours.Select((set, i) => set.Count == 0
            ? Vector3.Lerp(face[loop[i]], Centre, 0.01f)
            : set.Aggregate(Vector3.Zero, (sum, v) => sum + face[v]) / set.Count)];
    }

    /// <summary>Change of the distance from the centre along the surface, where the face runs out over its outline.</summary>
    private static float FaceSlope(Vector3 outline, Vector3 inner)
    {
        var rise = (outline - Centre).Length() - (inner - Centre).Length();
        return Math.Clamp(rise / Math.Max(0.2f, Vector3.Distance(outline, inner)), -SteepestSlope, SteepestSlope);
    }

    private void GrowSpoke(Vector3 start, float faceSlope, int anchor, int spoke)
    {
        var direction = Vector3.Normalize(start - Centre);
        var excess = (start - Centre).Length() - Radius(direction);
        var ahead = Slerp(direction, BackPole, 1f / 60);
        var headSlope = (Radius(ahead) - Radius(direction)) / Vector3.Distance(ahead * Radius(ahead), direction * Radius(direction));
        var turn = Math.Clamp(faceSlope - headSlope, -SteepestSlope, SteepestSlope);
        var path = new Vector3[FineSteps + 1];
        var length = new float[FineSteps + 1];
        for (var s = 0; s <= FineSteps; s++)
        {
            var toward = Slerp(direction, BackPole, s / (float)FineSteps);
            // Where the extension begins it goes on as the face ends, in place and slope.
            var gone = s == 0 ? 0 : length[s - 1];
            path[s] = Centre + toward * (Radius(toward) + (excess + turn * gone) * Fade(gone, ShapeReach));
            if (s > 0) length[s] = length[s - 1] + Vector3.Distance(path[s], path[s - 1]);
        }
        var at = 0;
        for (var ring = 0; ring < Rings; ring++)
        {
            var share = (ring + 1f) / (Rings + 1f);
            // Rings are denser near the outline, where they are seen.
            var goal = length[FineSteps] * share * (0.45f + 0.55f * share);
            while (at + 1 < FineSteps && length[at + 1] < goal) at++;
            var inside = (goal - length[at]) / Math.Max(1e-6f, length[at + 1] - length[at]);
            var index = ring * FaceLandmarks.FaceOval.Length + spoke;
            Vertices[index] = Vector3.Lerp(path[at], path[at + 1], inside);
            MotionFollow[index] = Fade(goal, MotionReach);
            Anchors[index] = anchor;
        }
    }

    private int[] Connect(int[] loop, int firstVertex)
    {
        var count = loop.Length;
        var triangles = new List<int>();
        int At(int ring, int spoke) => ring < 0 ? loop[spoke % count] : firstVertex + ring * count + spoke % count;
        for (var ring = -1; ring < Rings - 1; ring++)
        {
            for (var i = 0; i < count; i++)
            {
                // The loop runs clockwise as the viewer sees it; outwards is away from the face.
                triangles.AddRange([At(ring, i), At(ring, i + 1), At(ring + 1, i)]);
                triangles.AddRange([At(ring, i + 1), At(ring + 1, i + 1), At(ring + 1, i)]);
            }
        }
        for (var i = 0; i < count; i++) triangles.AddRange([At(Rings - 1, i), At(Rings - 1, i + 1), firstVertex + Vertices.Length - 1]);
        return [.. triangles];
    }

    private void Smooth(IReadOnlyList<Vector3> face, int[] loop)
    {
        var count = loop.Length;
        for (var round = 0; round < SmoothingRounds; round++)
        {
            var old = (Vector3[])Vertices.Clone();
            for (var ring = 0; ring < Rings - 1; ring++)
            {
                for (var i = 0; i < count; i++)
                {
                    var inner = ring == 0 ? face[loop[i]] : old[(ring - 1) * count + i];
                    var sides = (old[ring * count + (i + 1) % count] + old[ring * count + (i + count - 1) % count]) / 2;
                    var mean = (inner + old[(ring + 1) * count + i] + 2 * sides) / 4;
                    Vertices[ring * count + i] = Vector3.Lerp(old[ring * count + i], mean, 0.5f);
                }
            }
        }
    }

    private HeadPart PartOf(int triangle, IReadOnlyList<Vector3> face, int firstVertex)
    {
        var centre = Vector3.Zero;
        for (var k = 0; k < 3; k++)
        {
            var index = Triangles[3 * triangle + k];
            centre += (index < firstVertex ? face[index] : Vertices[index - firstVertex]) / 3;
        }
        // Below the ears' lobes, and in front of the nape, is neck.
        return centre.Y < -3.5f ? HeadPart.Neck : HeadPart.Skull;
    }

    private static float Fade(float distance, float reach)
    {
        var share = Math.Clamp(1 - distance / reach, 0, 1);
        return share * share * (3 - 2 * share);
    }

    private static Vector3 Slerp(Vector3 from, Vector3 to, float share)
    {
        var angle = MathF.Acos(Math.Clamp(Vector3.Dot(from, to), -1, 1));
        if (angle < 1e-4f) return from;
        return Vector3.Normalize((MathF.Sin((1 - share) * angle) * from + MathF.Sin(share * angle) * to) / MathF.Sin(angle));
    }

    /// <summary>Distance from the centre to the head's surface in a direction: a soft maximum over skull, ears, neck and jaw.</summary>
    private static float Radius(Vector3 direction)
    {
        const float softness = 0.35f;
        Span<float> reaches =
        [
            ToEllipsoid(direction, new Vector3(0, 4, -4), new Vector3(7.9f, 9.8f, 9.8f)),
            ToEllipsoid(direction, new Vector3(0, -3.2f, -0.5f), new Vector3(6.4f, 7f, 5.5f)),
            ToEllipsoid(direction, new Vector3(-7.6f, 0.6f, -4.6f), new Vector3(1.3f, 3.1f, 1.6f)),
            ToEllipsoid(direction, new Vector3(7.6f, 0.6f, -4.6f), new Vector3(1.3f, 3.1f, 1.6f)),
            ToEllipsoid(direction, new Vector3(0, -10, -5), new Vector3(5.7f, 14f, 5.7f)),
        ];
        var largest = 0f;
        foreach (var reach in reaches) largest = Math.Max(largest, reach);
        var sum = 0f;
        foreach (var reach in reaches) sum += MathF.Exp((reach - largest) / softness);
        return largest + softness * MathF.Log(sum) - softness * MathF.Log(1.2f);
    }

    private static float ToEllipsoid(Vector3 direction, Vector3 centre, Vector3 radii)
    {
        var origin = (Centre - centre) / radii;
        var step = direction / radii;
        var a = Vector3.Dot(step, step);
        var b = Vector3.Dot(origin, step);
        var c = Vector3.Dot(origin, origin) - 1;
        var discriminant = b * b - a * c;
        return discriminant <= 0 ? 0 : Math.Max(0, (-b + MathF.Sqrt(discriminant)) / a);
    }
}
