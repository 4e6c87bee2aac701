using System.Numerics;

namespace ReliTalk.Geometry.Tracking;

/// <summary>The main face in one frame.</summary>
/// <param name="Found">False where no face was seen: the landmarks are then bridged from the neighbours.</param>
/// <param name="Landmarks">478 points: x and y in pixels (y down, pixel centres at +0.5), z on the same scale, smaller is nearer.</param>
/// <param name="Score">How sure the network is that a face is there, 0..1; 0 where <paramref name="Found"/> is false.</param>
public sealed record TrackedFrame(bool Found, IReadOnlyList<Vector3> Landmarks, float Score)
{
    /// <summary>Distance of the outer eye corners in three dimensions, pixels: a face size that neither speech nor turning changes much.</summary>
    public float EyeDistance => Vector3.Distance(Landmarks[FaceLandmarks.LeftEyeOuter], Landmarks[FaceLandmarks.RightEyeOuter]);
}
