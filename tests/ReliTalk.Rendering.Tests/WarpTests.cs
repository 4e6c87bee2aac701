using System.Numerics;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Warping;

namespace ReliTalk.Rendering.Tests;

public sealed class WarpTests
{
    [Fact]
    public void A_field_carries_a_dense_cloud_of_points_by_a_shift_and_leaves_what_is_far_away_in_place()
    {
        var random = new Random(1);
        var target = Enumerable.Range(0, 400).Select(_ => new Vector2(20 + random.NextSingle() * 24, 20 + random.NextSingle() * 24)).ToArray();
        var shift = new Vector2(3.5f, -2f);
        var field = new WarpField(128, new DenseWarpOptions());
        var origin = new Vector2(10, 5);
        field.Fit(target, [.. target.Select(p => p + origin + shift)], 1, origin);
        Assert.True(Vector2.Distance(field.At(32, 32), new Vector2(32.5f, 32.5f) + origin + shift) < 0.1f);
        Assert.True(Vector2.Distance(field.At(120, 120), new Vector2(120.5f, 120.5f) + origin) < 0.01f);
    }

    [Fact]
    public void A_field_carries_landmarks_to_within_half_a_pixel_when_lips_open()
    {
        var closed = Faces.Landmarks(32, 32, 2).Select(FaceMesh.Flat).ToArray();
        var open = Faces.Landmarks(32, 32, 6).Select(FaceMesh.Flat).ToArray();
        var indices = FaceMesh.OuterLips.ToArray().Concat(FaceMesh.InnerLips.ToArray()).ToArray();
        var field = new WarpField(64, new DenseWarpOptions { NodeSpacing = 1 });
        field.Fit([.. indices.Select(i => open[i])], [.. indices.Select(i => closed[i])], 1);
        var errors = new List<float>();
        foreach (var i in indices)
        {
            var at = field.At((int)open[i].X, (int)open[i].Y);
            var within = open[i] - new Vector2((int)open[i].X + 0.5f, (int)open[i].Y + 0.5f);
            errors.Add(Vector2.Distance(at + within, closed[i]));
        }
        Assert.InRange(errors.Average(), 0, 0.5f);
    }

    [Fact]
    public void Warping_a_linear_ramp_by_a_shift_gives_the_shifted_ramp()
    {
        var size = Faces.Size;
        var pixels = new byte[3 * size * size];
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                pixels[3 * (y * size + x)] = (byte)(2 * x);
                pixels[3 * (y * size + x) + 1] = (byte)(2 * y);
            }
        var reference = Faces.Landmarks(48, 56, 3).Select(FaceMesh.Flat).ToArray();
        var target = reference.Select(p => p - new Vector2(2.25f, -1.5f)).ToArray();
        var area = Faces.Area(46, 57);
        var warp = new DenseWarp(Enumerable.Range(0, 468).ToArray(), size, area.CropSize);
        var planes = new float[3 * area.CropSize * area.CropSize];
        warp.Warp(pixels, reference, target, area, planes);
        for (var y = 12; y < area.CropSize - 12; y++)
            for (var x = 12; x < area.CropSize - 12; x++)
            {
                var n = y * area.CropSize + x;
                Assert.Equal(2 * (area.CropX + x + 2.25f) / 255f, planes[n], 0.015f);
                Assert.Equal(2 * (area.CropY + y - 1.5f) / 255f, planes[area.CropSize * area.CropSize + n], 0.015f);
            }
    }

    [Fact]
    public void Warping_a_frame_to_itself_gives_the_frame_even_at_the_edge_of_the_picture()
    {
        var size = Faces.Size;
        var pixels = Faces.Picture(86, 88, 5);
        var landmarks = Faces.Landmarks(86, 88, 5).Select(FaceMesh.Flat).ToArray();
        var area = Faces.Area(86, 88);
        var warp = new DenseWarp(Enumerable.Range(0, 468).ToArray(), size, area.CropSize);
        var planes = new float[3 * area.CropSize * area.CropSize];
        warp.Warp(pixels, landmarks, landmarks, area, planes);
        for (var y = 0; y < area.CropSize; y++)
            for (var x = 0; x < area.CropSize; x++)
            {
                var u = Math.Min(area.CropX + x, size - 1);
                var v = Math.Min(area.CropY + y, size - 1);
                Assert.Equal(pixels[3 * (v * size + u)] / 255f, planes[y * area.CropSize + x], 0.02f);
            }
    }

    [Fact]
    public void Many_references_at_once_are_fitted_as_each_alone()
    {
        var random = new Random(3);
        Vector2[] Points(float spread) => [.. Enumerable.Range(0, 90).Select(_ => new Vector2(20 + random.NextSingle() * 60, 20 + random.NextSingle() * spread))];
        var target = Points(60);
        Vector2[][] references = [.. Enumerable.Range(0, 11).Select(_ => target.Select(p => p + new Vector2(random.NextSingle() * 5, random.NextSingle() * 5)).ToArray())];
        var together = new WarpField(101, new DenseWarpOptions());
        var alone = new WarpField(101, new DenseWarpOptions());
        together.Aim(target, 1);
        together.Fit([.. references.SelectMany(points => points)], new Vector2(4, 7));
        var row = new Vector2[101];
        for (var r = 0; r < references.Length; r++)
        {
            alone.Fit(target, references[r], 1, new Vector2(4, 7));
            for (var y = 0; y < 101; y += 5)
            {
                together.Row(y, row, r);
                for (var x = 0; x < 101; x++)
                {
                    Assert.True(Vector2.Distance(alone.At(x, y), together.At(x, y, r)) < 1e-3f, $"reference {r} at {x}, {y}");
                    Assert.True(Vector2.Distance(alone.At(x, y), row[x]) < 1e-3f, $"row of reference {r} at {x}, {y}");
                }
            }
        }
    }

    [Fact]
    public void Pixels_that_are_not_wanted_are_left_alone_and_the_others_read_as_ever()
    {
        var size = Faces.Size;
        var area = Faces.Area(48, 56);
        var plane = area.CropSize * area.CropSize;
        var (target, reference) = (Faces.State(48, 56, 1, area), Faces.State(48, 56, 4, area));
        var warp = new DenseWarp(Enumerable.Range(0, 468).ToArray(), size, area.CropSize);
        var pixels = Faces.Picture(48, 56, 4);
        warp.Aim(target, reference);
        var (all, some) = (new float[3 * plane], new float[3 * plane]);
        Array.Fill(some, -1);
        float[] wanted = [.. Enumerable.Range(0, plane).Select(n => n % 3 == 0 ? 1f : 0f)];
        warp.Read(0, pixels, all);
        warp.Read(0, pixels, some, wanted);
        for (var n = 0; n < some.Length; n++) Assert.Equal(wanted[n % plane] > 0 ? all[n] : -1, some[n]);
    }

    [Fact]
    public void No_point_pair_is_too_few()
    {
        var field = new WarpField(32, new DenseWarpOptions());
        Assert.Throws<ArgumentException>(() => field.Fit([], [], 1));
    }
}
