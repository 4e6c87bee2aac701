using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Rasterisation;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Tests;

public sealed class RasteriserTests
{
    [Fact]
    public void Interpolated_normals_of_a_sphere_agree_with_its_equation()
    {
        const int size = 256;
        const float radius = 100;
        var (vertices, triangles) = SphereMesh.Create(40, 64);
        var normals = new Vector3[vertices.Length];
        VertexNormals.Compute(vertices, triangles, normals);
        var rasteriser = new Rasteriser(size, size);
        rasteriser.Draw([.. vertices.Select(v => new Vector3(128 + radius * v.X, 128 - radius * v.Y, radius * v.Z))], triangles, hideBackFaces: true);
        var planes = new float[3 * size * size];
        rasteriser.Interpolate(normals, triangles, planes, normalise: true);

        var worst = 0.0;
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var (u, v) = ((x + 0.5f - 128) / radius, -(y + 0.5f - 128) / radius);
                if (u * u + v * v > 0.9f) continue;
                var truth = new Vector3(u, v, MathF.Sqrt(1 - u * u - v * v));
                var at = y * size + x;
                var normal = new Vector3(planes[at], planes[size * size + at], planes[2 * size * size + at]);
                worst = Math.Max(worst, Math.Acos(Math.Clamp(Vector3.Dot(truth, normal), -1, 1)) * 180 / Math.PI);
                Assert.Equal(radius * truth.Z, rasteriser.Depth[at], 0.6f);
            }
        }
        Assert.True(worst < 0.6, $"worst angle {worst:F3} degrees");
    }

    [Fact]
    public void Nothing_is_drawn_beside_the_window_which_ends_with_the_picture()
    {
        Vector3[] corners = [new(-50, -50, 1), new(-50, 150, 1), new(150, -50, 1)];
        var rasteriser = new Rasteriser(32, 24) { Window = new(28, -5, 40, 10) };
        Assert.Equal(new System.Drawing.Rectangle(28, 0, 4, 5), rasteriser.Window);
        rasteriser.Draw(corners, [0, 1, 2]);
        for (var at = 0; at < 32 * 24; at++) Assert.Equal(at % 32 >= 28 && at / 32 < 5 ? 0 : -1, rasteriser.TriangleIds[at]);
    }

    [Fact]
    public void Barycentric_weights_reproduce_the_pixel_centre()
    {
        Vector3[] corners = [new(3.2f, 2.1f, 5), new(27.7f, 8.4f, 1), new(11.3f, 29.6f, 9)];
        var rasteriser = new Rasteriser(32, 32);
        rasteriser.Draw(corners, [0, 1, 2]);
        var covered = 0;
        for (var at = 0; at < 32 * 32; at++)
        {
            if (rasteriser.TriangleIds[at] < 0) continue;
            covered++;
            var (a, b) = (rasteriser.FirstWeights[at], rasteriser.SecondWeights[at]);
            var point = a * corners[0] + b * corners[1] + (1 - a - b) * corners[2];
            Assert.Equal(at % 32 + 0.5f, point.X, 1e-3f);
            Assert.Equal(at / 32 + 0.5f, point.Y, 1e-3f);
            Assert.Equal(rasteriser.Depth[at], point.Z, 1e-3f);
        }
        // Shoelace formula: the number of covered centres tends to the area.
        var area = Math.Abs((corners[1].X - corners[0].X) * (corners[2].Y - corners[0].Y) - (corners[1].Y - corners[0].Y) * (corners[2].X - corners[0].X)) / 2;
        Assert.InRange(covered, area * 0.97, area * 1.03);
    }

    [Fact]
    public void The_nearest_triangle_wins_whatever_the_order()
    {
        Vector3[] near = [new(0, 0, 2), new(0, 16, 2), new(16, 0, 2)];
        Vector3[] far = [new(0, 0, 1), new(0, 16, 1), new(16, 0, 1)];
        foreach (var nearFirst in new[] { true, false })
        {
            var rasteriser = new Rasteriser(16, 16);
            rasteriser.Draw([.. nearFirst ? near : far, .. nearFirst ? far : near], [0, 1, 2, 3, 4, 5]);
            Assert.Equal(nearFirst ? 0 : 1, rasteriser.TriangleIds[2 * 16 + 2]);
            Assert.Equal(2, rasteriser.Depth[2 * 16 + 2]);
        }
    }

    [Fact]
    public void Neighbouring_triangles_leave_no_gap_between_them()
    {
        Vector3[] square = [new(1.3f, 1.1f, 0), new(1.7f, 14.2f, 0), new(14.9f, 13.8f, 0), new(14.1f, 1.9f, 0)];
        var rasteriser = new Rasteriser(16, 16);
        rasteriser.Draw(square, [0, 1, 2, 0, 2, 3]);
        for (var y = 3; y < 13; y++)
            for (var x = 3; x < 13; x++)
                Assert.NotEqual(-1, rasteriser.TriangleIds[y * 16 + x]);
    }

    [Fact]
    public void Triangles_outside_the_picture_or_without_area_draw_nothing()
    {
        var rasteriser = new Rasteriser(8, 8);
        rasteriser.Draw([new(-9, -9, 0), new(-1, -9, 0), new(-9, -1, 0), new(1, 1, 0), new(5, 5, 0), new(float.NaN, 2, 0)], [0, 1, 2, 3, 4, 4, 3, 4, 5]);
        Assert.All(rasteriser.TriangleIds.ToArray(), id => Assert.Equal(-1, id));
    }

    [Fact]
    public void Parts_are_marked_where_they_are_nearest()
    {
        Vector3[] corners = [new(0, 0, 1), new(20, 0, 1), new(0, 20, 1), new(0, 0, 2), new(8, 0, 2), new(0, 8, 2)];
        var rasteriser = new Rasteriser(16, 16);
        rasteriser.Draw(corners, [0, 1, 2, 3, 4, 5]);
        HeadPart[] parts = [HeadPart.Face, HeadPart.Lips];
        float[] face = new float[256], lips = new float[256];
        rasteriser.Mask<HeadPart>(parts, HeadPart.Face, face);
        rasteriser.Mask<HeadPart>(parts, HeadPart.Lips, lips);
        Assert.Equal(1, lips[0]);
        Assert.Equal(0, face[0]);
        Assert.Equal(1, face[10]);
        Assert.Equal(0, lips[10]);
    }

    [Fact]
    public void A_batch_is_each_picture_alone_and_gradients_are_finite_differences()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var (vertices, triangles) = SphereMesh.Create(12, 16);
        var radius = new[] { 9f, 12f };
        var screen = stack([.. radius.Select(r => tensor(vertices.SelectMany(v => new[] { 16 + r * v.X, 16 - r * v.Y, r * v.Z }).ToArray(), [vertices.Length, 3]))], 0);
        using var drawn = new BatchRasteriser(32, 32).Draw(screen, triangles, hideBackFaces: true);
        var alone = new Rasteriser(32, 32);
        alone.Draw([.. vertices.Select(v => new Vector3(16 + 12 * v.X, 16 - 12 * v.Y, 12 * v.Z))], triangles, hideBackFaces: true);
        Assert.Equal([.. alone.TriangleIds.ToArray().Select(id => (long)id)], drawn.TriangleIds[1].contiguous().data<long>().ToArray());

        var values = randn(2, vertices.Length, 2).requires_grad_();
        var moving = screen.clone().requires_grad_();
        var weights = randn(2, 2, 32, 32);
        var same = (drawn.InterpolateAt(values, moving) - drawn.Interpolate(values)).abs().max().item<float>();
        Assert.True(same < 1e-3, $"{same}");
        (drawn.InterpolateAt(values, moving) * weights).sum().backward();
        // A vertex near the middle, so that its triangles are seen whole.
        var vertex = Enumerable.Range(0, vertices.Length).MaxBy(i => vertices[i].Z);
        Check(values, values.grad!, 0, 1, value => drawn.Interpolate(value));
        Check(moving, moving.grad!, 1, 0, value => drawn.InterpolateAt(values, value));
        Check(moving, moving.grad!, 0, 1, value => drawn.InterpolateAt(values, value));

        void Check(Tensor at, Tensor gradient, int picture, int channel, Func<Tensor, Tensor> draw)
        {
            using var noGradient = no_grad();
            const float step = 0.01f;
            var change = zeros(at.shape);
            change[picture][vertex].narrow(0, channel, 1).fill_(step);
            var difference = ((draw(at + change) - draw(at - change)) * weights).sum().item<float>() / (2 * step);
            var found = gradient[picture][vertex][channel].item<float>();
            Assert.True(Math.Abs(found - difference) < 0.02 * Math.Abs(difference) + 0.01, $"{found} {difference}");
        }
    }
}
