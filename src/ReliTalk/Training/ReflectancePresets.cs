using ReliTalk.Reflectance.Training;

namespace ReliTalk.Training;

/// <summary>What each preset means for the decomposition.</summary>
internal static class ReflectancePresets
{
    public static ReflectanceOptions For(TrainingOptions options)
    {
        var chosen = options.Preset switch
        {
            TrainingPreset.Draft => ReflectanceOptions.Draft,
            TrainingPreset.Standard => ReflectanceOptions.Standard,
            _ => ReflectanceOptions.Paper,
        };
        return chosen with { Seed = options.Seed, Steps = options.Steps(chosen.Steps) };
    }
}
