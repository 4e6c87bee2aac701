using ReliTalk.Media;

namespace ReliTalk.Driving;

/// <summary>A frame that speaks, still in the source video's light.</summary>
/// <param name="Moment">What is said.</param>
/// <param name="BankIndex">Source frame that serves as background.</param>
/// <param name="Picture">I^ of Eq. 5.</param>
internal readonly record struct DrivenFrame(SpokenMoment Moment, int BankIndex, Frame Picture);
