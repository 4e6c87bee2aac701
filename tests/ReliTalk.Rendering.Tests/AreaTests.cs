using System.Numerics;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Eyes;

namespace ReliTalk.Rendering.Tests;

public sealed class AreaTests
{
    [Fact]
    public void A_filled_triangle_covers_half_base_times_height()
    {
        Vector2[] points = [new(10.3f, 5.2f), new(40.7f, 12.9f), new(20.1f, 44.4f)];
        int[] ring = [0, 1, 2];
        var mask = new float[64 * 64];
        ContourFill.Fill(points, ring, 0, 0, 64, mask);
        var (a, b) = (points[1] - points[0], points[2] - points[0]);
        var area = Math.Abs(a.X * b.Y - a.Y * b.X) / 2;
        Assert.InRange(mask.Sum(), area - 0.5f, area + 0.5f);
        Assert.All(mask, value => Assert.InRange(value, 0f, 1.0001f));
    }

    [Fact]
    public void A_contour_outside_the_grid_leaves_it_empty_and_one_across_its_edge_is_cut()
    {
        Vector2[] points = [new(-10, 4), new(6, 4), new(6, 12), new(-10, 12)];
        int[] ring = [0, 1, 2, 3];
        var mask = new float[16 * 16];
        ContourFill.Fill(points, ring, 0, 0, 16, mask);
        Assert.Equal(6f * 8f, mask.Sum(), 3);
        ContourFill.Fill(points, ring, 100, 100, 16, mask);
        Assert.Equal(0f, mask.Sum());
    }

    [Fact]
    public void The_paste_mask_is_zero_at_the_border_of_the_hole_and_one_well_inside()
    {
        var area = MouthArea.FromBoxes(88, 108, 80, 68, 88, 120);
        Assert.Equal((64, 84, 128), (area.CropX, area.CropY, area.CropSize));
        var masks = new AreaMasks(area, 8);
        var paste = masks.Paste.Span;
        Assert.Equal(0f, paste[0]);
        Assert.InRange(paste[64 * 128 + 4], 0.001f, 0.05f);
        Assert.Equal(1f, paste[64 * 128 + 64]);
        Assert.Equal(80f * 80f, masks.Driven.Span.ToArray().Sum());
        Assert.Equal(120f * 120f, masks.Hole.Span.ToArray().Sum());
        for (var i = 0; i < paste.Length; i++) Assert.True(paste[i] <= masks.Hole.Span[i]);
    }

    [Fact]
    public void Boxes_have_one_size_for_the_clip_scale_with_the_face_and_do_not_follow_the_lips()
    {
        var clip = Enumerable.Range(0, 40).Select(t => (IReadOnlyList<Vector3>)Faces.Landmarks(48, 56, t % 12)).ToArray();
        var areas = MouthArea.Follow(clip, Faces.Size);
        Assert.All(areas, area => Assert.Equal(areas[0], area));
        var larger = clip.Select(frame => (IReadOnlyList<Vector3>)frame.Select(p => p * 2).ToArray()).ToArray();
        var doubled = MouthArea.Follow(larger, Faces.Size);
        Assert.InRange(doubled[0].DrivenSide, 2 * areas[0].DrivenSide - 2, 2 * areas[0].DrivenSide + 2);
        var literal = MouthArea.Follow(clip, 256, new MouthAreaOptions { ScaleToFace = false });
        Assert.Equal((80, 120), (literal[0].DrivenSide, literal[0].HoleSide));
    }

    [Fact]
    public void A_shaking_track_is_smoothed_but_a_moving_head_is_followed()
    {
        var shaking = Enumerable.Range(0, 60).Select(t => (IReadOnlyList<Vector3>)Faces.Landmarks(48 + (t % 2 == 0 ? 1.5f : -1.5f), 56, 2)).ToArray();
        var areas = MouthArea.Follow(shaking, Faces.Size);
        Assert.Equal(areas[20].DrivenX, areas[21].DrivenX);
        var moving = Enumerable.Range(0, 60).Select(t => (IReadOnlyList<Vector3>)Faces.Landmarks(30 + 0.5f * t, 56, 2)).ToArray();
        var followed = MouthArea.Follow(moving, Faces.Size);
        Assert.InRange(followed[40].DrivenX - followed[20].DrivenX, 9, 11);
    }

    [Fact]
    public void An_empty_clip_and_a_frame_without_landmarks_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MouthArea.Follow([], 256));
        Assert.Throws<ArgumentException>(() => MouthArea.Follow([new Vector3[5]], 256));
    }

    [Fact]
    public void A_face_shaped_hole_keeps_the_corners_and_covers_both_the_old_and_the_new_chin()
    {
        var area = Faces.Area(48, 56);
        var masks = new AreaMasks(area, 3);
        var hole = masks.Hole.ToArray();
        var paste = masks.Paste.ToArray();
        var size = area.CropSize;
        // Ovals of 13 pixels' half width whose lower ends lie at 66 and at 71.
        var behind = Oval(48, 52, 13, 14);
        var wanted = Oval(48, 52, 13, 19);
        new FaceMask(size, 3).Restrict(behind, wanted, area, hole, paste);
        float At(float[] mask, int x, int y) => mask[(y - area.CropY) * size + x - area.CropX];
        Assert.Equal(0f, At(paste, 30, 74));
        Assert.Equal(0f, At(hole, 30, 74));
        Assert.Equal(1f, At(hole, 48, 70));
        Assert.True(At(paste, 48, 69) > 0.6f);
        Assert.Equal(1f, At(paste, 48, 56), 3);
        for (var i = 0; i < paste.Length; i++) Assert.True(hole[i] > 0 || paste[i] == 0);
    }

    [Fact]
    public void The_eyes_of_the_frame_behind_are_not_redrawn_where_the_hole_reaches_them()
    {
        var area = Faces.Area(48, 56);
        var masks = new AreaMasks(area, 3);
        var (hole, paste) = (masks.Hole.ToArray(), masks.Paste.ToArray());
        var (behind, wanted) = (Oval(48, 52, 18, 18), Oval(48, 52, 18, 18));
        foreach (var (eye, x) in ((EyeMesh, float)[])[(EyeMesh.Right, 40), (EyeMesh.Left, 56)])
            for (var i = 0; i < eye.Border.Length; i++)
            {
                var angle = 2 * MathF.PI * i / eye.Border.Length;
                behind[eye.Border[i]] = new Vector2(x + 6 * MathF.Cos(angle), 44 + 5 * MathF.Sin(angle));
            }
        new FaceMask(area.CropSize, 3).Restrict(behind, wanted, area, hole, paste);
        int At(int x, int y) => (y - area.CropY) * area.CropSize + x - area.CropX;
        foreach (var x in (int[])[40, 56])
            for (var y = 42; y < 46; y++) Assert.Equal((0f, 0f), (hole[At(x, y)], paste[At(x, y)]));
        Assert.Equal(1f, hole[At(48, 56)]);
        Assert.Equal(1f, paste[At(48, 56)], 3);
    }

    private static Vector2[] Oval(float x, float y, float radiusX, float radiusY)
    {
        var points = Faces.Landmarks(x, y + 4, 2).Select(FaceMesh.Flat).ToArray();
        for (var i = 0; i < FaceMesh.Oval.Length; i++)
        {
            var angle = 2 * MathF.PI * i / FaceMesh.Oval.Length;
            points[FaceMesh.Oval[i]] = new Vector2(x + radiusX * MathF.Sin(angle), y - radiusY * MathF.Cos(angle));
        }
        return points;
    }
}
