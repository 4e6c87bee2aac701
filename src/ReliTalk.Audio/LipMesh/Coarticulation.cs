namespace ReliTalk.Audio.LipMesh;

/// <summary>
/// Lips over timed speech sounds by dominance functions (Cohen and Massaro 1993, "Modeling coarticulation in synthetic visual speech"): every
/// sound pulls towards its target with D = a exp(-f d), d being the time outside the sound's middle half; the pose is the mean of the targets
/// weighted by D, each displacement on its own.
/// </summary>
public static class Coarticulation
{
    /// <summary>The pose at each time.</summary>
    /// <param name="sounds">Speech sounds in order of time: viseme, start and end in seconds.</param>
    /// <param name="times">Times in seconds.</param>
    public static LipPose[] Poses(IReadOnlyList<(Viseme Viseme, double Start, double End)> sounds, ReadOnlySpan<double> times)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        var poses = new LipPose[times.Length];
        Span<float> values = stackalloc float[LipPose.Count];
        Span<double> weights = stackalloc double[LipPose.Count];
        var first = 0;
        for (var i = 0; i < times.Length; i++)
        {
            var t = times[i];
            values.Clear();
            weights.Clear();
            while (first < sounds.Count && sounds[first].End < t - Reach) first++;
            for (var s = first; s < sounds.Count && sounds[s].Start <= t + Reach; s++)
            {
                var (viseme, start, end) = sounds[s];
                var away = Math.Max(0, Math.Abs(t - 0.5 * (start + end)) - 0.25 * (end - start));
                var fade = Math.Exp(-viseme.Fall * away);
                for (var p = 0; p < LipPose.Count; p++)
                {
                    var weight = viseme.Dominance(p) * fade;
                    weights[p] += weight;
                    values[p] += (float)(weight * viseme.Target[p]);
                }
            }

            for (var p = 0; p < LipPose.Count; p++) values[p] = weights[p] > 0 ? (float)(values[p] / weights[p]) : 0;
            poses[i] = LipPose.From(values);
        }

        return poses;
    }

    private const double Reach = 0.6;
}
