using ReliTalk.Audio.Features;
using ReliTalk.Learning.Optimisation;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.LipMesh;

/// <summary>
/// The default F_mesh: a small network from speech features to the pose of the lips, trained by <c>tools/ReliTalk.LipMeshTrainer</c> on synthesised
/// speech of many voices and several languages, whose phoneme times are known, with targets by dominance functions. It has seen no person.
/// Frees its network when disposed.
/// </summary>
public sealed class LearnedLipMesh : ILipMesh, IDisposable
{
    private const string Resource = "ReliTalk.Audio.LipMesh.lip-mesh.safetensors";

    private const int DefaultWidth = 48;

    private readonly LipMeshNetwork _network;

    private LearnedLipMesh(LipMeshNetwork network)
    {
        _network = network;
        network.eval();
    }

    /// <inheritdoc />
    public string Name => "learned";

    /// <summary>Numbers at the start of a row of features that the network reads: the phone posteriors.</summary>
    public int FeatureDimension => _network.Dimension;

    /// <summary>Loads the weights that are part of this package.</summary>
    public static LearnedLipMesh Load()
    {
        using var resource = typeof(LearnedLipMesh).Assembly.GetManifestResourceStream(Resource)
            ?? throw new WeightsFileException($"This build of ReliTalk.Audio lacks the resource '{Resource}'. Run tools/ReliTalk.LipMeshTrainer and build again.");
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.Create(path)) resource.CopyTo(file);
            return Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Loads weights that <see cref="Save"/> wrote.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <exception cref="WeightsFileException">The file is missing, damaged or of another network.</exception>
    public static LearnedLipMesh Load(string path)
    {
        using var scope = NewDisposeScope();
        using var file = SafeTensorsFile.Open(path);
        var tensors = file.ReadAll();
        if (!tensors.TryGetValue("conv1.weight", out var first) || first.ndim != 3)
            throw new WeightsFileException($"'{path}' does not hold a lip mesh network: it lacks the tensor 'conv1.weight'.");
        var network = Create((int)first.shape[1], (int)first.shape[0]);
        using var still = no_grad();
        foreach (var (name, value) in network.state_dict())
        {
            if (!tensors.TryGetValue(name, out var stored) || !stored.shape.AsSpan().SequenceEqual(value.shape))
                throw new WeightsFileException($"'{path}' does not hold a lip mesh network: the tensor '{name}' is missing or has another shape.");
            value.copy_(stored);
        }

        return new LearnedLipMesh(network);
    }

    /// <summary>Trains a network.</summary>
    /// <param name="windows">f_pho of many frames, float32 [N, 16, D], phone posteriors first; stays the caller's.</param>
    /// <param name="poses">The lips' pose in each frame, float32 [N, 6], in cm; stays the caller's.</param>
    /// <param name="steps">Optimisation steps, above 0.</param>
    /// <param name="batch">Frames of a step, above 0.</param>
    /// <param name="seed">Seed of everything random.</param>
    /// <param name="progress">Receives a report after every step.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    public static LearnedLipMesh Train(
        Tensor windows, Tensor poses, int steps = 4000, int batch = 256, int seed = 1,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(poses);
        if (windows.ndim != 3 || windows.shape[1] != FeatureTrack.WindowSteps || windows.shape[2] < PhonemePosteriors.Phones.Count || poses.ndim != 2 || poses.shape[1] != LipPose.Count || poses.shape[0] != windows.shape[0])
            throw new ArgumentException($"Windows must be [N, 16, D] and poses [N, {LipPose.Count}].", nameof(windows));
        using (manual_seed(seed)) { }
        var network = Create(PhonemePosteriors.Phones.Count, DefaultWidth);
        network.train();
        using var loop = new OptimisationLoop("lip mesh", new OptimisationOptions
        {
            LearningRate = 2e-3,
            Schedule = LearningRateSchedule.Cosine(50, 0.01),
            WeightDecay = 0.01,
            GradientClip = 1,
            Seed = (ulong)seed,
        });
        loop.Add("network", network);
        using var scope = NewDisposeScope();
        // Closed lips are rare and seen at once when missed: an opening counts more the narrower it is.
        var importance = 1 + 2 * exp(poses.narrow(1, 0, 1) * -6);
        loop.Run(steps, step =>
        {
            var chosen = new long[batch];
            for (var i = 0; i < batch; i++) chosen[i] = step.Random.NextInt64(windows.shape[0]);
            var rows = tensor(chosen);
            var error = (network.call(windows.index_select(0, rows)) - poses.index_select(0, rows)).square();
            return new Losses { ["pose"] = (error * importance.index_select(0, rows)).mean() };
        }, progress, cancellationToken);
        return new LearnedLipMesh(network);
    }

    /// <summary>Writes the weights as safetensors.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="metadata">What to say about the training; null for nothing.</param>
    public void Save(string path, IReadOnlyDictionary<string, string>? metadata = null) => SafeTensorsFile.Write(path, _network.state_dict(), metadata);

    /// <inheritdoc />
    public Tensor Animate(LipTemplate template, Tensor windows)
    {
        ArgumentNullException.ThrowIfNull(template);
        using var scope = NewDisposeScope();
        return template.Move(Poses(windows)).MoveToOuterDisposeScope();
    }

    /// <summary>The poses behind the vertices: float32 [T, 6], owned by the caller.</summary>
    /// <param name="windows">float32 [T, 16, D].</param>
    public Tensor Poses(Tensor windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        if (windows.ndim != 3 || windows.shape[1] != FeatureTrack.WindowSteps || windows.shape[2] < FeatureDimension)
            throw new ArgumentException($"Windows must be [T, {FeatureTrack.WindowSteps}, at least {FeatureDimension}].", nameof(windows));
        using var still = no_grad();
        return _network.call(windows);
    }

    /// <inheritdoc />
    public void Dispose() => _network.Dispose();

    /// <summary>A network whose parameters outlive the caller's dispose scope.</summary>
    private static LipMeshNetwork Create(int dimension, int width)
    {
        using var scope = NewDisposeScope();
        var network = new LipMeshNetwork(dimension, width);
        foreach (var parameter in network.parameters()) parameter.DetachFromDisposeScope();
        return network;
    }
}
