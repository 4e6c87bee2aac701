using System.Numerics;
using ReliTalk.Geometry.HeadModels;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// What the deformation network must know of F frames: psi, the jaw's pose feature and each bone's motion, in canonical units and relative
/// to the head, so that the head's own bone is the identity. Owns its tensors.
/// </summary>
public sealed class FrameStates : IDisposable
{
    private FrameStates(Tensor expressions, Tensor poseFeatures, Tensor turns, Tensor shifts)
    {
        Expressions = expressions;
        PoseFeatures = poseFeatures;
        Turns = turns;
        Shifts = shifts;
    }

    /// <summary>psi, float32 [F, K].</summary>
    public Tensor Expressions { get; }

    /// <summary>The jaw's rotation matrix less the identity, float32 [F, 9].</summary>
    public Tensor PoseFeatures { get; }

    /// <summary>Linear parts of the bones' motion, float32 [F, 3, 3, 3], matrices that multiply columns.</summary>
    public Tensor Turns { get; }

    /// <summary>Translations of the bones' motion, float32 [F, 3, 3].</summary>
    public Tensor Shifts { get; }

    /// <summary>Builds the states of frames.</summary>
    /// <param name="space">The canonical space.</param>
    /// <param name="jawPivot">Where the jaw turns, head space.</param>
    /// <param name="rest">The head's pose at which the torso stays.</param>
    /// <param name="frames">psi (shorter ones are filled with zeros), theta and head pose of each frame.</param>
    /// <param name="expressions">Number K of expression coefficients.</param>
    public static FrameStates Build(CanonicalSpace space, Vector3 jawPivot, HeadPose rest, IReadOnlyList<(float[] Expression, Vector3 Jaw, HeadPose Pose)> frames, int expressions)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var count = frames.Count;
        var psi = new float[count * expressions];
        var feature = new float[count * 9];
        var turns = new float[count * 27];
        var shifts = new float[count * 9];
        for (var t = 0; t < count; t++)
        {
            var (expression, jaw, pose) = frames[t];
            expression.AsSpan(0, Math.Min(expressions, expression.Length)).CopyTo(psi.AsSpan(t * expressions));
            Bone(t, 0, point => Unpose(pose, rest.ToCamera(point)));
            Bone(t, 1, point => point);
            var turn = JawSkinning.Rotation(jaw);
            Bone(t, 2, point => jawPivot + Vector3.Transform(point - jawPivot, turn));
            for (var i = 0; i < 9; i++) feature[t * 9 + i] = turns[t * 27 + 18 + i] - (i % 4 == 0 ? 1 : 0);
        }
        return new FrameStates(
            tensor(psi, [count, expressions]).DetachFromDisposeScope(), tensor(feature, [count, 9]).DetachFromDisposeScope(),
            tensor(turns, [count, 3, 3, 3]).DetachFromDisposeScope(), tensor(shifts, [count, 3, 3]).DetachFromDisposeScope());

        // An affine motion is known from where it takes the origin and the three axes.
        void Bone(int t, int bone, Func<Vector3, Vector3> motion)
        {
            var origin = Moved(Vector3.Zero);
            Vector3[] columns = [Moved(Vector3.UnitX) - origin, Moved(Vector3.UnitY) - origin, Moved(Vector3.UnitZ) - origin];
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++) turns[t * 27 + bone * 9 + i * 3 + j] = columns[j][i];
                shifts[t * 9 + bone * 3 + i] = origin[i];
            }

            Vector3 Moved(Vector3 unit) => space.FromHead(motion(space.ToHead(unit)));
        }
    }

    /// <summary>Camera space to the head space of a pose.</summary>
    internal static Vector3 Unpose(HeadPose pose, Vector3 camera)
        => Vector3.Transform(camera - new Vector3(pose.Translation, 0), Quaternion.Conjugate(pose.Rotation)) / pose.Scale;

    /// <inheritdoc/>
    public void Dispose()
    {
        Expressions.Dispose();
        PoseFeatures.Dispose();
        Turns.Dispose();
        Shifts.Dispose();
    }
}
