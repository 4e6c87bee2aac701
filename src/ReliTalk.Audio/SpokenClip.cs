using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio;

/// <summary>A clip's speech with the face that was tracked in it, 25 frames a second. The tensors stay the caller's.</summary>
/// <param name="Speech">16 kHz mono, -1..1, beginning with the first frame.</param>
/// <param name="Expression">psi, float32 [T, K].</param>
/// <param name="JawPose">theta of the jaw, float32 [T, 3], axis-angle in radians.</param>
public sealed record SpokenClip(ReadOnlyMemory<float> Speech, Tensor Expression, Tensor JawPose)
{
    /// <summary>
    /// Gap between the lips in each frame on any one scale, not a number where the face was not tracked; null where it is not known.
    /// With it the offset of the sound is estimated.
    /// </summary>
    public IReadOnlyList<float>? Aperture { get; init; }

    /// <summary>How far one unit of each of the K + 3 outputs moves the lips, on any one scale; null where every output matters alike.</summary>
    public IReadOnlyList<float>? LipEffect { get; init; }

    /// <summary>
    /// How the head is turned in each frame: pitch, yaw and roll, float32 [T, 3], radians; stays the caller's. Null where it is not known.
    /// With it the part of psi and theta that goes with the turn is learnt apart from what the sound says.
    /// </summary>
    public Tensor? HeadTurns { get; init; }

    /// <summary>Number of frames T.</summary>
    public int Frames => (int)Expression.shape[0];

    internal void Validate()
    {
        if (Expression.ndim != 2 || JawPose.ndim != 2 || JawPose.shape[0] != Frames || JawPose.shape[1] != 3)
            throw new ArgumentException("Expression must be [T, K] and JawPose [T, 3].");
        if (HeadTurns is not null && (HeadTurns.ndim != 2 || HeadTurns.shape[0] != Frames || HeadTurns.shape[1] != 3))
            throw new ArgumentException("HeadTurns must be [T, 3].");
        if (Aperture is not null && Aperture.Count != Frames) throw new ArgumentException("Aperture must have T numbers.");
    }
}
