using ReliTalk.Training;

namespace ReliTalk.Evaluation;

/// <summary>Refuses to measure a portrait on a clip that it does not belong to, or on frames that it has learnt from.</summary>
internal static class PortraitMatch
{
    private const int FewestTestFrames = 10;

    /// <summary>The head's basis is learnt from the clip's tracking: the same clip gives it again to the last digits.</summary>
    private const float Tolerance = 1e-2f;

    /// <exception cref="MediaException">The portrait is of another clip, or of all of this one.</exception>
    public static void EnsureHeldOut(string portraitPath, ClipData learnt, string video, ClipData clip)
    {
        if (clip.Count - learnt.Count < FewestTestFrames)
            throw new MediaException($"'{portraitPath}' has learnt {learnt.Count} of the {clip.Count} frames of '{video}': nothing is left to test on. Train it with --hold-out 0.2.");
        EnsureSameClip(portraitPath, learnt, video, clip);
    }

    /// <exception cref="MediaException">The portrait is of another clip.</exception>
    public static void EnsureSameClip(string portraitPath, ClipData learnt, string video, ClipData clip)
    {
        if (learnt.Size == clip.Size && learnt.Count <= clip.Count && SamePixels(learnt, clip, 0) && SamePixels(learnt, clip, learnt.Count - 1) && SameHead(learnt, clip)) return;
        throw new MediaException($"'{portraitPath}' was not learnt from '{video}', or with other settings of size, crop or version. Train it on that clip, with --whole-picture for a relighting set.");
    }

    private static bool SamePixels(ClipData learnt, ClipData clip, int frame) => learnt.Frames[frame].Pixels.AsSpan().SequenceEqual(clip.Frames[frame].Pixels);

    private static bool SameHead(ClipData learnt, ClipData clip)
    {
        ReadOnlySpan<float> a = learnt.Fit.ExpressionOf(0), b = clip.Fit.ExpressionOf(0);
        if (a.Length != b.Length) return false;
        for (var i = 0; i < a.Length; i++)
            if (MathF.Abs(a[i] - b[i]) > Tolerance * (1 + MathF.Abs(a[i]))) return false;
        return true;
    }
}
