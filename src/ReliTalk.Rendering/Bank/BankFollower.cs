using System.Numerics;

namespace ReliTalk.Rendering.Bank;

/// <summary>
/// Chooses source frames whose head follows the motion of another head. The wanted motion is taken relative to its mean and shrunk, where it is wider, to the range that the
/// source frames have. A Viterbi search weighs nearness against continuity: going on to a neighbouring source frame is free, turning round and
/// standing cost, and a change to another place of the clip costs most and must be one that would not be seen, so the head never moves faster than in the source clip. Deterministic.
/// </summary>
public static class BankFollower
{
    private const int Dimensions = 6;
    private const int Neighbours = 16;

    private const int Steps = 3;
    private const int Standing = 1;

    // In pixels of a 256 picture: what a standing picture, a change of the walk's direction by one step, and a change to a frame elsewhere in the clip must be worth.
    private const float StayPrice = 1f;
    private const float TurnPrice = 1f;
    private const float JumpPrice = 5f;

    // A jump stands out in a quiet moment: it must be smaller than the steps of the clip's liveliest ones.
    private const float JumpShare = 0.4f;

    /// <summary>One source frame for each frame of the wanted motion.</summary>
    /// <param name="bank">The source frames.</param>
    /// <param name="wanted">The motion to follow, 25 frames a second, in pixels of any picture.</param>
    /// <param name="options">Jump tolerance, or null for the defaults.</param>
    /// <returns>A bank index for each frame of <paramref name="wanted"/>.</returns>
    public static int[] Plan(FrameBank bank, IReadOnlyList<HeadMotion> wanted, BankPathOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bank);
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.Count == 0) return [];
        options ??= new BankPathOptions();
        var own = Features([.. Enumerable.Range(0, bank.Count).Select(i => bank[i].Mouth.Pose)]);
        var other = Features(wanted);
        Fit(other, own);
        var scale = Median([.. Enumerable.Range(0, bank.Count).Select(i => bank[i].Mouth.Pose.Scale)]);
        return Search(own, other, Jumps(bank, options), scale * 256f / bank.Size);
    }

    /// <summary>Nose direction, roll, place and size, all in head units, so that a unit of each moves the face about as far on the picture.</summary>
    private static float[][] Features(IReadOnlyList<HeadMotion> motions)
    {
        var scale = Median([.. motions.Select(motion => motion.Scale)]);
        // The head's surface lies about this far from its axes; the default head's unit is a centimetre.
        const float reach = 7;
        return [.. motions.Select(motion =>
        {
            var front = Vector3.Transform(Vector3.UnitZ, motion.Rotation);
            var side = Vector3.Transform(Vector3.UnitX, motion.Rotation);
            return (float[])[reach * front.X, reach * front.Y, reach * side.Y, motion.Translation.X / scale, motion.Translation.Y / scale, reach * MathF.Log(motion.Scale / scale)];
        })];
    }

    /// <summary>Moves the wanted motion to the source's mean and shrinks it, never widens it, to the source's range.</summary>
    private static void Fit(float[][] wanted, float[][] own)
    {
        for (var d = 0; d < Dimensions; d++)
        {
            var (low, high) = Range(own, d);
            var (wantedLow, wantedHigh) = Range(wanted, d);
            var (mean, wantedMean) = (own.Average(f => f[d]), wanted.Average(f => f[d]));
            var gain = wantedHigh - wantedLow > 1e-6f ? MathF.Min(1, (high - low) / (wantedHigh - wantedLow)) : 0;
            foreach (var f in wanted) f[d] = mean + gain * (f[d] - wantedMean);
        }
    }

    // The middle nine tenths: one nod must not shrink all the rest.
    private static (float Low, float High) Range(float[][] features, int d)
    {
        float[] sorted = [.. features.Select(f => f[d]).Order()];
        var margin = sorted.Length / 20;
        return (sorted[margin], sorted[^(margin + 1)]);
    }

    /// <summary>The frames elsewhere in the clip that one may change to from each frame: there the head, and the rest of the picture, stands as it stands here.</summary>
    private static (int To, float Price)[][] Jumps(FrameBank bank, BankPathOptions options)
    {
        var path = new BankPath(bank, options with { Start = 0 });
        var pictures = new PictureSteps(bank);
        var jumps = new (int, float)[bank.Count][];
        var unit = 256f / bank.Size;
        Parallel.For(0, bank.Count, i =>
        {
            var own = new List<(int To, float Price)>();
            for (var j = 0; j < bank.Count; j++)
            {
                if (Math.Abs(i - j) < 2 || path.Distance(i, j) is var distance && distance > JumpShare * path.Tolerance) continue;
                if (!pictures.WouldBeSeen(i, j)) own.Add((j, JumpPrice + 2 * distance * unit));
            }
            jumps[i] = [.. own.OrderBy(jump => jump.Price).Take(Neighbours)];
        });
        return jumps;
    }

    // A state is a source frame and how it was come to: from the one after it, standing, from the one before it. A path that trembles between two frames pays for every turn.
    private static int[] Search(float[][] own, float[][] wanted, (int To, float Price)[][] jumps, float pixels)
    {
        var count = own.Length;
        var scores = new float[Steps * count];
        var previous = new float[Steps * count];
        var best = new (float Score, int Step)[count];
        var from = new byte[wanted.Length][];
        for (var t = 0; t < wanted.Length; t++)
        {
            var came = from[t] = new byte[Steps * count];
            (scores, previous) = (previous, scores);
            if (t == 0) Array.Clear(previous);
            for (var i = 0; i < count; i++)
            {
                best[i] = (previous[Steps * i], 0);
                for (var s = 1; s < Steps; s++)
                    if (previous[Steps * i + s] < best[i].Score) best[i] = (previous[Steps * i + s], s);
            }
            for (var i = 0; i < count; i++)
            {
                var distance = pixels * Distance(own[i], wanted[t]);
                for (var s = 0; s < Steps; s++)
                {
                    var (score, code) = (float.PositiveInfinity, 0);
                    var before = i - (s - 1);
                    if (before >= 0 && before < count)
                        for (var last = 0; last < Steps; last++)
                            if (previous[Steps * before + last] + TurnPrice * Math.Abs(s - last) is var through && through < score) (score, code) = (through, last);
                    if (s == Standing) score += StayPrice;
                    for (var m = 0; m < jumps[i].Length; m++)
                    {
                        var (to, price) = jumps[i][m];
                        if (best[to].Score + price < score) (score, code) = (best[to].Score + price, Steps + Steps * m + best[to].Step);
                    }
                    (scores[Steps * i + s], came[Steps * i + s]) = (score + distance, (byte)code);
                }
            }
        }
        var path = new int[wanted.Length];
        var state = Array.IndexOf(scores, scores.Min());
        for (var t = wanted.Length - 1; t >= 0; t--)
        {
            var i = state / Steps;
            path[t] = i;
            int code = from[t][state];
            state = code < Steps ? Steps * (i - (state % Steps - 1)) + code : Steps * jumps[i][(code - Steps) / Steps].To + (code - Steps) % Steps;
        }
        return path;
    }

    private static float Distance(float[] a, float[] b)
    {
        var sum = 0f;
        for (var d = 0; d < Dimensions; d++) sum += (a[d] - b[d]) * (a[d] - b[d]);
        return MathF.Sqrt(sum);
    }

    private static float Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
