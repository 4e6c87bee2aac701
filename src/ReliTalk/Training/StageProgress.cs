using System.Diagnostics;

namespace ReliTalk.Training;

/// <summary>Reports a stage without a loss, with the time left estimated from the pace so far.</summary>
internal sealed class StageProgress(IProgress<TrainingProgress>? progress, string stage, int total)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public void Report(int done)
    {
        if (progress is null) return;
        TimeSpan? left = done > 0 && total >= done ? _clock.Elapsed * ((double)(total - done) / done) : null;
        progress.Report(TrainingProgress.Of(stage, done, total, left));
    }
}
