using System.Numerics;
using System.Runtime.InteropServices;
using ReliTalk.Geometry.Tracking;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>
/// Fits the default head to a tracked clip: poses by weighted Procrustes and then, with the subject's shape, by bundle adjustment; the
/// jaw's turn from the chin, and an expression basis by principal components of what is left.
/// </summary>
public static class HeadFitter
{
    private const int Rounds = 4;

    // Chin and lower cheeks: points that the jaw carries and the lips do not pull much.
    private static readonly int[] ChinPoints = [152, 148, 377, 176, 400, 149, 378, 150, 379, 175, 199, 171, 396, 208, 428, 140, 369, 170, 395, 32, 262, 211, 431];

    /// <summary>Fits the default head.</summary>
    /// <param name="track">The tracked clip in work-picture pixels, smoothed.</param>
    /// <param name="model">The default head.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <exception cref="FaceNotFoundException">No frame of the clip shows a face.</exception>
    public static HeadFit Fit(ClipTrack track, CanonicalHeadModel model, HeadFitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(model);
        options ??= new HeadFitOptions();
        options.Validate();
        var seen = Enumerable.Range(0, track.Count).Where(t => track.Frames[t].Found).ToArray();
        if (seen.Length == 0) throw new FaceNotFoundException("No frame of the clip shows a face, so no head can be fitted.");

        var camera = HeadCamera.WeakPerspective(track.Width, track.Height);
        var weights = new float[FaceLandmarks.Count];
        for (var i = 0; i < FaceLandmarks.MeshCount; i++)
        {
            // Points that the jaw carries would tip the head with every open mouth.
            var still = 1 - model.JawWeights[i];
            weights[i] = model.Face.PoseWeights[i] * still * still;
        }
        var canonical = model.Template[..FaceLandmarks.Count].ToArray();

        var mean = canonical;
        var poses = new HeadPose[track.Count];
        var shapes = new Vector3[track.Count][];
        for (var round = 0; round < Rounds; round++)
        {
            for (var t = 0; t < track.Count; t++) (poses[t], shapes[t]) = Pose(track.Frames[t].Landmarks, mean, weights, camera);
            // The subject's mean is held in the canonical face's own frame, so that rotations keep one meaning.
            mean = Average(shapes, seen);
            var home = SimilarityFit.Solve(mean, canonical, weights);
            for (var i = 0; i < mean.Length; i++) mean[i] = home.Apply(mean[i]);
        }
        for (var t = 0; t < track.Count; t++) (poses[t], _) = Pose(track.Frames[t].Landmarks, mean, weights, camera);
        var pixels = seen.Average(t => poses[t].Scale);
        var rigid = RigidWeights(model.JawWeights);
        camera = camera with { FocalLength = options.FocalLength ?? pixels * ViewingDistance(track, seen, rigid, camera, mean, poses, pixels, options) };
        var bundle = new PoseBundle(track, seen, rigid, camera, mean, poses);
        bundle.Adjust();
        Parallel.For(0, track.Count, t => shapes[t] = bundle.Unpose(t));

        var jawWeights = model.JawWeights.Take(FaceLandmarks.Count).ToArray();
        var jaws = FitJaw(shapes, RestShape(track, shapes, seen), jawWeights, model.JawPivot);
        for (var t = 0; t < track.Count; t++) JawSkinning.Unpose(shapes[t], jawWeights, model.JawPivot, jaws[t]);
        mean = Average(shapes, seen);
        var (expressions, basis) = Components(shapes, seen, mean, options.ExpressionComponents);

        var rounded = FaceRelief.Lowered(mean);
        var extension = model.Extend(rounded);
        var surface = new LinearPoints(
            [.. rounded, .. extension.Vertices], [.. basis.Select(field => CanonicalHeadModel.Spread(field, extension))],
            CanonicalHeadModel.WholeJawWeights(jawWeights, extension));
        return new HeadFit(
            model.Name, track.Width, track.Height, camera, surface, new LinearPoints(mean, basis, jawWeights), [.. model.Triangles],
            [.. model.TriangleParts], model.JawPivot, expressions, jaws, poses);
    }

    /// <summary>
    /// The distance under whose perspective some frames' landmarks agree best with one shape, weighed against what is usual: the least
    /// N ln(error) + ln(d / expected)^2 / (2 spread^2), between grid points by a parabola in ln d.
    /// </summary>
    private static float ViewingDistance(
        ClipTrack track, int[] seen, float[] rigid, HeadCamera camera, Vector3[] mean, HeadPose[] poses, float pixels, HeadFitOptions options)
    {
        const int most = 32;
        const int half = 3;
        // The errors of a frame's landmarks hang together: a frame counts as a few measurements, not as its points.
        const double evidence = 2;
        var spread = options.ViewingDistanceSpread;
        // A face that hardly turns shows no perspective that a shape could not have as well.
        if (spread == 0 || seen.Length < 8) return options.ViewingDistance;
        int[] picked = [.. Enumerable.Range(0, Math.Min(most, seen.Length)).Select(i => seen[i * seen.Length / Math.Min(most, seen.Length)])];
        var some = new ClipTrack(track.Width, track.Height, [.. picked.Select(t => track.Frames[t])]);
        int[] all = [.. Enumerable.Range(0, picked.Length)];
        var costs = new double[2 * half + 1];
        for (var g = -half; g <= half; g++)
        {
            var offset = 2.0 * g / half;
            var trial = camera with { FocalLength = pixels * options.ViewingDistance * (float)Math.Exp(offset * spread) };
            var bundle = new PoseBundle(some, all, rigid, trial, mean, [.. picked.Select(t => poses[t])]);
            bundle.Adjust();
            costs[g + half] = evidence * picked.Length * Math.Log(bundle.SquaredError() + 1e-4) + offset * offset / 2;
        }
        var best = Math.Clamp(Array.IndexOf(costs, costs.Min()), 1, costs.Length - 2);
        var (before, here, after) = (costs[best - 1], costs[best], costs[best + 1]);
        var curve = before - 2 * here + after;
        var between = curve > 1e-9 ? Math.Clamp(0.5 * (before - after) / curve, -1, 1) : 0;
        return options.ViewingDistance * (float)Math.Exp(2.0 * (best - half + between) / half * spread);
    }

    private static float[] RigidWeights(IReadOnlyList<float> jawWeights)
    {
        var weights = new float[FaceLandmarks.Count];
        foreach (var index in FaceLandmarks.Rigid) weights[index] = (1 - jawWeights[index]) * (1 - jawWeights[index]);
        return weights;
    }

    private static (HeadPose Pose, Vector3[] Still) Pose(IReadOnlyList<Vector3> landmarks, Vector3[] mean, float[] weights, HeadCamera camera)
    {
        var target = new Vector3[landmarks.Count];
        for (var i = 0; i < target.Length; i++)
            target[i] = new Vector3(landmarks[i].X - camera.PrincipalPoint.X, camera.PrincipalPoint.Y - landmarks[i].Y, -landmarks[i].Z);
        var fit = SimilarityFit.Solve(mean, target, weights);
        var pose = new HeadPose(fit.Rotation, fit.Scale, new Vector2(fit.Translation.X, fit.Translation.Y));
        return (pose, [.. landmarks.Select(point => pose.Unpose(point, camera, fit.Translation.Z))]);
    }

    private static Vector3[] Average(Vector3[][] shapes, int[] frames)
    {
        var mean = new Vector3[shapes[0].Length];
        foreach (var t in frames)
            for (var i = 0; i < mean.Length; i++)
                mean[i] += shapes[t][i];
        for (var i = 0; i < mean.Length; i++) mean[i] /= frames.Length;
        return mean;
    }

    /// <summary>The mean shape of the quarter of frames with the smallest mouth opening: where theta is 0.</summary>
    private static Vector3[] RestShape(ClipTrack track, Vector3[][] still, int[] seen)
    {
        var aperture = track.LipAperture();
        return Average(still, [.. seen.OrderBy(t => aperture[t]).Take(Math.Max(1, seen.Length / 4))]);
    }

    /// <summary>
    /// Gauss-Newton on the chin's points: v = pivot + (w R(theta) + (1 - w) I) (rest - pivot). Turning about y and z is held back because
    /// jaws do little of it, and depth counts less because the network's depth is the noisiest coordinate.
    /// </summary>
    private static Vector3[] FitJaw(Vector3[][] still, Vector3[] rest, float[] weights, Vector3 pivot)
    {
        const float depthTrust = 0.25f;
        const double holdX = 0.5, holdOthers = 60;
        var jaws = new Vector3[still.Length];
        for (var t = 0; t < still.Length; t++)
        {
            var jaw = Vector3.Zero;
            for (var iteration = 0; iteration < 3; iteration++)
            {
                double[,] normal = { { holdX, 0, 0 }, { 0, holdOthers, 0 }, { 0, 0, holdOthers } };
                double[] right = [-holdX * jaw.X, -holdOthers * jaw.Y, -holdOthers * jaw.Z];
                var rotation = Matrix4x4.CreateFromQuaternion(JawSkinning.Rotation(jaw));
                foreach (var index in ChinPoints)
                {
                    var w = weights[index];
                    var arm = rest[index] - pivot;
                    var turned = Vector3.Transform(arm, rotation);
                    var error = still[t][index] - (pivot + Vector3.Lerp(arm, turned, w));
                    // d(R arm) = d(theta) x turned, to first order.
                    var columns = new[] { Vector3.Cross(Vector3.UnitX, turned) * w, Vector3.Cross(Vector3.UnitY, turned) * w, Vector3.Cross(Vector3.UnitZ, turned) * w };
                    for (var axis = 0; axis < 3; axis++)
                    {
                        var trust = axis == 2 ? depthTrust : 1f;
                        for (var r = 0; r < 3; r++)
                        {
                            right[r] += trust * columns[r][axis] * error[axis];
                            for (var c = 0; c < 3; c++) normal[r, c] += trust * columns[r][axis] * columns[c][axis];
                        }
                    }
                }
                jaw += Solve(normal, right);
            }
            jaws[t] = jaw;
        }
        return jaws;
    }

    private static Vector3 Solve(double[,] m, double[] b)
    {
        double Determinant(double[,] a) =>
            a[0, 0] * (a[1, 1] * a[2, 2] - a[1, 2] * a[2, 1]) - a[0, 1] * (a[1, 0] * a[2, 2] - a[1, 2] * a[2, 0]) + a[0, 2] * (a[1, 0] * a[2, 1] - a[1, 1] * a[2, 0]);
        var whole = Determinant(m);
        var result = Vector3.Zero;
        for (var column = 0; column < 3; column++)
        {
            var replaced = (double[,])m.Clone();
            for (var row = 0; row < 3; row++) replaced[row, column] = b[row];
            result[column] = (float)(Determinant(replaced) / whole);
        }
        return result;
    }

    /// <summary>
    /// Principal components of the rest-pose shapes, lips counted more and depth and eyes less. Each basis field has unit root mean square
    /// under those weights, so that a coefficient is a displacement in head-space units.
    /// </summary>
    private static (float[] Expressions, Vector3[][] Basis) Components(Vector3[][] shapes, int[] seen, Vector3[] mean, int wanted)
    {
        var points = mean.Length;
        var weight = Importance();
        var rootTotal = MathF.Sqrt(points);
        var all = new float[shapes.Length * points * 3];
        for (var t = 0; t < shapes.Length; t++)
        {
            for (var p = 0; p < points; p++)
            {
                var offset = (shapes[t][p] - mean[p]) * weight[p];
                offset.CopyTo(all, (t * points + p) * 3);
            }
        }
        var components = Math.Min(wanted, Math.Max(1, seen.Length - 1));
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var data = tensor(all, [shapes.Length, points * 3]);
        var learnt = data.index_select(0, tensor(Array.ConvertAll(seen, t => (long)t)));
        // The smaller of the two Gram matrices gives the same components.
        Tensor directions;
        if (seen.Length < points * 3)
        {
            var (_, vectors) = linalg.eigh(learnt.matmul(learnt.t()).to(ScalarType.Float64));
            var leading = vectors.narrow(1, seen.Length - components, components).to(ScalarType.Float32);
            directions = learnt.t().matmul(leading);
        }
        else
        {
            var (_, vectors) = linalg.eigh(learnt.t().matmul(learnt).to(ScalarType.Float64));
            directions = vectors.narrow(1, points * 3 - components, components).to(ScalarType.Float32);
        }
        directions = directions / directions.norm(0, true).clamp_min(1e-12);
        var coefficients = data.matmul(directions).flip(1) / rootTotal;
        var fields = directions.flip(1).t().contiguous().data<float>().ToArray();
        var basis = new Vector3[components][];
        for (var k = 0; k < components; k++)
        {
            basis[k] = new Vector3[points];
            for (var p = 0; p < points; p++)
            {
                var at = (k * points + p) * 3;
                basis[k][p] = new Vector3(fields[at], fields[at + 1], fields[at + 2]) * rootTotal / weight[p];
            }
        }
        return (coefficients.contiguous().data<float>().ToArray(), basis);
    }

    private static Vector3[] Importance()
    {
        var weight = Enumerable.Repeat(new Vector3(1, 1, 0.5f), FaceLandmarks.Count).ToArray();
        foreach (var index in FaceLandmarks.LeftEye) weight[index] *= 0.4f;
        foreach (var index in FaceLandmarks.RightEye) weight[index] *= 0.4f;
        for (var index = FaceLandmarks.LeftIris; index < FaceLandmarks.Count; index++) weight[index] *= 0.3f;
        foreach (var index in FaceLandmarks.Lips) weight[index] = new Vector3(2, 2, 0.7f);
        return weight;
    }
}
