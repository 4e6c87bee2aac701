using System.Text;
using ReliTalk.Audio.Evaluation;

namespace ReliTalk.Evaluation;

/// <summary>Outcome of the audio protocol, as JSON: F_exp on speech of the clip that it was not trained on.</summary>
public sealed record AudioRecord
{
    /// <summary>"audio": five parts of the clip held out in turn, predictions joined; nothing is drawn.</summary>
    public required string Protocol { get; init; }

    /// <summary>The clip's file name.</summary>
    public required string Video { get; init; }

    /// <summary>Frames judged.</summary>
    public required int Frames { get; init; }

    /// <summary>Parts held out in turn.</summary>
    public required int Folds { get; init; }

    /// <summary>Seconds learnt from, those nearest to the part that is held out; null: everything else in the clip.</summary>
    public double? LearntSeconds { get; init; }

    /// <summary>Mean expression, one input of Eq. 4, the other, and both.</summary>
    public required IReadOnlyList<HeldOutResult> Methods { get; init; }

    /// <summary>How often lips shut at p, b and m, where the times of the phonemes are known.</summary>
    public BilabialClosures? Bilabials { get; init; }

    /// <summary>The methods as a table, one line each.</summary>
    public string Table()
    {
        var text = new StringBuilder();
        text.AppendLine(FormattableString.Invariant($"{Video}: {Frames} frames, {Folds} parts held out in turn{(LearntSeconds is { } s ? FormattableString.Invariant($", {s:0.#} s learnt from") : "")}"));
        text.AppendLine("method            psi error  jaw deg  aperture r  aperture error  closures found  closures true  lag frames");
        foreach (var m in Methods)
            text.AppendLine(FormattableString.Invariant(
                $"{m.Method,-16}  {m.ExpressionError,9:0.000}  {m.JawErrorDegrees,7:0.00}  {m.Lips.Correlation,10:0.000}  {m.Lips.RelativeError,14:0.000}  {m.Lips.ClosureRecall,14:0.00}  {m.Lips.ClosurePrecision,13:0.00}  {m.Lips.LagFrames,10:0.0}"));
        if (Bilabials is { } b)
            text.AppendLine(FormattableString.Invariant($"p, b, m: {b.Count}; lips shut in the film {b.Filmed}, {string.Join(", ", b.Predicted.Select(p => $"{p.Key} {p.Value}"))}"));
        return text.ToString();
    }
}
