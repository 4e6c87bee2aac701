using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReliTalk.Inspection;
using ReliTalk.Learning.Models;
using ReliTalk.Storage;

namespace ReliTalk;

/// <summary>
/// The same doors as <see cref="Portrait"/>'s static ones, for applications that inject their services: networks come from a chosen folder and
/// every run writes to the application's logger. Immutable and thread-safe; one for the whole application is enough.
/// </summary>
public sealed class PortraitStudio
{
    private readonly ModelStore _models;
    private readonly ILogger _logger;

    /// <summary>Creates a studio; both arguments are optional.</summary>
    /// <param name="options">Where the networks are; null takes the defaults.</param>
    /// <param name="loggers">Where runs write to; null writes nowhere.</param>
    public PortraitStudio(PortraitStudioOptions? options = null, ILoggerFactory? loggers = null)
    {
        _models = new ModelStore((options ?? new()).ModelFolder);
        _logger = (ILogger?)loggers?.CreateLogger("ReliTalk") ?? NullLogger.Instance;
    }

    /// <summary>Describes a training run; see <see cref="Portrait.Train"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public PortraitTraining Train(string videoPath, TrainingOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(videoPath);
        return new PortraitTraining(videoPath, (options ?? new()).Validate(), _models, progress: null, _logger);
    }

    /// <summary>Reads a portrait file; see <see cref="Portrait.Load"/>.</summary>
    /// <exception cref="WeightsFileException">The file is missing, damaged, or of another version.</exception>
    public Portrait Load(string path) => new(PortraitFile.Read(path, _models));

    /// <summary>Judges a video before it is trained on; see <see cref="VideoInspector"/>.</summary>
    /// <exception cref="MediaException">The file cannot be read as a video.</exception>
    public Task<PreflightReport> InspectAsync(string videoPath, CancellationToken cancellationToken = default)
        => new VideoInspector(_models).InspectAsync(videoPath, cancellationToken: cancellationToken);
}
