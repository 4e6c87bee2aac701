namespace ReliTalk.Rendering.Bank;

/// <summary>One source frame that can serve as background and as reference mouth.</summary>
/// <param name="Pixels">The work picture, RGB bytes row by row, size x size x 3. Not copied: do not change it.</param>
/// <param name="Mouth">The frame's own mouth.</param>
/// <param name="Silent">True where the source clip's sound is silent here.</param>
public sealed record BankFrame(ReadOnlyMemory<byte> Pixels, MouthState Mouth, bool Silent);
