namespace ReliTalk.Geometry.Tracking;

/// <summary>One eye in one frame.</summary>
/// <param name="Opening">Gap between the lids over the eye's own width from corner to corner: about 0.3 open, below 0.12 shut.</param>
/// <param name="Yaw">Gaze against the head in degrees, 0 for what is usual in the clip: positive where the eye looks to the picture's right. Means little while the eye is shut.</param>
/// <param name="Pitch">The same up and down: positive where the eye looks down. The lids follow the gaze and hide part of the iris, so it is less sure than <paramref name="Yaw"/>.</param>
public readonly record struct EyeState(float Opening, float Yaw, float Pitch);
