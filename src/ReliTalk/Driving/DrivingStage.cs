using ReliTalk.Media;
using ReliTalk.Rendering;
using ReliTalk.Training;
using static TorchSharp.torch;

namespace ReliTalk.Driving;

/// <summary>Expressions become driven frames (Eq. 5), in order, each over the source frame that the walk through the bank comes to. One thread at a time.</summary>
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

    /// <summary>The next frame.</summary>
    public DrivenFrame Drive(SpokenMoment moment)
    {
        using var noGrad = no_grad();
        var behind = _head.Next(moment.Silent);
        var size = _parts.Clip.Size;
        var pose = _parts.Clip.Fit.Poses[behind];
        var (expression, jaw) = _parts.Speech.Turned(moment.Expression, moment.Jaw, HeadTurns.Of(pose));
        var state = _mouths.State(expression, jaw, pose, _parts.Bank[behind].Mouth.Area);
        var pixels = new byte[3 * size * size];
        _renderer.Render(behind, state, pixels);
        _head.DrawEyes(moment.Index, behind, pixels);
        var picture = new Frame(size, size, PixelFormat.Rgb24, pixels, moment.Time);
        return new DrivenFrame(moment, behind, picture, state, _renderer.LastPaste.ToArray(), _renderer.LastOpening.ToArray(), _mouths.LastDepth);
    }
}
