using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReliTalk.Learning.Models;
using ReliTalk.Training;

namespace ReliTalk;

/// <summary>
/// A training run that has been described but not started. Immutable: each <c>With…</c> returns a changed copy, and nothing is read or computed before
/// <see cref="BuildAsync"/>, or a <c>SaveAsync</c> or <c>FramesAsync</c> further down the chain, is called.
/// </summary>
public sealed class PortraitTraining
{
    private readonly string _videoPath;
    private readonly TrainingOptions _options;
    private readonly ModelStore _models;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly ILogger _logger;

    internal PortraitTraining(string videoPath, TrainingOptions options, ModelStore models, IProgress<TrainingProgress>? progress = null, ILogger? logger = null)
    {
        _videoPath = videoPath;
        _options = options;
        _models = models;
        _progress = progress;
        _logger = logger ?? NullLogger.Instance;
    }

    /// <summary>Reports every stage and step, of training and of what follows in the chain, to <paramref name="progress"/>.</summary>
    public PortraitTraining WithProgress(IProgress<TrainingProgress> progress) => new(_videoPath, _options, _models, progress, _logger);

    /// <summary>Writes what happens to <paramref name="logger"/>; a library never writes to the console by itself.</summary>
    public PortraitTraining WithLogger(ILogger logger) => new(_videoPath, _options, _models, _progress, logger);

    /// <summary>Trains the portrait.</summary>
    /// <returns>The portrait; the caller disposes it.</returns>
    /// <exception cref="MediaException">The video cannot be read, is too short, or has no sound.</exception>
    /// <exception cref="FaceNotFoundException">The video shows no face that can be tracked.</exception>
    /// <exception cref="TrainingDivergedException">A loss became infinite or not a number.</exception>
    public Task<Portrait> BuildAsync(CancellationToken cancellationToken = default)
        => PortraitTrainer.TrainAsync(_videoPath, _options, _models, _progress, _logger, cancellationToken);

    /// <summary>Continues the chain: the trained portrait will speak <paramref name="audioPath"/>.</summary>
    /// <param name="audioPath">Any sound file that ffmpeg reads.</param>
    /// <param name="options">How the speech drives the portrait; null takes the defaults.</param>
    public Performance Drive(string audioPath, DriveOptions? options = null)
        => new(BuildAsync, ownsPortrait: true, audioPath, (options ?? new()).Validate()) { Progress = _progress, Logger = _logger };
}
