using ReliTalk.Learning;
using ReliTalk.Learning.Optimisation;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Networks;
using ReliTalk.Reflectance.Priors;
using ReliTalk.Reflectance.Shading;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Reflectance.Training;

/// <summary>
/// Learns albedo, normals, specular weight, occlusion and light of one speaker from frames of one video (section 3.2 of the paper, Eq. 9-19).
/// The light starts from a least-squares fit; its scale stays pinned to <see cref="SourceLightOptions.SkinAlbedo"/>.
/// </summary>
public static class ReflectanceTrainer
{
    /// <summary>Name of the stage in progress reports.</summary>
    public const string Stage = "reflectance";

    /// <summary>Trains on a clip.</summary>
    /// <param name="frameCount">Frames of the clip, at least 1.</param>
    /// <param name="frame">Gives one frame; called once for each key frame, in order. All frames have one size, divisible by 8.</param>
    /// <param name="options">Sizes and switches; null for <see cref="ReflectanceOptions.Draft"/>.</param>
    /// <param name="identity">E_id of Eq. 19: sRGB pictures <c>[B, 3, H, W]</c> to embeddings <c>[B, n]</c>, differentiable; null leaves the identity steps out.</param>
    /// <param name="device">Where to compute; null for the CPU.</param>
    /// <param name="progress">Receives a report a step.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>The trained model; the caller disposes it.</returns>
    /// <exception cref="FaceNotFoundException">Too little skin with normals.</exception>
    /// <exception cref="TrainingDivergedException">A loss term is not finite.</exception>
    public static ReflectanceModel Train(int frameCount, Func<int, ReflectanceFrame> frame, ReflectanceOptions? options = null, Func<Tensor, Tensor>? identity = null,
        Device? device = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frameCount, 1);
        ArgumentNullException.ThrowIfNull(frame);
        options ??= ReflectanceOptions.Draft;
        options.Validate();
        var keys = LoadKeys(frameCount, frame, options, cancellationToken);
        var fitted = FitLight(keys, options);
        if (options.Light.NeutralLight > 0f || options.Light.NeutralExposure > 0f)
        {
            options = options with { Light = options.Light.Towards(fitted) };
            fitted = FitLight(keys, options);
        }

        using var generator = random.manual_seed((long)(options.Seed >> 1));
        var networks = new ReflectanceNetworks(options, keys[0].Width).to(device ?? CPU);
        try
        {
            networks.SetLight(fitted);
            using var session = new Session(networks, keys, fitted, options, identity, device ?? CPU);
            session.Run(progress, cancellationToken);
            return new ReflectanceModel(networks.to(CPU), options, keys[0].Width);
        }
        catch
        {
            networks.Dispose();
            throw;
        }
    }

    private static List<KeyFrame> LoadKeys(int frameCount, Func<int, ReflectanceFrame> frame, ReflectanceOptions options, CancellationToken cancellationToken)
    {
        var count = Math.Min(options.KeyFrames, frameCount);
        var keys = new List<KeyFrame>(count);
        for (var k = 0; k < count; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var index = (int)((k + 0.5) * frameCount / count);
            var key = new KeyFrame(frame(index), options.Shadows);
            if (key.Width % 8 != 0 || key.Height % 8 != 0) throw new ArgumentException($"Frame {index} is {key.Width}x{key.Height}; width and height must be divisible by 8.", nameof(frame));
            if (keys.Count > 0 && (key.Width != keys[0].Width || key.Height != keys[0].Height))
                throw new ArgumentException($"Frame {index} is {key.Width}x{key.Height}, but the first is {keys[0].Width}x{keys[0].Height}.", nameof(frame));
            keys.Add(key);
        }
        return keys;
    }

    private static RadianceCoefficients FitLight(List<KeyFrame> keys, ReflectanceOptions options)
    {
        var estimator = new SourceLightEstimator(options.Specular ? options.Light : options.Light with { SpecularWeight = 0f });
        // One frame alone says nothing of what stays the same.
        var consistent = options.Light.AlbedoConsistency && keys.Count > 1 && keys.TrueForAll(key => key.Patches is not null);
        var taken = Math.Min(keys.Count, consistent ? 24 : 12);
        for (var k = 0; k < taken; k++)
        {
            var key = keys[k * keys.Count / taken];
            estimator.Add(key.Linear, key.Normals, key.Skin, key.Width, key.Horizon, step: 5, consistent ? key.Patches : null);
        }
        return estimator.Solve();
    }

    /// <summary>One training: its constants as tensors and its step.</summary>
    private sealed class Session : IDisposable
    {
        private readonly ReflectanceNetworks _networks;
        private readonly ReflectanceOptions _options;
        private readonly Func<Tensor, Tensor>? _identity;
        private readonly NormalShading _shading;
        private readonly List<FrameTensors> _frames = [];
        private readonly Tensor _fitted, _skinAlbedo;
        private readonly Device _device;

        public Session(ReflectanceNetworks networks, List<KeyFrame> keys, RadianceCoefficients fitted, ReflectanceOptions options, Func<Tensor, Tensor>? identity, Device device)
        {
            _networks = networks;
            _options = options;
            _identity = identity;
            _device = device;
            _shading = new NormalShading(device);
            var table = LightTable.Build(new CoefficientLight(fitted), options.Light.Exponent);
            foreach (var key in keys) _frames.Add(new FrameTensors(key, table, device));
            _fitted = tensor(fitted.Values.ToArray(), [9, 3]).to(device);
            var skin = options.Light.SkinAlbedo;
            _skinAlbedo = tensor([skin.X, skin.Y, skin.Z], [1, 3]).to(device);
        }

        public void Run(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
        {
            Optimise(Stage, _options.Steps, _options.CheckpointPath, Decompose, progress, cancellationToken);
            if (_identity is null || _options.IdentitySteps == 0) return;
            var path = _options.CheckpointPath is { } main ? Path.ChangeExtension(main, ".identity" + Path.GetExtension(main)) : null;
            Optimise(Stage + " identity", _options.IdentitySteps, path, step => KeepIdentity(step, _identity), progress, cancellationToken);
        }

        public void Dispose()
        {
            foreach (var frame in _frames) frame.Dispose();
            _shading.Dispose();
            _fitted.Dispose();
            _skinAlbedo.Dispose();
        }

        private void Optimise(string stage, int steps, string? path, Func<TrainingStep, Losses> step, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
        {
            using var loop = new OptimisationLoop(stage, new OptimisationOptions
            {
                LearningRate = _options.LearningRate,
                Schedule = LearningRateSchedule.Cosine(warmupSteps: Math.Min(20, steps / 4)),
                GradientClip = 1,
                Seed = _options.Seed,
                Weights = _options.Weights,
                CheckpointPath = path,
                CheckpointEvery = 200,
            });
            foreach (var (name, part) in _networks.Parts) loop.Add(name, part);
            loop.Add("light", _networks.LightParameter, _options.LightRate);
            loop.Add("exponent", _networks.ExponentParameter, _options.LightRate);
            loop.Run(steps, step, progress, cancellationToken);
        }

        // Eq. 9-18: decompose a frame, put it together again (Eq. 17, linear light), compare.
        private Losses Decompose(TrainingStep step)
        {
            var frame = _frames[step.Random.Next(_frames.Count)];
            var maps = Maps(frame);
            var losses = Explain(frame, maps);
            if (_options.Smoothness) losses["smooth"] = Smoothness(frame, maps);
            if (_options.Parsimony) losses["parsimony"] = Parsimony.Entropy(maps.Albedo.squeeze(0), frame.SampleSkin(step.Random, 1024, _device));
            return losses;
        }

        // Eq. 19: under a random light the same face must still be the same person; only the normals learn from it.
        private Losses KeepIdentity(TrainingStep step, Func<Tensor, Tensor> identity)
        {
            var frame = _frames[step.Random.Next(_frames.Count)];
            var maps = Maps(frame);
            var losses = Explain(frame, maps);
            if (_options.Smoothness) losses["smooth"] = Smoothness(frame, maps);
            var light = tensor(RandomLight.Draw(step.Random).Values.ToArray(), [9, 3]).to(_device);
            var shade = _shading.Diffuse(maps.Normals, light);
            var specular = _shading.Specular(maps.Normals, _networks.LogExponent.detach(), light);
            // The ratio form: the picture's own detail stays, only shading changes.
            var old = Compose(maps.Albedo, maps.Shade, maps.SpecularWeight * maps.Specular).detach().clamp(min: 0.005);
            var relit = frame.Linear * Compose(maps.Albedo.detach(), shade, maps.SpecularWeight.detach() * specular) / old;
            var picture = ColorSpace.ToSrgb(relit.clamp(0, 1)) * frame.Lit + frame.Picture * (1 - frame.Lit);
            Tensor truth;
            using (no_grad()) truth = identity(frame.CropFace(frame.Picture));
            losses["identity"] = (identity(frame.CropFace(picture)) - truth).pow(2).sum();
            return losses;
        }

        private (Tensor Albedo, Tensor Normals, Tensor Residual, Tensor SpecularWeight, Tensor Shade, Tensor Specular) Maps(FrameTensors frame)
        {
            var albedo = _networks.Albedo(frame.Picture);
            var (normals, residual) = _networks.Normals(frame.Picture, frame.Rough, frame.Face);
            var weight = _networks.SpecularWeight(frame.Picture, normals, frame.Skin);
            var light = _networks.LightParameter;
            var shade = _shading.Diffuse(normals, light);
            var specular = _shading.Specular(normals, _networks.LogExponent, light);
            if (_options.Shadows)
            {
                var visible = _networks.FilledShare(frame.Visible, normals.detach(), shade.detach(), NormalShading.Front(light.detach()));
                shade = shade * visible;
                specular = specular * visible;
            }
            return (albedo, normals, residual, weight, shade, specular);
        }

        // Eq. 17, or its form whose highlights keep part of the light's own colour.
        private Tensor Compose(Tensor albedo, Tensor shade, Tensor gloss)
        {
            var tint = _options.Light.SpecularTint;
            return albedo * (shade + tint * gloss) + (1 - tint) * _options.Light.SpecularReference * gloss;
        }

        private Losses Explain(FrameTensors frame, (Tensor Albedo, Tensor Normals, Tensor Residual, Tensor SpecularWeight, Tensor Shade, Tensor Specular) maps)
        {
            var image = Compose(maps.Albedo, maps.Shade, maps.SpecularWeight * maps.Specular);
            // A clipped source pixel says "at least 1": a brighter reconstruction is no error there.
            var rgb = Loss.SquaredError(ColorSpace.ToSrgb(image.clamp(1e-5, 1)), frame.Picture, frame.Lit);
            var skinAlbedo = (maps.Albedo * frame.Skin).sum([2, 3]) / (frame.Skin.sum() + 1);
            return new Losses
            {
                ["rgb"] = rgb,
                ["normal"] = Loss.AbsoluteError(maps.Residual, maps.Residual.zeros_like(), frame.Face),
                ["scale"] = Loss.SquaredError(skinAlbedo, _skinAlbedo),
                ["light"] = Loss.SquaredError(_networks.LightParameter, _fitted),
                // One light cannot tell a glossy spot from a bright one: gloss departs from the skin's typical one only where the picture insists.
                ["gloss"] = Loss.SquaredError(maps.SpecularWeight / Math.Max(_options.Light.SpecularWeight, 1e-3f), maps.SpecularWeight.ones_like(), frame.Skin),
            };
        }

        private static Tensor Smoothness(FrameTensors frame, (Tensor Albedo, Tensor Normals, Tensor Residual, Tensor SpecularWeight, Tensor Shade, Tensor Specular) maps)
            => Loss.TotalVariation(maps.Albedo, frame.Skin) + Loss.TotalVariation(maps.Normals, frame.Skin)
                + Loss.TotalVariation(maps.SpecularWeight * maps.Specular, frame.Skin) + Loss.TotalVariation(maps.SpecularWeight, frame.Skin);
    }
}
