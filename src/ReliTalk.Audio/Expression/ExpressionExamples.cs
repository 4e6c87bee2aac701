using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Expression;

/// <summary>What one clip teaches: what is heard in each frame and how the face looks then. The tensors stay the caller's.</summary>
/// <param name="Windows">f_pho of Eq. 2, float32 [T, 16, D].</param>
/// <param name="Lips">V_lip of Eq. 3, float32 [T, V, 3], cm.</param>
/// <param name="Expression">psi, float32 [T, K].</param>
/// <param name="JawPose">theta of the jaw, float32 [T, 3], axis-angle in radians.</param>
public sealed record ExpressionExamples(Tensor Windows, Tensor Lips, Tensor Expression, Tensor JawPose)
{
    /// <summary>How far one unit of each of the K + 3 outputs moves the lips, on any one scale; null where every output matters alike.</summary>
    public IReadOnlyList<float>? LipEffect { get; init; }

    /// <summary>Pitch, yaw and roll of the head, float32 [T, 3], radians; null where they are not known.</summary>
    public Tensor? HeadTurns { get; init; }

    /// <summary>Weight of each frame, 0 for frames that were not tracked; null for equal weights.</summary>
    public IReadOnlyList<float>? FrameWeights { get; init; }

    /// <summary>Number of frames T.</summary>
    public int Frames => (int)Windows.shape[0];

    /// <summary>Number of expression components K.</summary>
    public int ExpressionCount => (int)Expression.shape[1];

    internal void Validate()
    {
        Check(Windows.ndim == 3 && Windows.shape[1] == Features.FeatureTrack.WindowSteps, "Windows must be [T, 16, D]");
        Check(Lips.ndim == 3 && Lips.shape[0] == Frames && Lips.shape[2] == 3, "Lips must be [T, V, 3]");
        Check(Expression.ndim == 2 && Expression.shape[0] == Frames, "Expression must be [T, K]");
        Check(JawPose.ndim == 2 && JawPose.shape[0] == Frames && JawPose.shape[1] == 3, "JawPose must be [T, 3]");
        Check(LipEffect is null || LipEffect.Count == ExpressionCount + 3, "LipEffect must have K + 3 numbers");
        Check(HeadTurns is null || (HeadTurns.ndim == 2 && HeadTurns.shape[0] == Frames && HeadTurns.shape[1] == 3), "HeadTurns must be [T, 3]");
        Check(FrameWeights is null || FrameWeights.Count == Frames, "FrameWeights must have T numbers");
        if (Frames < 25) throw new MediaException($"Only {Frames} video frames have speech to learn from; at least 25 (1 s) are needed, 250 (10 s) recommended.");
    }

    private static void Check(bool holds, string what)
    {
        if (!holds) throw new ArgumentException($"{what}, T being the same for all.");
    }
}
