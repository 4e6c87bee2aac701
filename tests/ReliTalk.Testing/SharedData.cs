using Xunit;

namespace ReliTalk.Testing;

/// <summary>Local test material beside the checkout (<c>../shared/data</c>); absent on most machines.</summary>
public static class SharedData
{
    /// <summary>The repository's root: the folder that holds <c>ReliTalk.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindUpwards("ReliTalk.sln")
        ?? throw new InvalidOperationException("The tests must run from inside the repository.");

    /// <summary>The shared data folder, or null where the machine has none. <c>RELITALK_SHARED_DATA</c> overrides the search.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>Full path of a file or folder of the shared data, or null where it is absent.</summary>
    public static string? Find(string relativePath)
    {
        if (Root is null) return null;
        var path = Path.Combine(Root, relativePath);
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    /// <summary>Path of an embedded sample asset.</summary>
    public static string Asset(string name) => Path.Combine(RepositoryRoot, "samples", "assets", name);

    private static string? FindRoot()
    {
        var named = Environment.GetEnvironmentVariable("RELITALK_SHARED_DATA");
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(RepositoryRoot); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }

    private static string? FindUpwards(string fileName)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, fileName))) return folder.FullName;
        return null;
    }
}

/// <summary>A fact that needs a file of the shared data and is skipped, with a reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Marks a test that reads <paramref name="relativePath"/> below the shared data folder.</summary>
    public SharedDataFactAttribute(string relativePath)
    {
        if (SharedData.Find(relativePath) is null) Skip = $"needs shared data: {relativePath}";
    }
}
