using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ReliTalk.Training;

/// <summary>
/// Where each stage of one run keeps its checkpoint. The names carry a fingerprint of the video and of the options, so that a stopped run goes
/// on where it was and never takes up the checkpoint of another one.
/// </summary>
internal sealed class CheckpointPaths
{
    private readonly string? _folder;
    private readonly string _fingerprint;

    private CheckpointPaths(string? folder, string fingerprint)
    {
        _folder = folder;
        _fingerprint = fingerprint;
    }

    /// <summary>Prepares the folder of the options; without one no stage keeps checkpoints.</summary>
    /// <exception cref="WeightsFileException">The folder cannot be created.</exception>
    public static CheckpointPaths For(string videoPath, TrainingOptions options)
    {
        if (options.CheckpointFolder is not { } folder) return new CheckpointPaths(null, "");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The checkpoint folder '{folder}' cannot be created: {error.Message} Name another folder, or train without one.", error);
        }
        return new CheckpointPaths(folder, Fingerprint(videoPath, options));
    }

    /// <summary>The file of a stage, or null where no checkpoints are kept.</summary>
    public string? Of(string stage) => _folder is null ? null : Path.Combine(_folder, $"{stage}-{_fingerprint}.safetensors");

    private static string Fingerprint(string videoPath, TrainingOptions options)
    {
        var file = new FileInfo(videoPath);
        var run = string.Create(
            CultureInfo.InvariantCulture,
            $"{file.FullName}|{(file.Exists ? file.Length : 0)}|{(file.Exists ? file.LastWriteTimeUtc.Ticks : 0)}|{options.Preset}|{options.Size}|{options.Seed}|{options.MaxSeconds}|{options.MaxFrames}|{options.StepShare}|{options.HoldOut}|{options.WholePicture}|{options.HeadModelPath}|{options.Precision}|{options.SpeechFeatures}|{options.LipMesh}|{options.ImplicitNormals}|{options.Perceptual}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run)))[..16];
    }
}
