using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>A head and its track after <see cref="PhotometricAlignment"/>: the poses follow the pixels of the still parts of the face.</summary>
/// <param name="Fit">The fit with the aligned poses; psi, theta and surface as before.</param>
/// <param name="Track">The track, every frame's landmarks moved along with the pose.</param>
/// <param name="JitterBefore">Mean absolute second difference in time of the still parts' texture under the poses that came in, grey levels of 255.</param>
/// <param name="JitterAfter">The same under the aligned poses; noise and compression of the video are part of both.</param>
public sealed record AlignedHead(HeadFit Fit, ClipTrack Track, float JitterBefore, float JitterAfter);
