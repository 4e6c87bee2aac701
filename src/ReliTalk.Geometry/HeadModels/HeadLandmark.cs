namespace ReliTalk.Geometry.HeadModels;

/// <summary>A point that a tracked face and a head model both have.</summary>
/// <param name="Tracked">Where it lies among the 478 tracked points.</param>
/// <param name="Surface">Where it lies on the model.</param>
/// <param name="Slides">True where the two agree only across the surface, as on the outline of a turning face.</param>
public readonly record struct HeadLandmark(SurfacePoint Tracked, SurfacePoint Surface, bool Slides);
