using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio;

/// <summary>Predicted expression and jaw pose, 25 frames a second. Owns its tensors.</summary>
public sealed class ExpressionTrack : IDisposable
{
    internal ExpressionTrack(Tensor expression, Tensor jawPose, float[] speaking)
    {
        Expression = expression;
        JawPose = jawPose;
        Speaking = speaking;
        expression.DetachFromDisposeScope();
        jawPose.DetachFromDisposeScope();
    }

    /// <summary>psi, float32 [T, K].</summary>
    public Tensor Expression { get; }

    /// <summary>theta of the jaw, float32 [T, 3], axis-angle in radians.</summary>
    public Tensor JawPose { get; }

    /// <summary>Probability that there is speech in each frame, 0..1.</summary>
    public IReadOnlyList<float> Speaking { get; }

    /// <summary>Number of frames T.</summary>
    public int Frames => Speaking.Count;

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Expression.Dispose();
        JawPose.Dispose();
    }
}
