using System.Numerics;
using System.Runtime.CompilerServices;
using ReliTalk.Audio;
using ReliTalk.Audio.Streaming;
using ReliTalk.Media;

namespace ReliTalk.Driving;

/// <summary>
/// Listens to sound that arrives piece by piece and says for every output frame what the face does. The clock is the number of samples: frame n belongs to the
/// samples from n / 25 s on, for ever. Where no sound comes for a while, silence is put in its place at the pace of the wall clock, so that frames go on.
/// </summary>
internal sealed class LiveSpeech
{
    private const int SpeechRate = 16_000;

    private readonly UnbrokenSound _sound;
    private readonly LiveAudioOptions _options;
    private readonly ExpressionStream _stream;
    private readonly AudioStreamResampler _resampler;
    private readonly List<float> _heard = [];
    private readonly List<float> _resampled = [];
    private readonly List<ExpressionFrame> _ready = [];
    private long _taken;

    public LiveSpeech(SpeechDriver driver, IAsyncEnumerable<ReadOnlyMemory<float>> source, LiveAudioOptions options, DriveOptions driveOptions, TimeProvider clock)
    {
        _sound = new UnbrokenSound(source, options, clock);
        _options = options;
        _stream = driver.Open(new SpeechDriveOptions
        {
            Strength = driveOptions.ExpressionStrength, Silence = driveOptions.Silence, Bilabials = driveOptions.Bilabials, LowLatency = options.LowLatency,
        });
        _resampler = new AudioStreamResampler(options.SampleRate, SpeechRate);
    }

    /// <summary>The moments, in order and without gaps. Nothing is read ahead of the reader beyond what the prediction needs.</summary>
    public async IAsyncEnumerable<SpokenMoment> MomentsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in _sound.PiecesAsync(cancellationToken).ConfigureAwait(false))
        {
            // A piece may be the whole speech: it is taken in steps, so that frames flow and little waits.
            var step = Math.Max(1, _options.SampleRate / 5);
            for (var from = 0; from < piece.Length; from += step)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Hear(piece.Span.Slice(from, Math.Min(step, piece.Length - from)));
                foreach (var frame in _ready) yield return Moment(frame);
                _ready.Clear();
            }
        }
        _resampler.Complete(_resampled);
        Push();
        _stream.Complete(_ready);
        foreach (var frame in _ready) yield return Moment(frame);
        _ready.Clear();
    }

    private void Hear(ReadOnlySpan<float> samples)
    {
        _heard.AddRange(samples);
        _resampler.Push(samples, _resampled);
        Push();
    }

    private void Push()
    {
        _stream.Push(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_resampled), _ready);
        _resampled.Clear();
    }

    private SpokenMoment Moment(ExpressionFrame frame)
    {
        var count = (int)Math.Min(FrameClock.SamplesBefore(frame.Index + 1L, _options.SampleRate) - _taken, _heard.Count);
        var sound = _heard.GetRange(0, count).ToArray();
        _heard.RemoveRange(0, count);
        _taken += count;
        return new SpokenMoment(frame.Index, frame.Expression, new Vector3(frame.JawPose), frame.Speaking < 0.5f, sound);
    }
}
