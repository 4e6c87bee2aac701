using System.Text;

namespace ReliTalk.Evaluation;

/// <summary>Outcome of leaving parts of the decomposition out (Table 4 and Fig. 9 of the paper), as JSON.</summary>
public sealed record AblationRecord
{
    /// <summary>"ics" (Table 4: with and without identity consistency) or "ablations" (Fig. 9: one part left out at a time).</summary>
    public required string Protocol { get; init; }

    /// <summary>Training preset.</summary>
    public required string Preset { get; init; }

    /// <summary>Share of the preset's optimisation steps that were done (<see cref="TrainingOptions.StepShare"/>): below 1 for a study that is to end soon.</summary>
    public double StepShare { get; init; } = 1;

    /// <summary>Frames scored for each light.</summary>
    public required int Frames { get; init; }

    /// <summary>Width and height of the pictures.</summary>
    public required int[] Size { get; init; }

    /// <summary>Figures by variant; "full" leaves nothing out, the others say what they lack, for instance "no_ics", or what they have besides: "albedo_consistency".</summary>
    public required IReadOnlyDictionary<string, AblationScores> Variants { get; init; }

    /// <summary>The figures as text, one line a variant: PSNR in dB of normals, their gradient, albedo, and relighting of the foreground by kind of light.</summary>
    public string Table()
    {
        var text = new StringBuilder();
        text.AppendLine(FormattableString.Invariant($"{Protocol}, {Preset}: {Frames} frames of {Size[0]}x{Size[1]} under each light, {StepShare:0.####} of the steps; PSNR in dB"));
        var kinds = Variants.Values.First().Mean.Keys.ToList();
        text.AppendLine("variant                normal deg  normal  gradient  albedo  " + string.Join("  ", kinds.Select(kind => $"{kind,11}")));
        foreach (var (name, scores) in Variants)
            text.AppendLine(FormattableString.Invariant(
                $"{name,-21}  {scores.Normal?.AngleDeg,10:0.00}  {scores.Normal?.Psnr,6:0.00}  {scores.Normal?.PsnrGrad,8:0.00}  {scores.Albedo?.PsnrGain,6:0.00}  ")
                + string.Join("  ", kinds.Select(kind => FormattableString.Invariant($"{scores.Mean[kind].Fg.Psnr,11:0.00}"))));
        return text.ToString();
    }
}

/// <summary>Figures of one variant.</summary>
/// <param name="Normal">Normals on skin against the truth.</param>
/// <param name="Albedo">Albedo on skin after gain.</param>
/// <param name="Mean">Relighting by kind of light.</param>
public sealed record AblationScores(NormalScores? Normal, AlbedoScores? Albedo, IReadOnlyDictionary<string, RelightScores> Mean);
