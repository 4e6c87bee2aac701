using ReliTalk.Rendering.Training;

namespace ReliTalk.Training;

/// <summary>What each preset means for the mouth networks.</summary>
internal static class RenderingPresets
{
    public static RenderingOptions For(TrainingOptions options)
    {
        var chosen = options.Preset switch
        {
            TrainingPreset.Draft => RenderingOptions.Draft,
            TrainingPreset.Standard => RenderingOptions.Standard,
            _ => RenderingOptions.Standard with { LocalWidth = 64, BlendWidth = 64, Steps = 20_000 },
        };
        return chosen with { Seed = options.Seed, Precision = options.Precision, Steps = options.Steps(chosen.Steps) };
    }
}
