using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReliTalk.Driving;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk;

/// <summary>
/// A portrait that will speak, and perhaps stand in a new light. Immutable and lazy: nothing is computed before <see cref="SaveAsync"/> or
/// <see cref="FramesAsync"/>. One portrait may serve several performances at once.
/// </summary>
public sealed record Performance
{
    private readonly Func<CancellationToken, Task<Portrait>> _portrait;
    private readonly bool _ownsPortrait;

    internal Performance(Func<CancellationToken, Task<Portrait>> portrait, bool ownsPortrait, string audioPath, DriveOptions options)
    {
        _portrait = portrait;
        _ownsPortrait = ownsPortrait;
        AudioPath = audioPath;
        Options = options;
    }

    /// <summary>The speech.</summary>
    public string AudioPath { get; }

    /// <summary>How the speech drives the portrait.</summary>
    public DriveOptions Options { get; }

    /// <summary>What stands behind the portrait; null keeps the source video's background.</summary>
    public Backdrop? Backdrop { get; private init; }

    internal IProgress<TrainingProgress>? Progress { get; init; }

    internal ILogger Logger { get; init; } = NullLogger.Instance;

    internal LightRequest? Light { get; private init; }

    /// <summary>Lights the portrait by an environment map: a 2:1 latitude-longitude picture, Radiance .hdr or OpenEXR.</summary>
    /// <param name="environmentMapPath">The map's file. Its centre column is what the viewer sees behind the portrait.</param>
    /// <param name="options">Exposure and rotation; null takes the defaults.</param>
    public Performance Relight(string environmentMapPath, RelightOptions? options = null)
        => this with { Light = new LightRequest.FromFile(environmentMapPath, (options ?? new()).Validate()) };

    /// <summary>Lights the portrait by a light made in code.</summary>
    public Performance Relight(Light light, RelightOptions? options = null)
        => this with { Light = new LightRequest.Given(_ => light, IsStatic: true, (options ?? new()).Validate()) };

    /// <summary>Lights the portrait by a light that changes with time.</summary>
    /// <param name="light">The light at a time of the output video, counted from its start. Called once a frame, in order.</param>
    /// <param name="options">Exposure and rotation; null takes the defaults.</param>
    public Performance Relight(Func<TimeSpan, Light> light, RelightOptions? options = null)
        => this with { Light = new LightRequest.Given(light, IsStatic: false, (options ?? new()).Validate()) };

    /// <summary>Puts something else behind the portrait.</summary>
    public Performance Over(Backdrop backdrop) => this with { Backdrop = backdrop };

    /// <summary>Reports progress of the whole chain to <paramref name="progress"/>.</summary>
    public Performance WithProgress(IProgress<TrainingProgress> progress) => this with { Progress = progress };

    /// <summary>Writes what happens to <paramref name="logger"/>.</summary>
    public Performance WithLogger(ILogger logger) => this with { Logger = logger };

    /// <summary>
    /// Computes the video and writes it with its sound, marked as synthetic in its metadata. The file appears under its name only when it is complete.
    /// </summary>
    /// <param name="path">
    /// Its end names the format: .mp4 (H.264 and AAC), .mov (ProRes 4444), .webm (VP9 and Opus), none (a new folder of PNGs, or that of an earlier sequence, audio.wav among them). With
    /// <see cref="Backdrop.Transparent"/> all but .mp4 keep the alpha.
    /// </param>
    /// <param name="cancellationToken">Stops within a few frames; nothing is left behind.</param>
    /// <returns>What was written, with the speeds that were reached.</returns>
    /// <exception cref="MediaException">An input cannot be read, the output cannot be written, or its format has no alpha for a transparent backdrop.</exception>
    public async Task<PerformanceReport> SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        OutputFile.EnsureVideo(path, Backdrop);
        var portrait = await _portrait(cancellationToken).ConfigureAwait(false);
        try
        {
            return await PerformanceRunner.SaveAsync(portrait, this, path, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (_ownsPortrait) portrait.Dispose();
        }
    }

    /// <summary>
    /// Computes the frames one after another, in time with the speech, 25 a second of it: RGB, or RGBA with straight alpha over <see cref="Backdrop.Transparent"/>.
    /// </summary>
    public async IAsyncEnumerable<Frame> FramesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var portrait = await _portrait(cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (var frame in PerformanceRunner.FramesAsync(portrait, this, cancellationToken).ConfigureAwait(false))
                yield return frame;
        }
        finally
        {
            if (_ownsPortrait) portrait.Dispose();
        }
    }
}
