namespace ReliTalk.Audio.Streaming;

/// <summary>Expression and jaw pose of one video frame.</summary>
/// <param name="Index">Number of the frame from 0; it shows at Index / 25 s of the speech.</param>
/// <param name="Expression">psi, K numbers.</param>
/// <param name="JawPose">theta of the jaw, axis-angle in radians, 3 numbers.</param>
/// <param name="Speaking">Probability that there is speech, 0..1.</param>
public sealed record ExpressionFrame(int Index, float[] Expression, float[] JawPose, float Speaking);
