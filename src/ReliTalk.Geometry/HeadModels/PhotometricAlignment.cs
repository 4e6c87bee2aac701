using System.Numerics;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Media;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// Refines the head's pose in every frame so that the picture agrees with itself: forehead, nose and upper cheeks are unwarped from all
/// frames, and each pose is moved until its texture meets the clip's own (B. D. Lucas and T. Kanade, 1981, with the six pose parameters of
/// the fitted mesh and a gain and offset of the brightness as unknowns). Landmark networks are right on average and tremble by tenths of a
/// pixel; what is pasted along a trembling pose flickers.
/// </summary>
public static class PhotometricAlignment
{
    private const int Rounds = 3;
    private const int Steps = 2;
    private const int PoseTerms = PoseMeasurement.Unknowns;

    // How far the landmarks' pose is believed, standard deviations: radians, relative scale, share of the picture's width.
    private const double TurnSpread = 0.05;
    private const double ScaleSpread = 0.02;
    private const double ShiftSpread = 0.006;

    // What a talking head's second differences in time are like, the same units.
    private const double TurnAcceleration = 0.003;
    private const double ScaleAcceleration = 0.001;
    private const double ShiftAcceleration = 0.002;

    // Neighbouring texels share blur and compression: so many of them know as much as one.
    private const double Alike = 11;

    // Residual, in a texel's own deviations, from which it counts less.
    private const float Robust = 2;

    /// <summary>Aligns the poses of a fit with the frames.</summary>
    /// <param name="fit">The fitted head; of the default model's landmarks.</param>
    /// <param name="track">The track that was fitted.</param>
    /// <param name="frames">The frames, one for each of the track's, as large as the track says or another size of the same square.</param>
    /// <param name="model">The head that was fitted.</param>
    /// <param name="cancellationToken">Stops between rounds.</param>
    /// <exception cref="ArgumentException">The numbers of frames differ.</exception>
    public static AlignedHead Align(
        HeadFit fit, ClipTrack track, IReadOnlyList<Frame> frames, CanonicalHeadModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(model);
        if (fit.FrameCount != track.Count || frames.Count != track.Count)
            throw new ArgumentException($"{frames.Count} frames and {fit.FrameCount} poses; the track has {track.Count} frames.", nameof(frames));
        var texels = StillTexels.Of(fit, model);
        var poses = fit.Poses.ToArray();
        var planes = new LumaPlane?[frames.Count];
        Parallel.For(0, frames.Count, t => planes[t] = track.Frames[t].Found ? LumaPlane.Of(frames[t], fit.Width, track.Frames[t].Landmarks) : null);
        var seen = Enumerable.Range(0, frames.Count).Where(t => planes[t] is not null).ToArray();
        var shots = TrackSmoothing.Shots(track).ToArray();
        var spreads = Spreads(fit.Width, TurnSpread, ScaleSpread, ShiftSpread);
        var hold = Array.ConvertAll(spreads, spread => 1 / (spread * spread));
        var textures = new float[frames.Count][];
        Sample();
        var before = Jitter(textures, seen, texels);
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var texture = TextureModel.Learn(textures, seen, texels);
            var measured = new PoseMeasurement[frames.Count];
            Parallel.For(0, frames.Count, t => measured[t] = planes[t] is { } plane
                ? Measure(plane, texture, texels, fit.Poses[t], poses[t], fit.Camera, hold)
                : PoseMeasurement.Unseen(hold));
            foreach (var (start, end) in shots) Smooth(fit.Poses, measured, start, end, fit.Width, poses);
            Centre(fit.Poses, seen, poses);
            Sample();
        }
        return new AlignedHead(fit.WithPoses(poses), Moved(track, fit, poses), before, Jitter(textures, seen, texels));

        void Sample() => Parallel.ForEach(seen, t => textures[t] = texels.Sample(planes[t]!, poses[t], fit.Camera));
    }

    private static double[] Spreads(int width, double turn, double scale, double shift) => [turn, turn, turn, scale, shift * width, shift * width];

    /// <summary>Gauss-Newton for one frame: pose and light together.</summary>
    private static PoseMeasurement Measure(
        LumaPlane plane, TextureModel texture, StillTexels texels, HeadPose landmarks, HeadPose pose, HeadCamera camera, double[] hold)
    {
        const int unknowns = PoseTerms + TextureModel.LightTerms;
        Span<float> row = stackalloc float[unknowns];
        Span<Vector3> change = stackalloc Vector3[PoseTerms];
        double[] information = [];
        for (var step = 0; step < Steps; step++)
        {
            var observed = texels.Sample(plane, pose, camera);
            var light = texture.LightOf(observed);
            var equations = new NormalEquations(unknowns);
            var matrix = Matrix4x4.CreateFromQuaternion(pose.Rotation);
            for (var i = 0; i < texels.Count; i++)
            {
                if (float.IsNaN(observed[i]) || texture.Weights[i] == 0) continue;
                var turned = Vector3.Transform(texels.Points[i], matrix);
                var point = new Vector3(pose.Scale * turned.X + pose.Translation.X, pose.Scale * turned.Y + pose.Translation.Y, pose.Scale * turned.Z);
                var near = 1 / (1 - point.Z / camera.FocalLength);
                var slope = near * near / camera.FocalLength;
                var (dx, dy) = plane.Gradient(camera.PrincipalPoint.X + point.X * near, camera.PrincipalPoint.Y - point.Y * near);
                change[0] = pose.Scale * new Vector3(0, -turned.Z, turned.Y);
                change[1] = pose.Scale * new Vector3(turned.Z, 0, -turned.X);
                change[2] = pose.Scale * new Vector3(-turned.Y, turned.X, 0);
                change[3] = pose.Scale * turned;
                change[4] = Vector3.UnitX;
                change[5] = Vector3.UnitY;
                for (var k = 0; k < PoseTerms; k++)
                    row[k] = dx * (change[k].X * near + point.X * slope * change[k].Z) - dy * (change[k].Y * near + point.Y * slope * change[k].Z);
                texture.LightRow(i, row[PoseTerms..]);
                for (var k = PoseTerms; k < unknowns; k++) row[k] = -row[k];
                var error = texture.Under(light, i) - observed[i];
                var deviation = texture.Weights[i] * error * error;
                equations.Add(row, error, texture.Weights[i] / Alike / (1 + deviation / (Robust * Robust)));
            }
            var moved = PoseMeasurement.Between(landmarks, pose);
            for (var k = 0; k < PoseTerms; k++) equations.Hold(k, -moved[k], hold[k]);
            for (var k = PoseTerms; k < unknowns; k++) equations.Hold(k, 0, k == PoseTerms + 3 ? 1e-3 : 1);
            pose = PoseMeasurement.Apply(pose, equations.Solve());
            information = equations.Information(PoseTerms);
        }
        return new PoseMeasurement(PoseMeasurement.Between(landmarks, pose), information);
    }

    private static void Smooth(IReadOnlyList<HeadPose> landmarks, PoseMeasurement[] measured, int start, int end, int width, HeadPose[] poses)
    {
        var count = end - start;
        var acceleration = new double[count][];
        for (var t = 1; t + 1 < count; t++)
        {
            var (back, forth) = (PoseMeasurement.Between(landmarks[start + t - 1], landmarks[start + t]), PoseMeasurement.Between(landmarks[start + t], landmarks[start + t + 1]));
            acceleration[t] = [.. forth.Zip(back, (a, b) => a - b)];
        }
        var corrections = MotionSmoothing.Solve(measured[start..end], acceleration, Spreads(width, TurnAcceleration, ScaleAcceleration, ShiftAcceleration));
        for (var t = 0; t < count; t++) poses[start + t] = PoseMeasurement.Apply(landmarks[start + t], corrections[t]);
    }

    /// <summary>
    /// Takes the mean correction away: a texture that has slid over the face as a whole agrees with the pictures as well as before, so the
    /// mean place is the landmarks' to say. Turns are averaged in the head's axes, which the texture is fixed to.
    /// </summary>
    private static void Centre(IReadOnlyList<HeadPose> landmarks, int[] seen, HeadPose[] poses)
    {
        var turn = Vector3.Zero;
        var scale = 0.0;
        var shift = Vector2.Zero;
        foreach (var t in seen)
        {
            var moved = PoseMeasurement.Between(landmarks[t], poses[t]);
            turn += Vector3.Transform(new Vector3((float)moved[0], (float)moved[1], (float)moved[2]), Quaternion.Conjugate(poses[t].Rotation)) / seen.Length;
            scale += moved[3] / seen.Length;
            shift += new Vector2((float)moved[4], (float)moved[5]) / seen.Length;
        }
        for (var t = 0; t < poses.Length; t++)
        {
            var back = Vector3.Transform(-turn, poses[t].Rotation);
            poses[t] = PoseMeasurement.Apply(poses[t], [back.X, back.Y, back.Z, -scale, -shift.X, -shift.Y]);
        }
    }

    private static ClipTrack Moved(ClipTrack track, HeadFit fit, HeadPose[] poses)
    {
        var moved = new TrackedFrame[track.Count];
        Parallel.For(0, track.Count, t =>
        {
            var frame = track.Frames[t];
            var from = fit.Landmarks(fit.ExpressionOf(t), fit.JawPoseOf(t), fit.Poses[t]);
            var to = fit.Landmarks(fit.ExpressionOf(t), fit.JawPoseOf(t), poses[t]);
            moved[t] = frame with { Landmarks = [.. frame.Landmarks.Select((point, i) => point + to[i] - from[i])] };
        });
        return new ClipTrack(track.Width, track.Height, moved);
    }

    /// <summary>Second differences of the texture over three consecutive frames, brightness taken out.</summary>
    private static float Jitter(float[][] textures, int[] seen, StillTexels texels)
    {
        double sum = 0;
        long count = 0;
        for (var s = 1; s + 1 < seen.Length; s++)
        {
            var t = seen[s];
            if (seen[s - 1] != t - 1 || seen[s + 1] != t + 1) continue;
            var (a, b, c) = (textures[t - 1], textures[t], textures[t + 1]);
            double mean = 0;
            var used = 0;
            for (var i = 0; i < texels.Count; i++)
            {
                var d = a[i] - 2 * b[i] + c[i];
                if (float.IsNaN(d)) continue;
                mean += d;
                used++;
            }
            mean /= Math.Max(1, used);
            for (var i = 0; i < texels.Count; i++)
            {
                var d = a[i] - 2 * b[i] + c[i];
                if (float.IsNaN(d)) continue;
                sum += Math.Abs(d - mean);
                count++;
            }
        }
        return count == 0 ? 0 : (float)(sum / count);
    }
}
