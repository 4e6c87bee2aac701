namespace ReliTalk;

/// <summary>One report of a long job: training, tracking, baking or driving.</summary>
/// <param name="Stage">What is running, for instance "tracking" or "reflectance".</param>
/// <param name="Step">Steps finished in this stage, from 0 to <paramref name="TotalSteps"/>.</param>
/// <param name="TotalSteps">Steps of this stage, or 0 where the number is not known yet.</param>
/// <param name="Loss">Total loss of the step, or null for stages without one.</param>
/// <param name="Terms">Every weighted loss term by name; empty for stages without a loss.</param>
/// <param name="Remaining">Estimated time left in this stage, or null while unknown.</param>
public sealed record TrainingProgress(
    string Stage,
    int Step,
    int TotalSteps,
    double? Loss,
    IReadOnlyDictionary<string, double> Terms,
    TimeSpan? Remaining)
{
    private static readonly IReadOnlyDictionary<string, double> NoTerms = new Dictionary<string, double>();

    /// <summary>A report of a stage that has no loss.</summary>
    public static TrainingProgress Of(string stage, int step, int totalSteps, TimeSpan? remaining = null)
        => new(stage, step, totalSteps, null, NoTerms, remaining);
}
