using System.Numerics;

namespace ReliTalk.Rendering.Bank;

/// <summary>
/// Which source frame stands behind each output frame. The walk goes forward through the clip and turns round at a still moment near its
/// ends, so the head never jumps, however long the speech is. Where the speech falls silent while the source speaks (or the other way
/// round) it jumps to a matching frame, but only if the head is in the same place and the jump would not be seen. Streaming: one call a
/// frame, no look-ahead, constant memory. Deterministic. Not thread-safe: one a video.
/// </summary>
public sealed class BankPath
{
    private readonly Step[] steps;
    private readonly bool[] silent;
    private readonly float[] speed;
    private readonly BankPathOptions options;
    private int current = -1;
    private int direction = 1;
    private int turnAt = -1;
    private int sinceJump;

    /// <summary>A walk through a bank.</summary>
    /// <param name="bank">The source frames.</param>
    /// <param name="options">Jumps and turns, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The start lies outside the bank.</exception>
    public BankPath(FrameBank bank, BankPathOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bank);
        this.options = options ?? new BankPathOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(this.options.Start);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(this.options.Start, bank.Count);
        steps = new Step[bank.Count];
        silent = new bool[bank.Count];
        for (var i = 0; i < bank.Count; i++)
        {
            var pose = bank[i].Mouth.Pose;
            // Rotation moves the face's surface by about half a face's width per radian.
            var reach = 0.25f * bank.Size;
            steps[i] = new Step(pose.Translation, Vector3.Transform(Vector3.UnitZ, pose.Rotation) * reach, Vector3.Transform(Vector3.UnitX, pose.Rotation) * reach);
            silent[i] = bank[i].Silent;
        }
        speed = new float[bank.Count];
        for (var i = 0; i < speed.Length; i++)
        {
            var before = i > 0 ? Distance(i - 1, i) : 0;
            var after = i + 1 < speed.Length ? Distance(i, i + 1) : 0;
            speed[i] = MathF.Max(before, after);
        }
        var sorted = (float[])speed.Clone();
        Array.Sort(sorted);
        Tolerance = MathF.Max(sorted[(int)(0.9f * (sorted.Length - 1))], 0.25f * bank.Size / 256f) * this.options.JumpTolerance;
        sinceJump = this.options.JumpInterval;
    }

    /// <summary>Largest head motion between two output frames, in pixels of the work picture, that passes unseen.</summary>
    internal float Tolerance { get; }

    /// <summary>The path of a whole video.</summary>
    /// <param name="bank">The source frames.</param>
    /// <param name="frameCount">Output frames, 0 or more.</param>
    /// <param name="silent">Whether the speech is silent in each output frame; null where unknown.</param>
    /// <param name="options">Jumps and turns, or null for the defaults.</param>
    /// <returns>A bank index an output frame.</returns>
    public static int[] Plan(FrameBank bank, int frameCount, IReadOnlyList<bool>? silent = null, BankPathOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frameCount);
        if (silent is not null && silent.Count < frameCount)
            throw new ArgumentException($"{silent.Count} silence flags for {frameCount} frames.", nameof(silent));
        var path = new BankPath(bank, options);
        var result = new int[frameCount];
        for (var t = 0; t < frameCount; t++) result[t] = path.Next(silent?[t]);
        return result;
    }

    /// <summary>Bank index of the next output frame.</summary>
    /// <param name="speechIsSilent">Whether the speech is silent in this frame, or null where unknown.</param>
    public int Next(bool? speechIsSilent = null)
    {
        sinceJump++;
        if (current < 0)
        {
            current = options.Start;
            return current;
        }
        if (steps.Length == 1) return current;
        if (speechIsSilent is bool wanted && silent[current] != wanted && sinceJump >= options.JumpInterval && JumpTarget(wanted) is int target)
        {
            current = target;
            turnAt = -1;
            sinceJump = 0;
            return current;
        }
        if (turnAt < 0) turnAt = TurningPoint();
        if (current == turnAt)
        {
            direction = -direction;
            turnAt = TurningPoint();
        }
        current += direction;
        return current;
    }

    /// <summary>Distance in pixels of the work picture by which the face's surface moves between two source frames.</summary>
    public float Distance(int from, int to)
    {
        var a = steps[from];
        var b = steps[to];
        return MathF.Sqrt(Vector2.DistanceSquared(a.Place, b.Place) + Vector3.DistanceSquared(a.Front, b.Front) + Vector3.DistanceSquared(a.Side, b.Side));
    }

    private int TurningPoint()
    {
        var end = direction > 0 ? steps.Length - 1 : 0;
        var window = Math.Min(options.TurnWindow, (steps.Length - 1) / 2);
        var best = end;
        for (var back = 0; back <= window; back++)
        {
            var at = end - direction * back;
            if ((at - current) * direction <= 0) break;
            if (speed[at] < speed[best] * 0.8f) best = at;
        }
        return best == current ? end : best;
    }

    private int? JumpTarget(bool wanted)
    {
        var best = -1;
        var bestDistance = Tolerance;
        for (var i = 0; i < steps.Length; i++)
        {
            if (silent[i] != wanted || Math.Abs(i - current) < 2) continue;
            var ahead = i + 4 * direction;
            if (ahead < 0 || ahead >= steps.Length || silent[ahead] != wanted) continue;
            var distance = Distance(current, i);
            if (distance >= bestDistance) continue;
            best = i;
            bestDistance = distance;
        }
        return best >= 0 ? best : null;
    }

    private readonly record struct Step(Vector2 Place, Vector3 Front, Vector3 Side);
}
