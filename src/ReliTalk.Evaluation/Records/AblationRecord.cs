namespace ReliTalk.Evaluation;

/// <summary>Outcome of leaving parts of the decomposition out (Table 4 and Fig. 9 of the paper), as JSON.</summary>
public sealed record AblationRecord
{
    /// <summary>"ics" (Table 4: with and without identity consistency) or "ablations" (Fig. 9: one part left out at a time).</summary>
    public required string Protocol { get; init; }

    /// <summary>Training preset.</summary>
    public required string Preset { get; init; }

    /// <summary>Frames scored for each light.</summary>
    public required int Frames { get; init; }

    /// <summary>Width and height of the pictures.</summary>
    public required int[] Size { get; init; }

    /// <summary>Figures by variant; "full" leaves nothing out, the others say what they lack, for instance "no_ics".</summary>
    public required IReadOnlyDictionary<string, AblationScores> Variants { get; init; }
}

/// <summary>Figures of one variant.</summary>
/// <param name="Normal">Normals on skin against the truth.</param>
/// <param name="Albedo">Albedo on skin after gain.</param>
/// <param name="Mean">Relighting by kind of light.</param>
public sealed record AblationScores(NormalScores? Normal, AlbedoScores? Albedo, IReadOnlyDictionary<string, RelightScores> Mean);
