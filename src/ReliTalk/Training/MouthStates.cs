using System.Numerics;
using ReliTalk.Geometry;
using ReliTalk.Rendering;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;

namespace ReliTalk.Training;

/// <summary>Joins geometry to rendering: from expression, jaw and pose to what the mouth networks see.</summary>
internal sealed class MouthStates(HeadFit fit, int size)
{
    private readonly FaceMapRenderer _maps = new(fit, size);

    /// <summary>The state of one frame. Safe for several threads.</summary>
    public MouthState State(ReadOnlySpan<float> expression, ReadOnlySpan<float> jaw, HeadPose pose, MouthArea area)
    {
        var normals = _maps.RenderNormals(expression, jaw, pose);
        return new MouthState(
            fit.Landmarks(expression, jaw, pose),
            fit.LipVertices(expression, jaw),
            new HeadMotion(pose.Rotation, pose.Scale, pose.Translation),
            area,
            normals,
            size);
    }

    /// <summary>The bank of a clip: every frame with its own mouth.</summary>
    public static FrameBank BuildBank(ClipData clip)
    {
        var states = new MouthStates(clip.Fit, clip.Size);
        var areas = MouthArea.Follow([.. clip.Track.Frames.Select(frame => (IReadOnlyList<Vector3>)frame.Landmarks)], clip.Size);
        var frames = new BankFrame[clip.Count];
        Parallel.For(0, clip.Count, t =>
            frames[t] = new BankFrame(
                clip.Frames[t].Pixels,
                states.State(clip.Fit.Expression(t), clip.Fit.JawPose(t), clip.Fit.Poses[t], areas[t]),
                clip.Silent[t]));
        return new FrameBank(clip.Size, frames);
    }
}
