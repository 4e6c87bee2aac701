using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReliTalk.Learning.Models;
using ReliTalk.Media;
using ReliTalk.Reflectance.Training;
using ReliTalk.Training;

namespace ReliTalk.Evaluation;

/// <summary>
/// <c>evaluate ics DIR</c> (Table 4 of the paper) and <c>evaluate ablations DIR</c> (Fig. 9): the decomposition trained again with a part left out, on one
/// prepared clip, scored by normals, albedo and relighting against the set's truth.
/// </summary>
public sealed class AblationProtocol
{
    private static readonly (string Name, Func<ReflectanceOptions, ReflectanceOptions> Change)[] All =
    [
        ("full", options => options),
        ("no_ics", options => options with { IdentitySteps = 0 }),
        ("no_initial_normal", options => options with { InitialNormals = false }),
        ("no_normal_residual", options => options with { NormalResidual = false }),
        ("no_parsimony", options => options with { Parsimony = false }),
        ("no_smoothness", options => options with { Smoothness = false }),
        ("no_specular_map", options => options with { SpecularMap = false }),
        ("no_specular", options => options with { Specular = false }),
        ("no_shadows", options => options with { Shadows = false }),
        ("albedo_consistency", options => options with { Light = options.Light with { AlbedoConsistency = true } }),
    ];

    private readonly string _name;
    private readonly int _variants;

    private AblationProtocol(string name, int variants)
    {
        _name = name;
        _variants = variants;
    }

    /// <summary>Table 4: with and without identity consistency.</summary>
    public static AblationProtocol IdentityConsistency(TrainingOptions training) => new("ics", 2) { Training = training };

    /// <summary>Fig. 9: every part left out once, and what is off by default switched on. Trains once for each.</summary>
    public static AblationProtocol EveryPart(TrainingOptions training) => new("ablations", All.Length) { Training = training };

    /// <summary>How the portrait is trained; the size is the set's own.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>Runs the protocol.</summary>
    /// <param name="setFolder">A folder laid out as docs/evaluation.md says.</param>
    /// <param name="progress">Training and relighting.</param>
    /// <param name="logger">What happens; null: nobody.</param>
    /// <param name="cancellationToken">Stops between steps and pictures.</param>
    /// <exception cref="MediaException">The set is not complete.</exception>
    public async Task<AblationRecord> RunAsync(
        string setFolder, IProgress<TrainingProgress>? progress = null, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        var truth = RelightTruth.Open(setFolder);
        var size = (await ImageFile.ReadAsync(truth.Picture(truth.Pictures[0].Frame, truth.Pictures[0].Light), cancellationToken: cancellationToken).ConfigureAwait(false)).Width;
        var options = (Training with { Size = size, WholePicture = true, CheckpointFolder = null }).Validate();
        var trainer = new PortraitTrainer(options, new ModelStore(), progress, logger ?? NullLogger.Instance);
        var clip = await trainer.PrepareAsync(truth.TrainingVideo, cancellationToken).ConfigureAwait(false);
        var scores = new Dictionary<string, AblationScores>();
        RelightRecord? last = null;
        using var shared = new WorkFolder();
        foreach (var (name, change) in All.Take(_variants))
        {
            using var folder = new WorkFolder();
            Directory.CreateDirectory(Path.Combine(folder.Path, "normal"));
            Directory.CreateDirectory(Path.Combine(folder.Path, "albedo"));
            using var model = await TrainingThread.RunAsync(
                () => trainer.LearnReflectance(clip, CheckpointPaths.For(truth.TrainingVideo, options), cancellationToken, reflectance => Shared(name, shared, change(reflectance)))).ConfigureAwait(false);
            await RelightProtocol.RelightAsync(truth, clip, model, folder.Path, progress, cancellationToken).ConfigureAwait(false);
            last = await RelightScorer.ScoreAsync(truth, folder.Path, cancellationToken).ConfigureAwait(false);
            scores[name] = new AblationScores(last.Normal, last.Albedo, last.Mean);
        }
        return new AblationRecord { Protocol = _name, Preset = options.Preset.ToString(), StepShare = options.StepShare, Frames = last!.Frames, Size = last.Size, Variants = scores };
    }

    // Without identity consistency training ends where the whole one goes on with it: its steps need not be done twice.
    private static ReflectanceOptions Shared(string variant, WorkFolder folder, ReflectanceOptions options)
        => variant is "full" or "no_ics" ? options with { CheckpointPath = Path.Combine(folder.Path, "reflectance.safetensors") } : options;
}
