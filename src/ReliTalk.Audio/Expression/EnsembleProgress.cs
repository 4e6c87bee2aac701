using System.Diagnostics;
using ReliTalk.Learning.Optimisation;

namespace ReliTalk.Audio.Expression;

/// <summary>One report over several trainings of the same length, one after the other.</summary>
/// <param name="inner">Receives it.</param>
/// <param name="count">How many there are.</param>
internal sealed class EnsembleProgress(IProgress<TrainingProgress> inner, int count) : IProgress<TrainingProgress>
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>The one that is running.</summary>
    internal int Index { get; set; }

    public void Report(TrainingProgress value)
    {
        var done = Index * value.TotalSteps + value.Step;
        var total = count * value.TotalSteps;
        inner.Report(value with { Step = done, TotalSteps = total, Remaining = _clock.Elapsed * ((double)(total - done) / Math.Max(1, done)) });
    }
}
