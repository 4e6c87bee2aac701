using System.Drawing;
using System.Numerics;
using ReliTalk.Geometry;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Rendering;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;

namespace ReliTalk.Training;

/// <summary>Joins geometry to rendering: from expression, jaw and pose to what the mouth networks see. One thread at a time.</summary>
internal sealed class MouthStates(HeadFit fit, int size)
{
    private readonly FaceMapRenderer _maps = new(fit, size);
    private readonly float[] _normals = new float[3 * size * size];

    // Beside the crop as much is drawn as its normals' smoothing reaches: eight of 256 pixels.
    private readonly int _margin = size / 32;

    /// <summary>The state of the mouth in one frame.</summary>
    public MouthState State(ReadOnlySpan<float> expression, Vector3 jaw, HeadPose pose, MouthArea area)
        => Drawn(expression, jaw, pose, area, null, Rectangle.Inflate(new Rectangle(area.CropX, area.CropY, area.CropSize, area.CropSize), _margin, _margin));

    /// <summary>The same, and the head's depth: pixels towards the viewer, minus infinity where there is no head.</summary>
    public (MouthState Mouth, float[] Depth) StateWithDepth(ReadOnlySpan<float> expression, Vector3 jaw, HeadPose pose, MouthArea area)
    {
        var depth = new float[size * size];
        return (Drawn(expression, jaw, pose, area, depth, null), depth);
    }

    private MouthState Drawn(ReadOnlySpan<float> expression, Vector3 jaw, HeadPose pose, MouthArea area, float[]? depth, Rectangle? window)
    {
        var landmarks = _maps.Render(expression, jaw, pose, _normals, depth, window);
        var principal = fit.Camera.PrincipalPoint;
        var motion = new HeadMotion(pose.Rotation, pose.Scale, new Vector2(principal.X + pose.Translation.X, principal.Y - pose.Translation.Y));
        return new MouthState(landmarks, fit.LipVertices(expression, jaw), motion, area, _normals, size);
    }

    /// <summary>The bank of a clip: every frame with its own mouth.</summary>
    public static FrameBank BuildBank(ClipData clip)
    {
        var areas = MouthArea.Follow([.. clip.Track.Frames.Select(frame => frame.Landmarks)], clip.Size);
        var frames = new BankFrame[clip.Count];
        Parallel.For(
            0, clip.Count,
            () => new MouthStates(clip.Fit, clip.Size),
            (t, _, states) =>
            {
                var own = states.State(clip.Fit.ExpressionOf(t), clip.Fit.JawPoseOf(t), clip.Fit.Poses[t], areas[t]);
                frames[t] = new BankFrame(clip.Frames[t].Pixels, own, clip.Silent[t]);
                return states;
            },
            _ => { });
        return new FrameBank(clip.Size, frames);
    }
}
