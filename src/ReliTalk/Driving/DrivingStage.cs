using ReliTalk.Media;
using ReliTalk.Rendering;
using ReliTalk.Training;
using static TorchSharp.torch;

namespace ReliTalk.Driving;

/// <summary>
/// Expressions become driven frames (Eq. 5), in order, each over the source frame that the walk through the bank comes to. Three steps, which three threads may take for frames
/// that follow each other; each step takes one frame at a time.
/// </summary>
internal sealed class DrivingStage
{
    private readonly PortraitParts _parts;
    private readonly MouthStates _mouths;
    private readonly PortraitRenderer _renderer;
    private readonly HeadStage _head;

    public DrivingStage(PortraitParts parts, HeadStage head)
    {
        _parts = parts;
        _mouths = new MouthStates(parts.Clip.Fit, parts.Clip.Size);
        _renderer = new PortraitRenderer(parts.Rendering, parts.Bank);
        _head = head;
    }

    /// <summary>All steps of the next frame.</summary>
    public DrivenFrame Drive(SpokenMoment moment) => Draw(Prepare(Pose(moment)));

    /// <summary>First step: the source frame behind, and the head that speaks on its pose.</summary>
    public PosedFrame Pose(SpokenMoment moment)
    {
        using var noGrad = no_grad();
        var behind = _head.Next(moment.Silent);
        var pose = _parts.Clip.Fit.Poses[behind];
        var (expression, jaw) = _parts.Speech.Turned(moment.Expression, moment.Jaw, HeadTurns.Of(pose));
        var (mouth, depth) = _mouths.StateWithDepth(expression, jaw, pose, _parts.Bank[behind].Mouth.Area);
        return new PosedFrame(moment, behind, mouth, depth);
    }

    /// <summary>Second step: reference mouths are chosen and bent.</summary>
    public PreparedFrame Prepare(PosedFrame posed) => new(posed, _renderer.Prepare(posed.BankIndex, posed.Mouth));

    /// <summary>Third step: the networks draw.</summary>
    public DrivenFrame Draw(PreparedFrame frame)
    {
        using var noGrad = no_grad();
        var (posed, prepared) = frame;
        using var buffers = prepared;
        var size = _parts.Clip.Size;
        var pixels = new byte[3 * size * size];
        _renderer.Complete(prepared, pixels);
        _head.DrawEyes(posed.Moment.Index, posed.BankIndex, pixels);
        var picture = new Frame(size, size, PixelFormat.Rgb24, pixels, posed.Moment.Time);
        return new DrivenFrame(posed.Moment, posed.BankIndex, picture, posed.Mouth, prepared.Share.ToArray(), prepared.Opening.ToArray(), posed.Depth);
    }

    /// <summary>A head that speaks.</summary>
    /// <param name="Moment">What is said.</param>
    /// <param name="BankIndex">Source frame that serves as background.</param>
    /// <param name="Mouth">The wanted mouth.</param>
    /// <param name="Depth">The head's depth in pixels towards the viewer.</param>
    public sealed record PosedFrame(SpokenMoment Moment, int BankIndex, MouthState Mouth, float[] Depth);

    /// <summary>What the networks will see of it.</summary>
    public sealed record PreparedFrame(PosedFrame Posed, PreparedMouth Mouth);
}
