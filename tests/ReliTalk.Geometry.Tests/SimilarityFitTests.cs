using System.Numerics;
using ReliTalk.Geometry.HeadModels;

namespace ReliTalk.Geometry.Tests;

public sealed class SimilarityFitTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.7f, -0.2f, 0.1f)]
    [InlineData(-2.9f, 0.9f, 1.4f)]
    public void A_known_motion_is_found_again(float yaw, float pitch, float roll)
    {
        var rotation = Quaternion.CreateFromYawPitchRoll(yaw, pitch, roll);
        var random = new Random(3);
        Vector3[] source = [.. Enumerable.Range(0, 20).Select(_ => new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle()) * 10)];
        Vector3[] target = [.. source.Select(p => 3.5f * Vector3.Transform(p, rotation) + new Vector3(4, -7, 2))];
        var weights = Enumerable.Range(0, 20).Select(i => 0.1f + i).ToArray();

        var fit = SimilarityFit.Solve(source, target, weights);

        Assert.Equal(1, MathF.Abs(Quaternion.Dot(fit.Rotation, rotation)), 1e-5f);
        Assert.Equal(3.5f, fit.Scale, 1e-4f);
        Assert.True(Vector3.Distance(new Vector3(4, -7, 2), fit.Translation) < 1e-3f);
    }

    [Fact]
    public void Points_without_weight_do_not_count()
    {
        Vector3[] source = [new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), new(5, 5, 5)];
        Vector3[] target = [new(1, 0, 0), new(2, 0, 0), new(1, 1, 0), new(1, 0, 1), new(-50, 0, 9)];
        var fit = SimilarityFit.Solve(source, target, [1, 1, 1, 1, 0]);
        Assert.Equal(1, fit.Scale, 1e-5f);
        Assert.True(Vector3.Distance(new Vector3(1, 0, 0), fit.Translation) < 1e-5f);
    }

    [Fact]
    public void A_mirrored_target_never_gives_a_reflection()
    {
        Vector3[] source = [new(1, 0, 0), new(0, 2, 0), new(0, 0, 3), new(-1, -1, 0), new(0.3f, 0.2f, -2)];
        Vector3[] target = [.. source.Select(p => new Vector3(-p.X, p.Y, p.Z))];
        var fit = SimilarityFit.Solve(source, target, [1, 1, 1, 1, 1]);
        var matrix = Matrix4x4.CreateFromQuaternion(fit.Rotation);
        Assert.Equal(1, matrix.GetDeterminant(), 1e-4f);
        Assert.True(fit.Scale > 0);
    }

    [Fact]
    public void Eigenvalues_of_a_known_matrix_are_found()
    {
        // [[2,1],[1,2]] has 1 and 3.
        var vectors = SymmetricEigen.Decompose(new double[,] { { 2, 1 }, { 1, 2 } }, out var values);
        Array.Sort(values);
        Assert.Equal([1, 3], values.Select(value => Math.Round(value, 10)));
        Assert.Equal(Math.Sqrt(0.5), Math.Abs(vectors[0, 0]), 1e-10);
    }

    [Fact]
    public void Angles_name_the_turns_that_made_the_rotation()
    {
        const float degree = MathF.PI / 180;
        var rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitY, 20 * degree) * Quaternion.CreateFromAxisAngle(Vector3.UnitX, -10 * degree)
                       * Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 5 * degree);
        var (yaw, pitch, roll) = new HeadPose(rotation, 1, default).Angles;
        Assert.Equal(20, yaw, 1e-3f);
        Assert.Equal(-10, pitch, 1e-3f);
        Assert.Equal(5, roll, 1e-3f);
        Assert.True(Vector3.Transform(Vector3.UnitZ, Quaternion.CreateFromAxisAngle(Vector3.UnitY, 0.1f)).X > 0);
    }

    [Fact]
    public void Projection_and_unposing_are_inverse_under_perspective()
    {
        var camera = new HeadCamera(768, new Vector2(128, 120));
        var pose = new HeadPose(Quaternion.CreateFromYawPitchRoll(0.4f, -0.2f, 0.1f), 8.5f, new Vector2(12, -7));
        var vertex = new Vector3(3, -4, 5);
        var screen = new Vector3[1];
        pose.Project([vertex], camera, screen);
        // By hand: the pinhole divides by the distance, which is the focal length at the head's depth.
        var moved = pose.ToCamera(vertex);
        Assert.Equal(128 + 768 * moved.X / (768 - moved.Z), screen[0].X, 1e-3f);
        Assert.Equal(120 - 768 * moved.Y / (768 - moved.Z), screen[0].Y, 1e-3f);
        var back = pose.Unpose(new Vector3(screen[0].X, screen[0].Y, -screen[0].Z), camera);
        Assert.True(Vector3.Distance(vertex, back) < 1e-4f, back.ToString());
    }
}
