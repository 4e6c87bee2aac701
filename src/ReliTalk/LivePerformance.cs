using System.Runtime.CompilerServices;
using ReliTalk.Driving;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;

namespace ReliTalk;

/// <summary>
/// A portrait that will speak with sound that is still arriving. Immutable and lazy: the sound is not touched before <see cref="FramesAsync"/> or
/// <see cref="LiveFramesAsync"/>, and it is read once, so a performance is enumerated once.
/// </summary>
/// <remarks>
/// The clock is the sound's: frame n shows at n / 25 s of it, counted in samples, so sound and picture do not drift. Frames are made when they are asked for, a few ahead;
/// a slow reader makes the sound wait. When the sound stops without ending, see <see cref="LiveAudioOptions.GapTolerance"/>.
/// </remarks>
public sealed record LivePerformance
{
    private readonly Portrait _portrait;
    private readonly IAsyncEnumerable<ReadOnlyMemory<float>> _sound;

    internal LivePerformance(Portrait portrait, IAsyncEnumerable<ReadOnlyMemory<float>> sound, LiveAudioOptions audio, DriveOptions options)
    {
        _portrait = portrait;
        _sound = sound;
        Audio = audio;
        Options = options;
    }

    /// <summary>What the sound is like.</summary>
    public LiveAudioOptions Audio { get; }

    /// <summary>How the speech drives the portrait; <see cref="DriveOptions.MaxSeconds"/> is not applied to live sound.</summary>
    public DriveOptions Options { get; }

    /// <summary>What stands behind the portrait; null keeps the source video's background.</summary>
    public Backdrop? Backdrop { get; private init; }

    internal LightRequest? Light { get; private init; }

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <inheritdoc cref="Performance.Relight(string, RelightOptions?)"/>
    public LivePerformance Relight(string environmentMapPath, RelightOptions? options = null)
        => this with { Light = new LightRequest.FromFile(environmentMapPath, (options ?? new()).Validate()) };

    /// <inheritdoc cref="Performance.Relight(Light, RelightOptions?)"/>
    public LivePerformance Relight(Light light, RelightOptions? options = null)
        => this with { Light = new LightRequest.Given(_ => light, IsStatic: true, (options ?? new()).Validate()) };

    /// <inheritdoc cref="Performance.Relight(Func{TimeSpan, Light}, RelightOptions?)"/>
    public LivePerformance Relight(Func<TimeSpan, Light> light, RelightOptions? options = null)
        => this with { Light = new LightRequest.Given(light, IsStatic: false, (options ?? new()).Validate()) };

    /// <summary>Puts something else behind the portrait.</summary>
    public LivePerformance Over(Backdrop backdrop) => this with { Backdrop = backdrop };

    /// <summary>The frames, 25 a second of the sound, each as soon as its sound and about 0.4 s after it have come: RGB, or RGBA with straight alpha over <see cref="Backdrop.Transparent"/>.</summary>
    /// <param name="cancellationToken">Stops within one frame, even while the sound is awaited.</param>
    /// <exception cref="MediaException">The sound ended without a sample, or holds a value that is not a number.</exception>
    public async IAsyncEnumerable<Frame> FramesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var frame in LiveFramesAsync(cancellationToken).ConfigureAwait(false)) yield return frame.Picture;
    }

    /// <summary>The frames with the sound that belongs to each.</summary>
    /// <inheritdoc cref="FramesAsync" path="/param"/>
    /// <inheritdoc cref="FramesAsync" path="/exception"/>
    public IAsyncEnumerable<LiveFrame> LiveFramesAsync(CancellationToken cancellationToken = default)
        => PerformanceRunner.LiveAsync(_portrait, this, _sound, cancellationToken);
}
