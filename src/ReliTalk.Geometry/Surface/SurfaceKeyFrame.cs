using ReliTalk.Geometry.Masks;
using ReliTalk.Media;

namespace ReliTalk.Geometry.Surface;

/// <summary>One frame that the implicit surface learns from.</summary>
/// <param name="Frame">Zero-based frame of the fit.</param>
/// <param name="Picture">The picture, of the fit's size.</param>
/// <param name="Matte">The person's matte, of the picture's size.</param>
/// <param name="Skin">Bare skin and lips, of the picture's size: where colours may supervise the surface.</param>
public sealed record SurfaceKeyFrame(int Frame, Frame Picture, Matte Matte, Matte Skin);
