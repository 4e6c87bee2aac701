using System.Numerics;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Eyes;

namespace ReliTalk.Rendering.Tests;

public sealed class EyeTests
{
    private const int Size = 96;

    [Fact]
    public void Blinks_are_found_and_a_glance_downwards_is_none()
    {
        var opening = Enumerable.Repeat(0.1f, 120).ToArray();
        float[] blink = [0.07f, 0.02f, 0.01f, 0.05f, 0.07f, 0.08f];
        blink.CopyTo(opening, 20);
        blink.CopyTo(opening, 70);
        opening.AsSpan(40, 8).Fill(0.065f);
        var found = BlinkFinder.Find(opening);
        Assert.Equal([new Blink(19, 22, 26), new Blink(69, 72, 76)], found);
        Assert.True(found[0].Holds(22));
        Assert.False(found[0].Holds(19));
        Assert.False(found[0].Holds(26));
    }

    [Fact]
    public void A_blink_at_an_end_of_the_clip_has_no_frame_outside_it_and_eyes_shut_for_a_second_are_no_blink()
    {
        var opening = Enumerable.Repeat(0.1f, 100).ToArray();
        opening[0] = 0.01f;
        opening[99] = 0.01f;
        opening.AsSpan(40, 20).Fill(0.01f);
        Assert.Equal([new Blink(-1, 0, 1), new Blink(98, 99, 100)], BlinkFinder.Find(opening));
        Assert.Empty(BlinkFinder.Find([]));
    }

    [Fact]
    public void Eyes_are_moved_to_where_the_head_is_now_and_nothing_else_changes()
    {
        var (open, shut) = (Picture(48, 48, 0, 0, shut: false), Picture(44, 50, 0.1f, 20, shut: true));
        var result = (byte[])open.Clone();
        new EyeTransfer(Size).Move(shut, Points(44, 50, 0.1f), Points(48, 48, 0), 1, result);

        // What a face with shut eyes looks like here, in this light.
        var wanted = Picture(48, 48, 0, 0, shut: true);
        foreach (var (x, y) in ((int, int)[])[(34, 48), (62, 48), (32, 48), (64, 49)])
        {
            var n = 3 * (y * Size + x);
            Assert.InRange(result[n] - wanted[n], -12, 12);
            Assert.True(Math.Abs(open[n] - wanted[n]) > 60);
        }
        var border = Points(48, 48, 0);
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
            {
                var near = new[] { 34f, 62f }.Any(eye => MathF.Abs(x + 0.5f - eye) < 13 && MathF.Abs(y + 0.5f - 48) < 11);
                if (!near) Assert.Equal(open[3 * (y * Size + x)], result[3 * (y * Size + x)]);
            }
    }

    [Fact]
    public void No_share_changes_nothing_and_eyes_outside_the_picture_do_no_harm()
    {
        var picture = Picture(48, 48, 0, 0, shut: false);
        var result = (byte[])picture.Clone();
        var transfer = new EyeTransfer(Size);
        transfer.Move(Picture(48, 48, 0, 0, shut: true), Points(48, 48, 0), Points(48, 48, 0), 0, result);
        Assert.Equal(picture, result);
        transfer.Move(picture, Points(48, 48, 0), Points(-4, 95, 0), 1, result);
        transfer.Move(picture, Points(300, 300, 0), Points(300, 300, 0), 1, result);
        Assert.Throws<ArgumentException>(() => transfer.Move(picture, new Vector2[3], Points(48, 48, 0), 1, result));
    }

    private static Vector2[] Points(float x, float y, float angle)
    {
        var points = new Vector2[FaceMesh.PointCount];
        Array.Fill(points, new Vector2(x, y));
        foreach (var (eye, side) in ((EyeMesh, float)[])[(EyeMesh.Right, -14), (EyeMesh.Left, 14)])
        {
            for (var i = 0; i < eye.Border.Length; i++)
                points[eye.Border[i]] = new Vector2(side + 9 * MathF.Cos(i * 2 * MathF.PI / eye.Border.Length), 7 * MathF.Sin(i * 2 * MathF.PI / eye.Border.Length));
            for (var i = eye.Border.Length; i < eye.Anchors.Length; i++)
                points[eye.Anchors[i]] = new Vector2(side + 2 * (i - eye.Border.Length) - 8, 10);
            foreach (var p in eye.Anchors) points[p] = new Vector2(x, y) + Vector2.Transform(points[p], Matrix3x2.CreateRotation(angle));
        }
        return points;
    }

    // A face of one colour with white eyes and dark pupils, or with dark lashes only.
    private static byte[] Picture(float x, float y, float angle, int darker, bool shut)
    {
        var pixels = new byte[3 * Size * Size];
        for (var v = 0; v < Size; v++)
            for (var u = 0; u < Size; u++)
            {
                var at = Vector2.Transform(new Vector2(u + 0.5f - x, v + 0.5f - y), Matrix3x2.CreateRotation(-angle));
                var eye = new Vector2(MathF.Abs(at.X) - 14, at.Y);
                var inside = eye.X * eye.X / 25 + eye.Y * eye.Y / 9 < 1;
                var value = inside && !shut ? (MathF.Abs(eye.X) < 1.6f ? 30 : 245) : 150;
                pixels.AsSpan(3 * (v * Size + u), 3).Fill((byte)(value - darker));
            }
        return pixels;
    }
}
