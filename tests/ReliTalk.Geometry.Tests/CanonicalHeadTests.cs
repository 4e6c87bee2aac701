using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Rasterisation;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;

namespace ReliTalk.Geometry.Tests;

public sealed class CanonicalHeadTests
{
    private static readonly CanonicalHeadModel Model = CanonicalHeadModel.Load(new ModelStore());

    [Fact]
    public void The_canonical_face_has_the_published_counts_and_is_symmetric()
    {
        Assert.Equal(468, Model.Face.Vertices.Count);
        Assert.Equal(898 * 3, Model.Face.Triangles.Count);
        Assert.Equal(33, Model.Face.PoseWeights.Count(weight => weight > 0));
        Assert.Equal(Model.Face.Vertices[33].X, -Model.Face.Vertices[263].X, 1e-4f);
        Assert.Equal(-0.463170f, Model.Face.Vertices[FaceLandmarks.NoseTip].Y, 1e-5f);
    }

    [Fact]
    public void A_truncated_canonical_face_is_refused_with_a_message()
    {
        var path = Path.Combine(Path.GetTempPath(), $"relitalk-{Guid.NewGuid():N}.binarypb");
        File.WriteAllBytes(path, File.ReadAllBytes(new ModelStore().Find("geometry_pipeline_metadata_landmarks.binarypb"))[..9000]);
        try
        {
            var error = Assert.Throws<WeightsFileException>(() => CanonicalFaceMesh.Load(path));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_head_is_closed()
    {
        var edges = new Dictionary<(int, int), int>();
        for (var t = 0; t < Model.Triangles.Count; t += 3)
        {
            for (var k = 0; k < 3; k++)
            {
                var edge = (Model.Triangles[t + k], Model.Triangles[t + (k + 1) % 3]);
                edges[edge] = edges.GetValueOrDefault(edge) + 1;
            }
        }
        // Closed and consistently turned: every directed edge occurs once, and so does its reverse.
        Assert.All(edges, edge => Assert.Equal(1, edge.Value));
        Assert.All(edges.Keys, edge => Assert.True(edges.ContainsKey((edge.Item2, edge.Item1))));
    }

    [Fact]
    public void Normals_of_the_extension_point_away_from_the_head()
    {
        var vertices = new Vector3[Model.VertexCount];
        Model.Evaluate([], [], Vector3.Zero, vertices);
        var normals = new Vector3[vertices.Length];
        VertexNormals.Compute(vertices, [.. Model.Triangles], normals);
        var outward = 0;
        for (var i = FaceLandmarks.Count; i < vertices.Length; i++)
        {
            // The axis of skull and neck.
            var axis = new Vector3(0, Math.Min(vertices[i].Y, 4), -4.5f);
            if (Vector3.Dot(normals[i], vertices[i] - axis) > 0) outward++;
        }
        var share = outward / (double)(vertices.Length - FaceLandmarks.Count);
        Assert.True(share > 0.97, $"{share:P1} of the vertices have an outward normal");
    }

    [Fact]
    public void A_positive_jaw_angle_lowers_the_chin_and_leaves_the_forehead()
    {
        var closed = new Vector3[Model.VertexCount];
        var open = new Vector3[Model.VertexCount];
        Model.Evaluate([], [], Vector3.Zero, closed);
        Model.Evaluate([], [], new Vector3(0.2f, 0, 0), open);
        var chin = open[FaceLandmarks.Chin] - closed[FaceLandmarks.Chin];
        // A point at distance d from the hinge, seen from the side, moves by 2 d sin(angle / 2).
        var arm = closed[FaceLandmarks.Chin] - Model.JawPivot;
        Assert.Equal(2 * arm.Length() * MathF.Sin(0.1f), chin.Length(), 0.02f);
        Assert.True(chin.Y < -0.5f);
        Assert.Equal(closed[FaceLandmarks.ForeheadTop], open[FaceLandmarks.ForeheadTop]);
        Assert.True(closed[FaceLandmarks.LowerLipInner].Y - open[FaceLandmarks.LowerLipInner].Y > 0.8f);
        Assert.True(Math.Abs(closed[FaceLandmarks.UpperLipInner].Y - open[FaceLandmarks.UpperLipInner].Y) < 0.05f);
    }

    [Fact]
    public void Skinning_and_its_inverse_cancel()
    {
        var random = new Random(5);
        Vector3[] points = [.. Enumerable.Range(0, 50).Select(_ => new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle()) * 9)];
        var weights = points.Select(_ => random.NextSingle()).ToArray();
        var moved = (Vector3[])points.Clone();
        JawSkinning.Pose(moved, weights, new Vector3(0, 0, -3), new Vector3(0.4f, 0.1f, -0.05f));
        JawSkinning.Unpose(moved, weights, new Vector3(0, 0, -3), new Vector3(0.4f, 0.1f, -0.05f));
        for (var i = 0; i < points.Length; i++) Assert.True(Vector3.Distance(points[i], moved[i]) < 1e-4f);
    }
}
