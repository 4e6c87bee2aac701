using ReliTalk.Media;

namespace ReliTalk;

/// <summary>A frame of a live performance with the sound that belongs to it: played together, the two can never drift apart.</summary>
/// <param name="Picture">The picture; its timestamp is its place on the sound's clock, frame number / 25 s.</param>
/// <param name="Sound">
/// The 40 ms of sound of this frame, at the caller's sample rate, with the silence that filled gaps; the last frame may have less. Mono, -1..1.
/// </param>
public sealed record LiveFrame(Frame Picture, ReadOnlyMemory<float> Sound);
