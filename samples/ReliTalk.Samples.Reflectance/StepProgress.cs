namespace ReliTalk.Samples.Reflectance;

/// <summary>Prints every fiftieth step.</summary>
internal sealed class StepProgress : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Step % 50 != 0 && value.Step != value.TotalSteps) return;
        Console.WriteLine($"{value.Stage} {value.Step}/{value.TotalSteps}  loss {value.Loss:F4}  {string.Join("  ", value.Terms.Select(t => $"{t.Key} {t.Value:F4}"))}  left {value.Remaining?.TotalSeconds:F0} s");
    }
}
