using System.Reflection;

namespace ReliTalk.Handbook;

/// <summary>The packages whose public surface is approved and described.</summary>
internal static class Packages
{
    /// <summary>Every package that has an assembly, in the order of the house.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "ReliTalk.Abstractions", "ReliTalk.Torch", "ReliTalk.Media", "ReliTalk.Learning", "ReliTalk.Geometry", "ReliTalk.Audio",
        "ReliTalk.Rendering", "ReliTalk.Reflectance", "ReliTalk", "ReliTalk.Evaluation",
    ];

    /// <summary>The API of ReliTalk.Torch is TorchSharp's, and described there.</summary>
    public static IEnumerable<string> Described => All.Where(package => package != "ReliTalk.Torch");

    /// <summary>The assembly, or null where this build has none of that name (ReliTalk.Torch in a build on TorchSharp).</summary>
    public static Assembly? Load(string package)
    {
        var path = Path.Combine(AppContext.BaseDirectory, package + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    public static string XmlPath(string package) => Path.Combine(AppContext.BaseDirectory, package + ".xml");
}
