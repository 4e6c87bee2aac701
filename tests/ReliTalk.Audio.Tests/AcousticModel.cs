using ReliTalk.Testing;

namespace ReliTalk.Audio.Tests;

internal static class AcousticModel
{
    internal static string? Folder { get; } = Find();

    private static string? Find()
    {
        var folder = Path.Combine(SharedData.RepositoryRoot, ".models", "en-us");
        return File.Exists(Path.Combine(folder, "sendump")) ? folder : null;
    }
}

/// <summary>A fact that needs the acoustic model, which the set-up command fetches.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcousticModelFactAttribute : FactAttribute
{
    public AcousticModelFactAttribute()
    {
        if (AcousticModel.Folder is null) Skip = "needs the acoustic model: run ./run.sh once";
    }
}
