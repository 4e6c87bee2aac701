using ReliTalk.Media;
using ReliTalk.Rendering;

namespace ReliTalk.Driving;

/// <summary>A frame that speaks, still in the source video's light.</summary>
/// <param name="Moment">What is said.</param>
/// <param name="BankIndex">Source frame that serves as background.</param>
/// <param name="Picture">I^ of Eq. 5.</param>
/// <param name="Mouth">The drawn mouth.</param>
/// <param name="Paste">How much of the mouth's crop was drawn anew, 0..1.</param>
/// <param name="Opening">Where the mouth is open, over its crop, 0..1.</param>
/// <param name="Depth">The speaking head's depth in pixels towards the viewer, which its shadows follow from.</param>
internal sealed record DrivenFrame(SpokenMoment Moment, int BankIndex, Frame Picture, MouthState Mouth, float[] Paste, float[] Opening, float[] Depth);
