using ReliTalk.Geometry.Masks;
using ReliTalk.Geometry.Surface;

namespace ReliTalk.Training;

/// <summary>The implicit surface's share of a preset.</summary>
internal static class SurfacePresets
{
    public static ImplicitSurfaceOptions For(TrainingOptions options)
    {
        var chosen = options.Preset switch
        {
            TrainingPreset.Draft => ImplicitSurfaceOptions.Draft,
            TrainingPreset.Standard => ImplicitSurfaceOptions.Standard,
            _ => ImplicitSurfaceOptions.Paper,
        };
        return chosen with { Seed = (ulong)options.Seed, PrefitSteps = options.Steps(chosen.PrefitSteps), Steps = options.Steps(chosen.Steps) };
    }

    /// <summary>Frames spread evenly over the clip, each with its bare skin.</summary>
    public static IReadOnlyList<SurfaceKeyFrame> KeyFrames(ClipData clip, int count)
    {
        count = Math.Min(count, clip.Count);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * (clip.Count - 1) / Math.Max(1, count - 1))).Select(KeyFrame)];

        SurfaceKeyFrame KeyFrame(int t)
        {
            var parts = clip.Parts.Segment(clip.Frames[t], clip.Track.Frames[t].Landmarks, clip.Mattes[t]);
            return new SurfaceKeyFrame(t, clip.Frames[t], clip.Mattes[t], parts.Sum(FacePart.Skin, FacePart.Lips, FacePart.Neck));
        }
    }
}
