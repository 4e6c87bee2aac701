using ReliTalk.Geometry.HeadModels;
using ReliTalk.Geometry.Tracking;
using static TorchSharp.torch;

namespace ReliTalk.Training;

/// <summary>The part of a prepared clip that may be learnt from. Poses and the head's basis come from the whole clip, as in the paper's preprocessing.</summary>
internal static class ClipSplit
{
    private static readonly string[] PerFrame = ["expressions", "jaw_poses", "poses"];

    public static ClipData First(ClipData clip, int count) => new(
        clip.Size,
        clip.Frames[..count],
        clip.Mattes[..count],
        new ClipTrack(clip.Track.Width, clip.Track.Height, [.. clip.Track.Frames.Take(count)]),
        First(clip.Fit, count),
        clip.Silent[..count]);

    private static HeadFit First(HeadFit fit, int count)
    {
        using var scope = NewDisposeScope();
        var tensors = fit.ToTensors();
        foreach (var name in PerFrame) tensors[name] = tensors[name].narrow(0, 0, count).contiguous();
        return HeadFit.FromTensors(tensors, fit.ModelName);
    }
}
