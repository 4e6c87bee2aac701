using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Training;

/// <summary>How the head is turned, as the audio layer wants it: pitch, yaw and roll in radians.</summary>
internal static class HeadTurns
{
    /// <summary>One pose.</summary>
    public static Vector3 Of(HeadPose pose)
    {
        var (yaw, pitch, roll) = pose.Angles;
        return new Vector3(pitch, yaw, roll) * (MathF.PI / 180);
    }

    /// <summary>All frames, float32 [T, 3], owned by the caller.</summary>
    public static Tensor Of(HeadFit fit)
    {
        var values = new float[fit.FrameCount * 3];
        for (var t = 0; t < fit.FrameCount; t++) Of(fit.Poses[t]).CopyTo(values, t * 3);
        return tensor(values, [fit.FrameCount, 3]);
    }
}
