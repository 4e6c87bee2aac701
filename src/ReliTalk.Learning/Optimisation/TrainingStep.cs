namespace ReliTalk.Learning.Optimisation;

/// <summary>What one training step may depend on.</summary>
public sealed class TrainingStep
{
    internal TrainingStep(int index, int total, ulong seed)
    {
        Index = index;
        Total = total;
        Random = new Random((int)Mix(seed, (ulong)index));
    }

    /// <summary>Zero-based number of the step.</summary>
    public int Index { get; }

    /// <summary>Number of steps of this training.</summary>
    public int Total { get; }

    /// <summary>How far the training is, 0 at the first step, just below 1 at the last.</summary>
    public double Fraction => (double)Index / Total;

    /// <summary>
    /// Random numbers of this step. They depend on the loop's seed and on <see cref="Index"/> only, as do those of torch's own generator
    /// within the step: that is why a resumed training goes on exactly as the unbroken one.
    /// </summary>
    public Random Random { get; }

    /// <summary>SplitMix64 (Steele et al. 2014) of the seed advanced to a step.</summary>
    internal static ulong Mix(ulong seed, ulong step)
    {
        var z = seed + (step + 1) * 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
