namespace ReliTalk.Geometry.Tracking;

/// <summary>Both eyes in one frame. Left and right are the picture's.</summary>
/// <param name="Left">The eye on the picture's left.</param>
/// <param name="Right">The eye on the picture's right.</param>
/// <param name="Blink">Whether both eyes are shut: open by less than half of what is usual in the clip.</param>
public sealed record EyeFrame(EyeState Left, EyeState Right, bool Blink);
