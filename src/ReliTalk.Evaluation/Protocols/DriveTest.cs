using System.Diagnostics;
using System.Numerics;
using ReliTalk.Driving;
using ReliTalk.Audio;
using ReliTalk.Evaluation.Baselines;
using ReliTalk.Media;
using ReliTalk.Rendering;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;
using ReliTalk.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Evaluation;

/// <summary>The held-out end of a clip: what was filmed, what our networks draw over it, and what simple answers draw.</summary>
internal sealed class DriveTest
{
    public const double FrameRate = FrameClock.FrameRate;

    private readonly ClipData _clip;
    private readonly int _first;
    private readonly FrameBank _bank;
    private readonly RenderingModel _rendering;
    private readonly SpeechDriver _driver;
    private readonly AudioClip _speech;

    public DriveTest(ClipData clip, int first, FrameBank bank, RenderingModel rendering, SpeechDriver driver, AudioClip speech)
    {
        _clip = clip;
        _first = first;
        _bank = bank;
        _rendering = rendering;
        _driver = driver;
        _speech = speech;
        Truth = clip.Frames[first..];
        // The boxes follow the head over the whole clip; their sides are those that the networks were trained for.
        var layout = bank[0].Mouth.Area;
        var all = MouthArea.Follow([.. clip.Track.Frames.Select(frame => frame.Landmarks)], clip.Size);
        Areas = [.. all.Skip(first).Select(area => SameSides(area, layout))];
    }

    /// <summary>Index of the first test frame in the clip.</summary>
    public int First => _first;

    /// <summary>The filmed frames.</summary>
    public Frame[] Truth { get; }

    /// <summary>Driven area and hole of each test frame.</summary>
    public MouthArea[] Areas { get; }

    /// <summary>Time of the last <see cref="Drive"/> in the networks alone, seconds.</summary>
    public double ModelSeconds { get; private set; }

    public string DrivenName => $"driven area {Areas[0].DrivenSide}x{Areas[0].DrivenSide}";

    public string HoleName => $"hole {Areas[0].HoleSide}x{Areas[0].HoleSide}";

    public EvaluationRegion DrivenRegion(int index) => new(DrivenName, Inside(Areas[index].DrivenX, Areas[index].DrivenY, Areas[index].DrivenSide));

    public EvaluationRegion HoleRegion(int index) => new(HoleName, Inside(Areas[index].HoleX, Areas[index].HoleY, Areas[index].HoleSide));

    /// <summary>Our answer: expression and jaw predicted from the sound, all else the filmed frame's own.</summary>
    /// <param name="strength">1 for the prediction, 0 for the person's mean mouth.</param>
    /// <param name="progress">One report a frame.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    public List<Frame> Drive(double strength, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        // The sound is moved to the picture's clock by the offset that was found on the training part.
        var late = _driver.Trained.Offset.Seconds;
        var aligned = _speech.Slice(TimeSpan.FromSeconds(late), TimeSpan.FromSeconds(_clip.Count / FrameRate));
        var clock = Stopwatch.StartNew();
        using var track = _driver.Predict(aligned.Samples, new SpeechDriveOptions { Strength = strength, Silence = strength > 0 ? SilenceBehaviour.Learnt : SilenceBehaviour.Free }, cancellationToken);
        float[][] expressions = Rows(track.Expression), jaws = Rows(track.JawPose);
        var mouths = new MouthStates(_clip.Fit, _clip.Size);
        var renderer = new PortraitRenderer(_rendering, _bank);
        var frames = new List<Frame>();
        for (var t = _first; t < _clip.Count; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (pose, area) = (_clip.Fit.Poses[t], Areas[t - _first]);
            var own = mouths.State(_clip.Fit.ExpressionOf(t), _clip.Fit.JawPoseOf(t), pose, area);
            var heard = Math.Min(t, expressions.Length - 1);
            var (expression, jaw) = (expressions[heard], new Vector3(jaws[heard]));
            // The mean mouth is the mean mouth, however the head is turned.
            if (strength > 0) (expression, jaw) = _driver.Turned(expression, jaw, HeadTurns.Of(pose));
            var wanted = mouths.State(expression, jaw, pose, area);
            var pixels = new byte[3 * _clip.Size * _clip.Size];
            renderer.Render(new BankFrame(_clip.Frames[t].Pixels, own, false), wanted, pixels);
            frames.Add(new Frame(_clip.Size, _clip.Size, PixelFormat.Rgb24, pixels, TimeSpan.FromSeconds(t / FrameRate)));
            progress?.Report(TrainingProgress.Of("driving", frames.Count, Truth.Length));
        }
        ModelSeconds = clock.Elapsed.TotalSeconds;
        return frames;
    }

    /// <summary>One closed mouth moved with the head: of the tenth of the training frames with the narrowest lips the one that lies nearest to all heads.</summary>
    public List<Frame> Frozen()
    {
        var aperture = _clip.Track.LipAperture();
        var closed = Enumerable.Range(0, _first).OrderBy(t => aperture[t]).Take(Math.Max(1, _first / 10));
        var middle = closed.MinBy(t => Enumerable.Range(0, _first).Where(other => other % 5 == 0).Sum(other => HeadDistance(t, other)));
        return Pasted(_ => middle);
    }

    /// <summary>The training frame whose head lies nearest, whatever is said.</summary>
    public List<Frame> Nearest() => Pasted(t => Enumerable.Range(0, _first).MinBy(candidate => HeadDistance(candidate, t)));

    /// <summary>Degrees of turn plus a fifth of the pixels of shift: a shift is undone by the paste, a turn is not.</summary>
    private float HeadDistance(int a, int b)
    {
        var (from, to) = (_clip.Fit.Poses[a], _clip.Fit.Poses[b]);
        var turn = 2 * MathF.Acos(Math.Clamp(MathF.Abs(Quaternion.Dot(from.Rotation, to.Rotation)), 0, 1)) * 180 / MathF.PI;
        return turn + 0.2f * Vector2.Distance(from.Translation, to.Translation);
    }

    private List<Frame> Pasted(Func<int, int> sourceOf)
    {
        var frames = new List<Frame>();
        for (var t = _first; t < _clip.Count; t++)
        {
            var source = sourceOf(t);
            var motion = PlanarMotion.Between(_clip.Track.Frames[source].Landmarks, _clip.Track.Frames[t].Landmarks, FaceMesh.RigidPoints);
            frames.Add(MouthPaste.Paste(_clip.Frames[source], _clip.Frames[t], motion, DrivenRegion(t - _first).Box!.Value));
        }
        return frames;
    }

    private static MouthArea SameSides(MouthArea area, MouthArea layout)
    {
        if (area.SameLayoutAs(layout)) return area;
        int x = area.DrivenX + area.DrivenSide / 2, y = area.DrivenY + area.DrivenSide / 2;
        int dx = layout.HoleX - layout.DrivenX, dy = layout.HoleY - layout.DrivenY;
        int left = x - layout.DrivenSide / 2, top = y - layout.DrivenSide / 2;
        return MouthArea.FromBoxes(left, top, layout.DrivenSide, left + dx, top + dy, layout.HoleSide);
    }

    /// <summary>The part of a box that lies in the picture.</summary>
    private CropBox Inside(int x, int y, int side)
    {
        int left = Math.Clamp(x, 0, _clip.Size - 1), top = Math.Clamp(y, 0, _clip.Size - 1);
        return new CropBox(left, top, Math.Min(x + side, _clip.Size) - left, Math.Min(y + side, _clip.Size) - top);
    }

    private static float[][] Rows(Tensor matrix) => [.. matrix.contiguous().data<float>().ToArray().Chunk((int)matrix.shape[1])];
}
