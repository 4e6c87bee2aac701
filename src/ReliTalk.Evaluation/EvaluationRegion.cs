using ReliTalk.Media;

namespace ReliTalk.Evaluation;

/// <summary>The pixels that a figure is about.</summary>
/// <param name="Name">Printed beside every figure, for instance "driven area 80x80".</param>
/// <param name="Box">The rectangle, or null for the whole picture.</param>
public sealed record EvaluationRegion(string Name, CropBox? Box = null)
{
    /// <summary>Every pixel.</summary>
    public static EvaluationRegion FullFrame { get; } = new("full frame");
}
