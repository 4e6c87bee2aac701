using System.Numerics;
using ReliTalk.Evaluation.Baselines;
using ReliTalk.Media;

namespace ReliTalk.Evaluation.Tests;

public sealed class BaselineTests
{
    private static readonly Vector3[] Points = [new(10, 20, 3), new(50, 22, 1), new(30, 60, 0), new(12, 44, 9)];

    [Fact]
    public void A_known_similarity_is_found_and_inverted()
    {
        // Scale 1.1, turn 15 degrees, shift (4, -7).
        var (s, angle) = (1.1f, 15 * MathF.PI / 180);
        var moved = Points.Select(p => new Vector3(
            s * (MathF.Cos(angle) * p.X - MathF.Sin(angle) * p.Y) + 4, s * (MathF.Sin(angle) * p.X + MathF.Cos(angle) * p.Y) - 7, p.Z)).ToArray();

        var motion = PlanarMotion.Between(Points, moved, [0, 1, 2, 3]);

        Assert.Equal(1.1 * Math.Cos(angle), motion.A, 4);
        Assert.Equal(1.1 * Math.Sin(angle), motion.B, 4);
        Assert.InRange(motion.Residual(Points, moved, [0, 1, 2, 3]), 0, 1e-3f);
        var there = motion.Apply(new Vector2(17, 31));
        Assert.InRange(Vector2.Distance(motion.Invert(there), new Vector2(17, 31)), 0, 1e-3f);
    }

    [Fact]
    public void A_pasted_box_shows_the_moved_source_and_nothing_else_changes()
    {
        var source = new Frame(40, 40);
        for (var y = 0; y < 40; y++)
            for (var x = 0; x < 40; x++) source.Row(y)[x * 3] = (byte)(x * 6);
        var target = new Frame(40, 40);

        var result = MouthPaste.Paste(source, target, new PlanarMotion(1, 0, new Vector2(2.5f, 0)), new CropBox(10, 12, 8, 6));

        // Column 12 of the target is column 9.5 of the source.
        Assert.Equal(57, result.Row(14)[12 * 3]);
        Assert.Equal(0, result.Row(14)[9 * 3]);
        Assert.Equal(0, result.Row(18)[12 * 3]);
        Assert.Equal(0, target.Row(14)[12 * 3]);
    }
}
