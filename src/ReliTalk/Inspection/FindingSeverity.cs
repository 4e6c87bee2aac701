namespace ReliTalk.Inspection;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>The portrait will be worse than it could be.</summary>
    Advice = 0,

    /// <summary>The portrait will probably be poor.</summary>
    Warning = 1,

    /// <summary>Training cannot start.</summary>
    Blocking = 2,
}
