using System.Numerics;
using ReliTalk.Audio;
using ReliTalk.Audio.Features;
using ReliTalk.Audio.Streaming;
using ReliTalk.Media;
using ReliTalk.Training;

namespace ReliTalk.Driving;

/// <summary>A speech that is known as a whole, with what F_exp makes of it.</summary>
internal sealed class RecordedSpeech
{
    private readonly IEnumerable<ExpressionFrame> _frames;

    private RecordedSpeech(AudioClip sound, IEnumerable<ExpressionFrame> frames)
    {
        Sound = sound;
        _frames = frames;
    }

    /// <summary>The sound that goes into the video.</summary>
    public AudioClip Sound { get; }

    /// <summary>Output frames.</summary>
    public int Frames => FeatureTrack.FramesFor(Sound.Samples.Length);

    /// <summary>One moment an output frame, predicted as they are asked for.</summary>
    public IEnumerable<SpokenMoment> Moments() =>
        _frames.Select(frame => new SpokenMoment(frame.Index, frame.Expression, new Vector3(frame.JawPose), frame.Speaking < 0.5f));

    public static async Task<RecordedSpeech> ReadAsync(PortraitParts parts, string path, DriveOptions options, CancellationToken cancellationToken)
    {
        var limits = new MediaLimits { MaxDuration = TimeSpan.FromSeconds(options.MaxSeconds) };
        AudioClip sound;
        try
        {
            sound = await AudioReader.ReadAsync(path, new AudioReaderOptions { SampleRate = 16_000, Limits = limits }, cancellationToken).ConfigureAwait(false);
        }
        catch (LimitsExceededException error)
        {
            // The reader names its own limit, which is not the one that the caller can set.
            throw new LimitsExceededException(
                $"The speech '{path}' is longer than DriveOptions.MaxSeconds allows ({options.MaxSeconds:0.#} s). Cut it, raise MaxSeconds, or drive with live sound, which has no limit.", error);
        }
        var asked = new SpeechDriveOptions { Strength = options.ExpressionStrength, Silence = options.Silence, Bilabials = options.Bilabials };
        return new RecordedSpeech(sound, parts.Speech.PredictFrames(sound.Samples, asked, cancellationToken));
    }
}
