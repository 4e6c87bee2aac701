using System.Diagnostics;

namespace ReliTalk.Evaluation.Speed;

/// <summary>Listens to a job's reports and notes how long each stage took: from its first report to the next stage's. Reports may come from any thread.</summary>
internal sealed class StageClock(IProgress<TrainingProgress>? listener) : IProgress<TrainingProgress>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, double> _seconds = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private string? _stage;

    public void Report(TrainingProgress value)
    {
        lock (_lock)
        {
            if (value.Stage != _stage) Change(value.Stage);
        }
        listener?.Report(value);
    }

    /// <summary>Ends the last stage; seconds by stage in the order of their first report.</summary>
    public IReadOnlyDictionary<string, double> Finish()
    {
        lock (_lock)
        {
            Change(null);
            return _seconds;
        }
    }

    private void Change(string? next)
    {
        if (_stage is not null) _seconds[_stage] = _seconds.GetValueOrDefault(_stage) + _clock.Elapsed.TotalSeconds;
        _stage = next;
        _clock.Restart();
    }
}
