namespace ReliTalk.Evaluation;

/// <summary>Outcome of the guidance protocol (Table 3), as JSON: what the two inputs of F_exp are worth.</summary>
public sealed record GuidanceRecord
{
    /// <summary>"guidance": as "drive", with F_exp trained on its speech features alone, on the lip mesh alone, and on both; all else is the same.</summary>
    public required string Protocol { get; init; }

    /// <summary>The clip's file name.</summary>
    public required string Video { get; init; }

    /// <summary>Training preset.</summary>
    public required string Preset { get; init; }

    /// <summary>Share of the preset's optimisation steps that were done (<see cref="TrainingOptions.StepShare"/>): below 1 for a study that is to end soon.</summary>
    public double StepShare { get; init; } = 1;

    /// <summary>Test frames compared.</summary>
    public required int Frames { get; init; }

    /// <summary>Width and height of the work picture.</summary>
    public required int[] Size { get; init; }

    /// <summary>Figures by variant: "audio_only", "mesh_only", "audio_and_mesh".</summary>
    public required IReadOnlyDictionary<string, GuidanceScores> Variants { get; init; }
}

/// <summary>Figures of one variant.</summary>
/// <param name="Full">The whole picture.</param>
/// <param name="Driven">The driven area.</param>
/// <param name="Lip">How well the lips follow.</param>
public sealed record GuidanceScores(RegionScores Full, RegionScores Driven, LipScores Lip);
