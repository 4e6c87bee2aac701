namespace ReliTalk.Inspection;

/// <summary>One thing about a video that hurts training.</summary>
/// <param name="Severity">Whether training can start in spite of it.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
public sealed record PreflightFinding(FindingSeverity Severity, string Message);
