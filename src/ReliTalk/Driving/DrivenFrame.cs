using ReliTalk.Media;

namespace ReliTalk.Driving;

/// <summary>A frame that speaks, still in the source video's light.</summary>
/// <param name="Index">Place in the output video.</param>
/// <param name="BankIndex">Source frame that serves as background.</param>
/// <param name="Picture">I^ of Eq. 5.</param>
internal readonly record struct DrivenFrame(int Index, int BankIndex, Frame Picture);
