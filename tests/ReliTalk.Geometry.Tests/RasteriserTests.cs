using System.Numerics;
using ReliTalk.Geometry.Rasterisation;

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
}
