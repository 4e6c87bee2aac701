using System.Numerics;
using ReliTalk.Geometry.Rasterisation;
using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>Points spread over the parts of a fitted face that speech and blinks leave in place, with their normals, in head space.</summary>
internal sealed class StillTexels
{
    private const float Spacing = 0.3f; // head-space units, about centimetres: near three pixels of a 256-pixel portrait
    private const float Facing = 0.25f;

    private StillTexels(Vector3[] points, Vector3[] normals)
    {
        Points = points;
        Normals = normals;
    }

    public Vector3[] Points { get; }

    public Vector3[] Normals { get; }

    public int Count => Points.Length;

    /// <summary>Lays the points out over the triangles whose corners neither jaw, lips, lids nor brows move.</summary>
    public static StillTexels Of(HeadFit fit, CanonicalHeadModel model)
    {
        // The default head's surface knows its points' depths better than the landmarks do.
        var face = fit.ModelName == CanonicalHeadModel.ModelName ? fit.Vertices([], Vector3.Zero)[..FaceLandmarks.Count] : fit.UnposedLandmarks([], Vector3.Zero);
        var triangles = model.Face.Triangles;
        var normals = new Vector3[face.Length];
        VertexNormals.Compute(face, [.. triangles], normals);
        var moves = Moving(face, model.JawWeights);
        List<Vector3> points = [], directions = [];
        for (var t = 0; t + 2 < triangles.Count; t += 3)
        {
            int a = triangles[t], b = triangles[t + 1], c = triangles[t + 2];
            if (moves[a] || moves[b] || moves[c]) continue;
            var longest = MathF.Max(Vector3.Distance(face[a], face[b]), MathF.Max(Vector3.Distance(face[b], face[c]), Vector3.Distance(face[c], face[a])));
            var parts = Math.Max(1, (int)MathF.Round(longest / Spacing));
            // Centres of the small triangles that point like the large one: no point lies on an edge, none twice.
            for (var i = 0; i < parts; i++)
            {
                for (var j = 0; i + j < parts; j++)
                {
                    float u = (i + 1f / 3) / parts, v = (j + 1f / 3) / parts;
                    points.Add((1 - u - v) * face[a] + u * face[b] + v * face[c]);
                    directions.Add(Vector3.Normalize((1 - u - v) * normals[a] + u * normals[b] + v * normals[c]));
                }
            }
        }
        return new StillTexels([.. points], [.. directions]);
    }

    /// <summary>Brightness of every point under a pose; not a number where it is turned away or outside.</summary>
    public float[] Sample(LumaPlane plane, HeadPose pose, HeadCamera camera)
    {
        var screen = new Vector3[Points.Length];
        pose.Project(Points, camera, screen);
        var turn = Matrix4x4.CreateFromQuaternion(pose.Rotation);
        var values = new float[Points.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Vector3.TransformNormal(Normals[i], turn).Z < Facing ? float.NaN : plane.At(screen[i].X, screen[i].Y);
        return values;
    }

    private static bool[] Moving(Vector3[] face, IReadOnlyList<float> jawWeights)
    {
        var moves = new bool[FaceLandmarks.Count];
        for (var i = 0; i < moves.Length; i++) moves[i] = i >= FaceLandmarks.MeshCount || jawWeights[i] > 0.04f;
        // Rings of the lids; the arrays go on with brows and cheeks.
        foreach (var index in FaceLandmarks.LeftEye[..48]) moves[index] = true;
        foreach (var index in FaceLandmarks.RightEye[..48]) moves[index] = true;
        foreach (var index in FaceLandmarks.LeftBrow) moves[index] = true;
        foreach (var index in FaceLandmarks.RightBrow) moves[index] = true;
        // Below the nose's base the upper lip pulls.
        var mouthSide = face[2].Y;
        for (var i = 0; i < FaceLandmarks.MeshCount; i++) moves[i] |= face[i].Y < mouthSide;
        return moves;
    }
}
