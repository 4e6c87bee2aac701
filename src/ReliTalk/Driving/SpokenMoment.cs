using System.Numerics;

namespace ReliTalk.Driving;

/// <summary>What the speech makes the face do in one output frame.</summary>
/// <param name="Index">Place in the output video; it shows at Index / 25 s of the speech.</param>
/// <param name="Expression">psi.</param>
/// <param name="Jaw">theta of the jaw, axis-angle in radians.</param>
/// <param name="Silent">Whether nothing is said.</param>
/// <param name="Sound">The frame's own 40 ms of a live sound, at the caller's sample rate; empty for a file.</param>
internal sealed record SpokenMoment(int Index, float[] Expression, Vector3 Jaw, bool Silent, ReadOnlyMemory<float> Sound = default)
{
    /// <summary>When the frame is shown.</summary>
    public TimeSpan Time => FrameClock.TimeOf(Index);
}
