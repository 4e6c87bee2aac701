using System.Numerics;
using ReliTalk.Geometry.Tracking;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// Adjusts the poses of all frames and the subject's mean shape together so that the shape's projections meet the landmarks (bundle
/// adjustment by alternation: Gauss-Newton for each pose, then 3 x 3 normal equations for each point). The network's own depth is only
/// a weak guide for the poses, and holds the shape where the clip's turns say nothing about depth.
/// </summary>
internal sealed class PoseBundle
{
    private const int Rounds = 5;
    private const int PoseSteps = 3;
    private const double DepthGuide = 0.1;
    private const float DepthHold = 0.3f;
    private const double ShapeHold = 1e-3;

    private readonly ClipTrack _track;
    private readonly int[] _seen;
    private readonly float[] _weights;
    private readonly HeadCamera _camera;
    private readonly Vector3[] _anchor;

    /// <summary>Prepares the adjustment.</summary>
    /// <param name="track">The tracked clip.</param>
    /// <param name="seen">Frames that count for the shape.</param>
    /// <param name="weights">Weight of each landmark in the poses.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="mean">Mean shape from the network's own depth.</param>
    /// <param name="poses">First poses, adjusted in place.</param>
    public PoseBundle(ClipTrack track, int[] seen, float[] weights, HeadCamera camera, Vector3[] mean, HeadPose[] poses)
    {
        (_track, _seen, _weights, _camera) = (track, seen, weights, camera);
        _anchor = (Vector3[])mean.Clone();
        Mean = (Vector3[])mean.Clone();
        Poses = poses;
    }

    /// <summary>The adjusted mean shape, in the frame of the first one.</summary>
    public Vector3[] Mean { get; private set; }

    /// <summary>The adjusted poses.</summary>
    public HeadPose[] Poses { get; }

    /// <summary>Runs the alternation.</summary>
    public void Adjust()
    {
        for (var round = 0; round < Rounds; round++)
        {
            Parallel.For(0, _track.Count, t => Poses[t] = AdjustPose(_track.Frames[t].Landmarks, Poses[t]));
            AdjustShape();
        }
        Parallel.For(0, _track.Count, t => Poses[t] = AdjustPose(_track.Frames[t].Landmarks, Poses[t]));
    }

    /// <summary>Weighted mean squared distance of the shape's projections to the landmarks of the frames that count, square pixels.</summary>
    public double SquaredError()
    {
        double sum = 0, total = 0;
        foreach (var t in _seen)
        {
            for (var i = 0; i < Mean.Length; i++)
            {
                if (_weights[i] == 0) continue;
                var screen = _camera.Project(Poses[t].ToCamera(Mean[i]));
                var landmark = _track.Frames[t].Landmarks[i];
                var (dx, dy) = (screen.X - landmark.X, screen.Y - landmark.Y);
                sum += _weights[i] * (dx * dx + dy * dy);
                total += _weights[i];
            }
        }
        return sum / total;
    }

    /// <summary>
    /// The landmarks of a frame in head space. Sideways they are the observation; their depth is the shape's plus half of what the network
    /// saw beyond it once the plane through the difference is taken away, because the network's depth tilts with the pose.
    /// </summary>
    public Vector3[] Unpose(int frame)
    {
        var pose = Poses[frame];
        var landmarks = _track.Frames[frame].Landmarks;
        var count = Mean.Length;
        var expected = new Vector3[count];
        for (var i = 0; i < count; i++) expected[i] = pose.ToCamera(Mean[i]);
        var plane = new NormalEquations(3);
        for (var i = 0; i < count; i++)
            plane.Add([1, expected[i].X / 100, expected[i].Y / 100], -landmarks[i].Z - expected[i].Z, _weights[i]);
        var tilt = plane.Solve();
        var result = new Vector3[count];
        for (var i = 0; i < count; i++)
        {
            var beyond = -landmarks[i].Z - expected[i].Z - (float)(tilt[0] + tilt[1] * expected[i].X / 100 + tilt[2] * expected[i].Y / 100);
            result[i] = pose.Unpose(landmarks[i] with { Z = -(expected[i].Z + 0.5f * beyond) }, _camera);
        }
        return result;
    }

    private HeadPose AdjustPose(IReadOnlyList<Vector3> landmarks, HeadPose pose)
    {
        Span<float> row = stackalloc float[6];
        Span<Vector3> change = stackalloc Vector3[6];
        for (var step = 0; step < PoseSteps; step++)
        {
            var equations = new NormalEquations(6);
            var matrix = Matrix4x4.CreateFromQuaternion(pose.Rotation);
            var (depthMean, totalWeight) = DepthOffset(landmarks, pose);
            for (var i = 0; i < Mean.Length; i++)
            {
                if (_weights[i] == 0) continue;
                var turned = Vector3.Transform(Mean[i], matrix);
                var point = new Vector3(pose.Scale * turned.X + pose.Translation.X, pose.Scale * turned.Y + pose.Translation.Y, pose.Scale * turned.Z);
                var near = 1 / (1 - point.Z / _camera.FocalLength);
                // Unknowns: a small turn (three), the relative change of scale, and the shift.
                for (var axis = 0; axis < 3; axis++)
                    change[axis] = pose.Scale * Vector3.Cross(axis == 0 ? Vector3.UnitX : axis == 1 ? Vector3.UnitY : Vector3.UnitZ, turned);
                change[3] = pose.Scale * turned;
                change[4] = Vector3.UnitX;
                change[5] = Vector3.UnitY;
                var slope = near * near / _camera.FocalLength;
                for (var k = 0; k < 6; k++) row[k] = change[k].X * near + point.X * slope * change[k].Z;
                equations.Add(row, landmarks[i].X - _camera.PrincipalPoint.X - point.X * near, _weights[i]);
                for (var k = 0; k < 6; k++) row[k] = change[k].Y * near + point.Y * slope * change[k].Z;
                equations.Add(row, _camera.PrincipalPoint.Y - landmarks[i].Y - point.Y * near, _weights[i]);
                for (var k = 0; k < 6; k++) row[k] = k < 3 ? change[k].Z : 0;
                equations.Add(row, -landmarks[i].Z - point.Z - depthMean, _weights[i] * DepthGuide);
            }
            equations.Hold(3, 0, 1e-6 * totalWeight);
            var x = equations.Solve();
            var turn = JawSkinning.Rotation(new Vector3((float)x[0], (float)x[1], (float)x[2]));
            pose = new HeadPose(
                Quaternion.Normalize(turn * pose.Rotation), pose.Scale * MathF.Exp((float)Math.Clamp(x[3], -0.2, 0.2)),
                pose.Translation + new Vector2((float)x[4], (float)x[5]));
        }
        return pose;
    }

    private (float Mean, float Weight) DepthOffset(IReadOnlyList<Vector3> landmarks, HeadPose pose)
    {
        float sum = 0, total = 0;
        for (var i = 0; i < Mean.Length; i++)
        {
            sum += _weights[i] * (-landmarks[i].Z - pose.ToCamera(Mean[i]).Z);
            total += _weights[i];
        }
        return (sum / total, total);
    }

    private void AdjustShape()
    {
        var count = Mean.Length;
        var next = new Vector3[count];
        var scale = _seen.Average(t => Poses[t].Scale);
        Parallel.For(0, count, i =>
        {
            var equations = new NormalEquations(3);
            Span<float> row = stackalloc float[3];
            foreach (var t in _seen)
            {
                var pose = Poses[t];
                var point = pose.ToCamera(Mean[i]);
                var near = 1 / (1 - point.Z / _camera.FocalLength);
                var slope = near * near / _camera.FocalLength;
                var m = Matrix4x4.CreateFromQuaternion(pose.Rotation);
                // Row r of the rotation is column r of System.Numerics' transposed matrix.
                Vector3 right = new(m.M11, m.M21, m.M31), up = new(m.M12, m.M22, m.M32), toward = new(m.M13, m.M23, m.M33);
                var landmark = _track.Frames[t].Landmarks[i];
                var across = pose.Scale * (right * near + point.X * slope * toward);
                across.CopyTo(row);
                equations.Add(row, landmark.X - _camera.PrincipalPoint.X - point.X * near, 1.0 / _seen.Length);
                var along = pose.Scale * (up * near + point.Y * slope * toward);
                along.CopyTo(row);
                equations.Add(row, _camera.PrincipalPoint.Y - landmark.Y - point.Y * near, 1.0 / _seen.Length);
            }
            equations.Hold(2, _anchor[i].Z - Mean[i].Z, DepthHold * scale * scale);
            for (var axis = 0; axis < 3; axis++) equations.Hold(axis, 0, ShapeHold * scale * scale);
            var x = equations.Solve();
            next[i] = Mean[i] + new Vector3((float)x[0], (float)x[1], (float)x[2]);
        });
        // Hold the frame of reference: poses take up what the whole shape drifted.
        var home = SimilarityFit.Solve(next, _anchor, _weights);
        for (var i = 0; i < count; i++) next[i] = home.Apply(next[i]);
        for (var t = 0; t < Poses.Length; t++)
        {
            var rotation = Quaternion.Normalize(Poses[t].Rotation * Quaternion.Conjugate(home.Rotation));
            var pose = new HeadPose(rotation, Poses[t].Scale / home.Scale, Poses[t].Translation);
            var shift = pose.ToCamera(home.Translation);
            Poses[t] = pose with { Translation = Poses[t].Translation - (new Vector2(shift.X, shift.Y) - pose.Translation) };
        }
        Mean = next;
    }
}
