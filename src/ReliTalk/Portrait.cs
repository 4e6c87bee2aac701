using ReliTalk.Audio;
using ReliTalk.Driving;
using ReliTalk.Geometry;
using ReliTalk.Learning.Models;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Rendering;
using ReliTalk.Rendering.Bank;
using ReliTalk.Storage;
using ReliTalk.Training;

namespace ReliTalk;

/// <summary>
/// A person's portrait, learnt from one video: it can speak anything and stand in any light. Start with <see cref="Train"/> or <see cref="Load"/>.
/// </summary>
/// <remarks>
/// Immutable once built. Several performances may use one portrait at once, from several threads; dispose it after the last of them.
/// </remarks>
public sealed class Portrait : IDisposable
{
    private readonly PortraitParts _parts;
    private int _disposed;

    internal Portrait(PortraitParts parts) => _parts = parts;

    /// <summary>Side of the square picture in pixels.</summary>
    public int Size => _parts.Clip.Size;

    /// <summary>Number of source frames that the portrait keeps as its background.</summary>
    public int FrameCount => _parts.Clip.Count;

    internal PortraitParts Parts
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            return _parts;
        }
    }

    /// <summary>Describes a training run; nothing starts before it is awaited further down the chain.</summary>
    /// <param name="videoPath">A video of one person who talks to the camera, with sound: 20 s or more, still camera, still light.</param>
    /// <param name="options">What training does; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static PortraitTraining Train(string videoPath, TrainingOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(videoPath);
        return new PortraitTraining(videoPath, (options ?? new()).Validate(), new ModelStore());
    }

    /// <summary>Reads a portrait file.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <exception cref="WeightsFileException">The file is missing, damaged, or of another version.</exception>
    /// <exception cref="BackendMissingException">A pre-trained network that driving needs is not installed.</exception>
    public static Portrait Load(string path) => new(PortraitFile.Read(path, new ModelStore()));

    /// <summary>Writes the portrait as one file of safetensors; it appears under its name only when it is complete.</summary>
    /// <exception cref="WeightsFileException">The file cannot be written.</exception>
    public void Save(string path) => PortraitFile.Write(path, Parts);

    /// <summary>The portrait will speak <paramref name="audioPath"/>. Lazy: see <see cref="Performance"/>.</summary>
    /// <param name="audioPath">Any sound file that ffmpeg reads.</param>
    /// <param name="options">How the speech drives the portrait; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public Performance Drive(string audioPath, DriveOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(audioPath);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return new Performance(_ => Task.FromResult(this), ownsPortrait: false, audioPath, (options ?? new()).Validate());
    }

    /// <summary>The portrait will speak sound that is still arriving: a microphone, a call, a voice that is being synthesised.</summary>
    /// <param name="liveAudio">Pieces of mono sound of any length, -1..1. Read once; told to stop by its cancellation token.</param>
    /// <param name="audio">Sample rate, and what happens when the sound stops; null takes the defaults (16 kHz).</param>
    /// <param name="options">How the speech drives the portrait; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public LivePerformance Drive(IAsyncEnumerable<ReadOnlyMemory<float>> liveAudio, LiveAudioOptions? audio = null, DriveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(liveAudio);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return new LivePerformance(this, liveAudio, (audio ?? new()).Validate(), (options ?? new()).Validate());
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _parts.Dispose();
    }
}
