namespace ReliTalk.Samples.Portrait;

/// <summary>One line per stage and tenth, with the time left.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private readonly Lock _gate = new();
    private string _stage = "";
    private int _tenth = -1;

    public void Report(TrainingProgress value)
    {
        lock (_gate)
        {
            var tenth = value.TotalSteps > 0 ? value.Step * 10 / value.TotalSteps : 0;
            if (value.Stage == _stage && tenth == _tenth) return;
            (_stage, _tenth) = (value.Stage, tenth);
            var loss = value.Loss is { } l ? $", loss {l:0.0000}" : "";
            var left = value.Remaining is { } r ? $", {r:m\\:ss} left" : "";
            Console.WriteLine($"{value.Stage,-14} {tenth * 10,3} %{loss}{left}");
        }
    }
}
