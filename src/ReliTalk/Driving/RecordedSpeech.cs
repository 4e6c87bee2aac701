using System.Numerics;
using ReliTalk.Audio;
using ReliTalk.Media;
using ReliTalk.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Driving;

/// <summary>A speech that is known as a whole, with what F_exp makes of it.</summary>
internal sealed class RecordedSpeech
{
    private RecordedSpeech(AudioClip sound, SpokenMoment[] moments)
    {
        Sound = sound;
        Moments = moments;
    }

    /// <summary>The sound that goes into the video.</summary>
    public AudioClip Sound { get; }

    /// <summary>One moment an output frame.</summary>
    public SpokenMoment[] Moments { get; }

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
        return new RecordedSpeech(sound, Predict(parts.Speech, sound, options, cancellationToken));
    }

    private static SpokenMoment[] Predict(SpeechDriver driver, AudioClip sound, DriveOptions options, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        using var track = driver.Predict(sound.Samples, new SpeechDriveOptions { Strength = options.ExpressionStrength, Silence = options.Silence, Bilabials = options.Bilabials }, cancellationToken);
        var (expressions, jaws) = (Rows(track.Expression), Rows(track.JawPose));
        return [.. expressions.Select((expression, t) => new SpokenMoment(t, expression, new Vector3(jaws[t]), track.Speaking[t] < 0.5f))];
    }

    private static float[][] Rows(Tensor matrix)
    {
        var values = matrix.contiguous().data<float>().ToArray();
        return [.. values.Chunk((int)matrix.shape[1])];
    }
}
