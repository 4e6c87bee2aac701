using System.Diagnostics;
using System.Numerics;
using ReliTalk.Audio;
using ReliTalk.Media;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Rendering;
using ReliTalk.Rendering.Bank;
using ReliTalk.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Driving;

/// <summary>
/// A performance with its inputs read: the speech, what it makes the face do, which source frame stands behind each output frame, and the light.
/// Its two stages, <see cref="Drive"/> and <see cref="Light"/>, run on different threads.
/// </summary>
internal sealed class PerformancePlan
{
    private readonly PortraitParts _parts;
    private readonly float[][] _expressions;
    private readonly Vector3[] _jaws;
    private readonly int[] _path;
    private readonly LightingStage? _lighting;
    private readonly MouthStates _mouths;
    private TimeSpan _driveTime;
    private TimeSpan _lightTime;

    private PerformancePlan(PortraitParts parts, AudioClip speech, float[][] expressions, Vector3[] jaws, int[] path, LightingStage? lighting)
    {
        _parts = parts;
        Speech = speech;
        _expressions = expressions;
        _jaws = jaws;
        _path = path;
        _lighting = lighting;
        _mouths = new MouthStates(parts.Clip.Fit, parts.Clip.Size);
    }

    /// <summary>The sound that goes into the video.</summary>
    public AudioClip Speech { get; }

    public int FrameCount => _path.Length;

    /// <summary>Time that the slower stage has computed; the pipeline cannot be faster.</summary>
    public TimeSpan BusiestStage => _driveTime > _lightTime ? _driveTime : _lightTime;

    public static async Task<PerformancePlan> MakeAsync(Portrait portrait, Performance performance, CancellationToken cancellationToken)
    {
        var parts = portrait.Parts;
        var limits = new MediaLimits { MaxDuration = TimeSpan.FromSeconds(performance.Options.MaxSeconds) };
        var speech = await AudioReader.ReadAsync(performance.AudioPath, new AudioReaderOptions { SampleRate = 16_000, Limits = limits }, cancellationToken).ConfigureAwait(false);
        var lighting = await LightingStage.MakeAsync(parts, performance, cancellationToken).ConfigureAwait(false);
        var (expressions, jaws, silent) = Predict(parts, speech, performance.Options, cancellationToken);
        var path = performance.Options.HeadMotion == HeadMotionSource.Still
            ? new int[expressions.Length]
            : BankPath.Plan(parts.Bank, expressions.Length, silent);
        return new PerformancePlan(parts, speech, expressions, jaws, path, lighting);
    }

    /// <summary>First stage: F_exp's expressions become driven frames (Eq. 5), in order.</summary>
    public void Drive(Action<DrivenFrame> emit, CancellationToken cancellationToken)
    {
        using var noGrad = no_grad();
        var renderer = new PortraitRenderer(_parts.Rendering, _parts.Bank);
        for (var t = 0; t < _path.Length; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            var bankIndex = _path[t];
            var state = _mouths.State(_expressions[t], _jaws[t], _parts.Clip.Fit.Poses[bankIndex], _parts.Bank[bankIndex].Mouth.Area);
            var pixels = new byte[3 * _parts.Clip.Size * _parts.Clip.Size];
            renderer.Render(bankIndex, state, pixels);
            var picture = new Frame(_parts.Clip.Size, _parts.Clip.Size, PixelFormat.Rgb24, pixels, TimeSpan.FromSeconds(t / 25.0));
            _driveTime += Stopwatch.GetElapsedTime(start);
            emit(new DrivenFrame(t, bankIndex, picture));
        }
    }

    /// <summary>Second stage: driven frames are decomposed, lit and set before their background (Eq. 17).</summary>
    public void Light(IEnumerable<DrivenFrame> frames, Action<Frame> emit)
    {
        using var noGrad = no_grad();
        foreach (var frame in frames)
        {
            var start = Stopwatch.GetTimestamp();
            var lit = _lighting is null ? frame.Picture : _lighting.Light(frame, _expressions[frame.Index], _jaws[frame.Index]);
            _lightTime += Stopwatch.GetElapsedTime(start);
            emit(lit);
        }
    }

    private static (float[][] Expressions, Vector3[] Jaws, bool[] Silent) Predict(PortraitParts parts, AudioClip speech, DriveOptions options, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        using var track = parts.Speech.Predict(speech.Samples, new SpeechDriveOptions { Strength = options.ExpressionStrength }, cancellationToken);
        return (
            Rows(track.Expression),
            [.. Rows(track.JawPose).Select(jaw => new Vector3(jaw))],
            [.. track.Speaking.Select(speaking => speaking < 0.5f)]);
    }

    private static float[][] Rows(Tensor matrix)
    {
        var values = matrix.contiguous().data<float>().ToArray();
        var columns = (int)matrix.shape[1];
        return [.. values.Chunk(columns)];
    }
}
