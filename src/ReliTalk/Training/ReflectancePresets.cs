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
            _ => ReflectanceOptions.Standard with { Width = 64, SpecularWidth = 64, Steps = 20_000, IdentitySteps = 4_000, KeyFrames = 512 },
        };
        return chosen with { Seed = (ulong)options.Seed, Precision = options.Precision, Steps = options.Steps(chosen.Steps), IdentitySteps = options.Steps(chosen.IdentitySteps) };
    }
}
