namespace ReliTalk.Evaluation;

/// <summary>How often lips shut at p, b and m.</summary>
/// <param name="Count">Phonemes p, b and m of the clip.</param>
/// <param name="Filmed">Of these, how many shut the tracked lips: a quick speaker does not shut them at each.</param>
/// <param name="Predicted">Of these, how many shut the predicted lips, by method.</param>
public sealed record BilabialClosures(int Count, int Filmed, IReadOnlyDictionary<string, int> Predicted);
