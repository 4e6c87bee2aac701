namespace ReliTalk.Learning.Optimisation;

/// <summary>How a training ended.</summary>
/// <param name="StepsRun">Steps computed in this call; fewer than the total where a checkpoint was resumed.</param>
/// <param name="Loss">Weighted total of the last step, or null where no step was left to run.</param>
/// <param name="Terms">Weighted terms of the last step.</param>
/// <param name="Elapsed">Time of this call.</param>
public sealed record OptimisationResult(int StepsRun, double? Loss, IReadOnlyDictionary<string, double> Terms, TimeSpan Elapsed);
