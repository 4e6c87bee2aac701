namespace ReliTalk.Diagnostics;

/// <summary>One part that ReliTalk needs or can use: what fills it, under which licence, and how to mend it.</summary>
/// <param name="Slot">The part's role, for instance "phoneme features (f_pho)".</param>
/// <param name="FilledBy">What fills it, or null when nothing does.</param>
/// <param name="Licence">Licence of what fills it.</param>
/// <param name="Required">Whether the main job needs it.</param>
/// <param name="Fix">What to do when it is missing, or null.</param>
public sealed record SlotStatus(string Slot, string? FilledBy, string Licence, bool Required, string? Fix)
{
    /// <summary>True when the part is there, or is not needed.</summary>
    public bool IsHealthy => FilledBy is not null || !Required;
}
