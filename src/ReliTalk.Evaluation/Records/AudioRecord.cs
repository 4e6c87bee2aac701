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

    /// <summary>Mean expression, one input of Eq. 4, the other, and both.</summary>
    public required IReadOnlyList<HeldOutResult> Methods { get; init; }
}
