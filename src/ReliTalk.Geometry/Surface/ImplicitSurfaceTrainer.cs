using System.Numerics;
using System.Runtime.InteropServices;
using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Rasterisation;
using ReliTalk.Learning.Optimisation;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// Trains the implicit head of section 3.1: first to the fitted mesh, then with the pictures' colours and mattes, while the mesh goes on to
/// supervise distance, normals, skinning weights and blendshapes.
/// </summary>
public sealed class ImplicitSurfaceTrainer
{
    private const double MatteSharpness = 50;
    private const double DetachedShare = 0.25;
    private const float LeastKernel = 0.1f; // head-space units

    private readonly HeadFit _fit;
    private readonly ImplicitSurfaceOptions _options;
    private readonly CanonicalSpace _space;
    private readonly Vector3[] _canonical;
    private readonly ImplicitHead _head;
    private readonly HeadSurfaceSamples _samples;
    private readonly float _fieldPower;
    private readonly int[] _seen;
    private readonly Prepared[] _frames;

    private ImplicitSurfaceTrainer(HeadFit fit, IReadOnlyList<SurfaceKeyFrame> keyFrames, ImplicitSurfaceOptions options)
    {
        _fit = fit;
        _options = options;
        options.Validate();
        var neutral = fit.Vertices([], Vector3.Zero);
        _space = CanonicalSpace.Around(neutral);
        _canonical = Array.ConvertAll(neutral, _space.FromHead);
        _seen = new int[fit.TriangleParts.Length];
        _frames = [.. keyFrames.Select(Prepare)];
        _samples = new HeadSurfaceSamples(fit, _space, keyFrames.Count > 0 ? _seen : []);
        var doubt = Math.Max(options.Uncertainty, LeastKernel) / _space.Extent;
        var prior = options.MeshPrior ? DistanceGrid.Build(_samples.Cover(doubt / 2), doubt, options.Band / _space.Extent) : null;
        _head = new ImplicitHead(fit, options, _space, prior);
        _fieldPower = _samples.FieldPower();
    }

    /// <summary>Trains.</summary>
    /// <param name="fit">The subject's fitted head.</param>
    /// <param name="keyFrames">Frames to learn from; may be empty, which leaves the mesh's smooth form.</param>
    /// <param name="options">Sizes and weights; null for <see cref="ImplicitSurfaceOptions.Draft"/>.</param>
    /// <param name="progress">Receives reports of the stages "surface prefit" and "surface".</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>The trained head; owned by the caller.</returns>
    /// <exception cref="TrainingDivergedException">A loss or a gradient is not finite.</exception>
    public static ImplicitHead Train(
        HeadFit fit, IReadOnlyList<SurfaceKeyFrame> keyFrames, ImplicitSurfaceOptions? options = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(keyFrames);
        var trainer = new ImplicitSurfaceTrainer(fit, keyFrames, options ?? ImplicitSurfaceOptions.Draft);
        try
        {
            trainer.Prefit(progress, cancellationToken);
            if (trainer._options.Steps > 0) trainer.Refine(progress, cancellationToken);
            return trainer._head;
        }
        catch
        {
            trainer._head.Dispose();
            throw;
        }
        finally
        {
            foreach (var frame in trainer._frames) frame.Dispose();
        }
    }

    private void Prefit(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        using var loop = new OptimisationLoop("surface prefit", Adam(_options.LearningRate, ".prefit")).Add("deformation", _head.Deformation);
        if (!_options.MeshPrior) loop.Add("distance", _head.Distance);
        loop.Run(_options.PrefitSteps, step =>
        {
            var losses = new Losses();
            Supervise(losses, step.Random, _options.MeshPrior ? null : 3);
            return losses;
        }, progress, cancellationToken);
    }

    private void Refine(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var frames = _frames.Where(frame => frame.Skin.Length >= _options.RaysPerFrame).ToArray();
        if (frames.Length == 0) return;
        var conditions = _fit.ExpressionCount + 3;
        using var generator = manual_seed((long)(_options.Seed >> 1) + 1);
        using var coarse = new CoarseRenderer(_options.Shading, _options.CoarseWidth, _options.CoarseDepth, _options.Width, conditions);
        using var loop = new OptimisationLoop("surface", Adam(_options.LearningRate / 4, ".surface"))
            .Add("distance", _head.Distance).Add("deformation", _head.Deformation).Add("coarse", coarse, 4);
        loop.Run(_options.Steps, step =>
        {
            var losses = new Losses();
            Supervise(losses, step.Random, _options.HeadNormalWeight);
            var chosen = Enumerable.Range(0, Math.Min(_options.FramesPerStep, frames.Length)).Select(_ => frames[step.Random.Next(frames.Length)]).ToArray();
            Look(losses, step.Random, chosen, coarse, step.Fraction < DetachedShare);
            return losses;
        }, progress, cancellationToken);
    }

    private OptimisationOptions Adam(double rate, string suffix) => new()
    {
        LearningRate = rate,
        Schedule = LearningRateSchedule.Cosine(20, 0.02),
        Seed = _options.Seed,
        CheckpointPath = _options.CheckpointPath is { } path ? path + suffix : null,
        GradientClip = 5,
    };

    /// <summary>What the fitted head says: surface, normals, distances beside it, unit gradients, smoothness, blendshapes and skinning.</summary>
    private void Supervise(Losses losses, Random random, double? headNormalWeight)
    {
        var count = _options.SamplesPerStep;
        var places = new Vector3[count];
        var normals = new Vector3[count];
        var row = 3 * _samples.ExpressionCount + 3 * DeformationNetwork.PoseFeatureCount + DeformationNetwork.BoneCount;
        var fields = new float[count * row];
        _samples.Draw(random, places, normals, fields);

        // Beside the surface: so near that the surface's own place is the nearest. Far away: gradients only.
        var near = new Vector3[count / 2];
        var heights = new float[near.Length];
        var far = new Vector3[count / 8];
        var neighbours = new Vector3[count / 4];
        var reach = _options.SmoothnessReach / _space.Extent;
        for (var i = 0; i < near.Length; i++)
        {
            heights[i] = i % 2 == 0 ? 0 : (2 * random.NextSingle() - 1) * _head.Band * 0.5f;
            near[i] = places[i] + heights[i] * normals[i];
        }
        for (var i = 0; i < far.Length; i++) far[i] = places[count - 1 - i] + 4 * _head.Band * (2 * random.NextSingle() - 1) * normals[count - 1 - i] + RandomVector(random) * _head.Band;
        // The fitted mesh is off along the surface by about as much as its landmarks. Asked for the normal beside a place as often as for the one
        // at it, the network learns the mean over that uncertainty: a crease that may lie a little to either side is drawn as softly as it is known.
        var blurred = new Vector3[count];
        var doubt = _options.Uncertainty / _space.Extent;
        for (var i = 0; i < count; i++)
        {
            var step = new Vector3(Gaussian(random), Gaussian(random), Gaussian(random)) * doubt;
            blurred[i] = places[i] + step - Vector3.Dot(step, normals[i]) * normals[i];
        }

        for (var i = 0; i < neighbours.Length; i++)
        {
            var aside = Vector3.Cross(normals[i], RandomVector(random));
            neighbours[i] = blurred[i] + aside / (aside.Length() + 1e-6f) * reach;
        }

        var found = _head.Deformation.call(Pack(places));
        var difference = (found - tensor(fields, [count, row])).pow(2);
        losses["blendshapes"] = difference.narrow(1, 0, row - 3).sum() / _fieldPower / count * _options.BlendshapeWeight;
        losses["skinning"] = difference.narrow(1, row - 3, 3).sum(1).mean() * _options.SkinningWeight;
        if (headNormalWeight is not { } normalWeight) return;

        var (distance, gradient, _) = _head.Distance.WithGradient(cat([Pack(blurred), Pack(neighbours), Pack(far)], 0));
        var length = (gradient.pow(2).sum(1) + 1e-12).sqrt();
        var unit = gradient / length.unsqueeze(1);
        var beside = _head.Distance.call(Pack(near)) - tensor(heights);
        losses["head"] = beside.abs().mean() * (_options.HeadWeight * 10);
        losses["head normal"] = (1 - (unit.narrow(0, 0, count) * Pack(normals)).sum(1)).mean() * normalWeight;
        losses["eikonal"] = (length - 1).pow(2).mean() * _options.EikonalWeight;
        losses["smooth"] = (unit.narrow(0, 0, neighbours.Length) - unit.narrow(0, count, neighbours.Length)).pow(2).sum(1).mean() * _options.SmoothnessWeight;
    }

    /// <summary>What the pictures say: colours where skin is seen, and no surface beside the person.</summary>
    private void Look(Losses losses, Random random, Prepared[] frames, CoarseRenderer coarse, bool detached)
    {
        var rays = _options.RaysPerFrame;
        using var states = _head.States([.. frames.Select(frame => frame.State)]);
        var picked = frames.Select(frame => frame.Pick(random, rays)).ToArray();
        var anchors = Join(picked, pick => pick.Anchors);
        var directions = Join(picked, pick => pick.Directions);
        var starts = Join(picked, pick => pick.Starts);
        var colours = tensor(picked.SelectMany(pick => MemoryMarshal.Cast<Vector3, float>(pick.Colours).ToArray()).ToArray(), [frames.Length * rays, 3]);
        var outside = tensor(picked.SelectMany(pick => pick.Outside).ToArray(), [frames.Length * rays]);

        var (places, hit) = _head.Intersection.Find(anchors, directions, starts, states);
        var met = hit.to(float32).reshape(-1);
        var inside = met * (1 - outside);
        var surface = _head.Intersection.Differentiable(places, directions, states);
        var (_, normals, features) = _head.NormalsAt(surface, states);
        var turns = stack([.. frames.Select(frame => frame.Turn)], 0);
        var seen = normals.bmm(turns.transpose(1, 2)).reshape(-1, 3);
        if (detached) (seen, features, surface) = (seen.detach(), features.detach(), surface.detach());
        var conditions = stack([.. frames.Select(frame => frame.Condition)], 0).repeat_interleave(rays, 0);
        var rendered = coarse.call(surface.reshape(-1, 3), seen, features, conditions);
        // Charbonnier: a brow or a shadow that no smooth cause explains must not bend the surface.
        losses["rgb"] = (((rendered - colours).pow(2).sum(1) + 1e-4).sqrt() * inside).sum() / (inside.sum() + 1) * _options.RgbWeight;
        var depths = _head.Distance.call(places.detach().reshape(-1, 3));
        losses["matte"] = (softplus(depths * -MatteSharpness) * outside * met).sum() / (outside.sum() + 1) / MatteSharpness * _options.MatteWeight;
    }

    private Prepared Prepare(SurfaceKeyFrame key)
    {
        var size = key.Picture.Width;
        var scale = (float)size / _fit.Width;
        var rasteriser = new Rasteriser(size, key.Picture.Height);
        var (expression, jaw, pose) = (_fit.ExpressionOf(key.Frame).ToArray(), _fit.JawPoseOf(key.Frame), _fit.Poses[key.Frame]);
        var screen = new Vector3[_fit.VertexCount];
        pose.Project(_fit.Vertices(expression, jaw), _fit.Camera, screen);
        for (var i = 0; i < screen.Length; i++) screen[i] *= scale;
        rasteriser.Draw(screen, _fit.Triangles, hideBackFaces: true);
        var (skin, matte) = (key.Skin.Values, key.Matte.Values);
        foreach (var triangle in rasteriser.TriangleIds)
            if (triangle >= 0) _seen[triangle]++;
        var rays = SurfaceRays.Of(rasteriser, _fit, pose, _space, _canonical, scale,
            pixel => _fit.TriangleParts[rasteriser.TriangleIds[pixel]] is not (HeadPart.Eyes or HeadPart.MouthInterior) && (skin[pixel] > 200 || matte[pixel] < 25));
        return new Prepared(key, rays, (expression, jaw, pose));
    }

    private static Tensor Pack(Vector3[] points) => tensor(MemoryMarshal.Cast<Vector3, float>(points.AsSpan()).ToArray(), [points.Length, 3]);

    private static Tensor Join(Picked[] picked, Func<Picked, Vector3[]> part) => cat([.. picked.Select(pick => SurfaceRays.Pack(part(pick)))], 0);

    /// <summary>A normal deviate (G. Box and M. Muller, 1958).</summary>
    private static float Gaussian(Random random) => MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());

    private static Vector3 RandomVector(Random random) => new(2 * random.NextSingle() - 1, 2 * random.NextSingle() - 1, 2 * random.NextSingle() - 1);

    private sealed record Picked(Vector3[] Anchors, Vector3[] Directions, Vector3[] Starts, Vector3[] Colours, float[] Outside);

    /// <summary>A key frame with its rays, divided into skin and surroundings.</summary>
    private sealed class Prepared : IDisposable
    {
        private const float OutsideShare = 0.125f;

        private readonly SurfaceRays _rays;
        private readonly Frame _picture;
        private readonly int[] _outside;

        public Prepared(SurfaceKeyFrame key, SurfaceRays rays, (float[] Expression, Vector3 Jaw, HeadPose Pose) state)
        {
            _rays = rays;
            _picture = key.Picture;
            State = state;
            Skin = [.. Enumerable.Range(0, rays.Pixels.Length).Where(i => key.Matte.Values[rays.Pixels[i]] > 230)];
            _outside = [.. Enumerable.Range(0, rays.Pixels.Length).Where(i => key.Matte.Values[rays.Pixels[i]] < 25)];
            var m = Matrix4x4.CreateFromQuaternion(state.Pose.Rotation);
            Turn = tensor(new[] { m.M11, m.M21, m.M31, m.M12, m.M22, m.M32, m.M13, m.M23, m.M33 }, [3, 3]).DetachFromDisposeScope();
            Condition = tensor([.. state.Expression, state.Jaw.X, state.Jaw.Y, state.Jaw.Z], [state.Expression.Length + 3]).DetachFromDisposeScope();
        }

        public int[] Skin { get; }

        public (float[] Expression, Vector3 Jaw, HeadPose Pose) State { get; }

        public Tensor Turn { get; }

        public Tensor Condition { get; }

        public void Dispose()
        {
            Turn.Dispose();
            Condition.Dispose();
        }

        public Picked Pick(Random random, int count)
        {
            var indices = new int[count];
            var outside = new float[count];
            for (var i = 0; i < count; i++)
            {
                var beside = _outside.Length > 0 && i < count * OutsideShare;
                indices[i] = beside ? _outside[random.Next(_outside.Length)] : Skin[random.Next(Skin.Length)];
                outside[i] = beside ? 1 : 0;
            }
            return new Picked(
                Array.ConvertAll(indices, i => _rays.Anchors[i]), Array.ConvertAll(indices, i => _rays.Directions[i]), Array.ConvertAll(indices, i => _rays.Starts[i]),
                Array.ConvertAll(indices, i => Colour(_rays.Pixels[i])), outside);
        }

        private Vector3 Colour(int pixel)
        {
            var at = pixel * _picture.Channels;
            return new Vector3(_picture.Pixels[at], _picture.Pixels[at + 1], _picture.Pixels[at + 2]) / 255f;
        }
    }
}
