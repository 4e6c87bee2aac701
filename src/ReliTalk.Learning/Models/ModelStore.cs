using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;

namespace ReliTalk.Learning.Models;

/// <summary>
/// Finds the pre-trained networks' files by name and checks them against their pinned SHA-256. No network is part of the
/// repository: the package <c>ReliTalk.Models</c> puts them beside the application, or the repository's set-up command fetches them.
/// </summary>
/// <remarks>
/// The folder is, in this order: the constructor's argument; the environment variable <c>RELITALK_MODELS</c>; a folder
/// <c>models</c> beside the application; the nearest folder <c>.models</c> on the way up from the application.
/// Safe for use by several threads. A file is hashed once per store.
/// </remarks>
public sealed class ModelStore
{
    /// <summary>Environment variable that names the folder with the model files.</summary>
    public const string FolderVariable = "RELITALK_MODELS";

    private const string WhatToDo =
        "Reference the package ReliTalk.Models from the application, or run ./run.sh or eng/setup.sh of the repository once, or set " + FolderVariable + " to a folder that holds the files.";

    private static readonly IReadOnlyDictionary<string, string> Pinned = ReadPins();

    private readonly ConcurrentDictionary<string, string> _checked = new(StringComparer.Ordinal);
    private readonly string? _folder;

    /// <summary>Opens the store. A store without a folder is allowed: only <see cref="Find"/> then fails.</summary>
    /// <param name="folder">Folder of the model files, or null to search as described above.</param>
    public ModelStore(string? folder = null) => _folder = folder ?? Locate();

    /// <summary>Folder in use, or null where none was found.</summary>
    public string? Folder => _folder;

    /// <summary>Names of the pinned files with their SHA-256 in lower-case hexadecimal.</summary>
    public static IReadOnlyDictionary<string, string> Pins => Pinned;

    /// <summary>Whether the file lies in the store; its content is not checked.</summary>
    /// <param name="name">File name with forward slashes, for instance <c>en-us/means</c>.</param>
    public bool Contains(string name) => _folder is not null && File.Exists(PathOf(_folder, name));

    /// <summary>Full path of a model file whose content is what its pin says.</summary>
    /// <param name="name">File name with forward slashes, for instance <c>face_landmark.tflite</c>. Files that are not pinned (the JSON
    /// manifests beside pinned weights, the pronouncing dictionary) are only looked up.</param>
    /// <exception cref="BackendMissingException">The folder or the file is absent; the message says how to get it.</exception>
    /// <exception cref="WeightsFileException">The file differs from its pin, or cannot be read.</exception>
    public string Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _checked.GetOrAdd(name, FindAndVerify);
    }

    private string FindAndVerify(string name)
    {
        if (_folder is null)
            throw new BackendMissingException($"The pre-trained network '{name}' is missing: no model folder was found. {WhatToDo}");
        var path = PathOf(_folder, name);
        if (!File.Exists(path))
            throw new BackendMissingException($"The pre-trained network '{name}' is missing from '{_folder}'. {WhatToDo}");
        if (Pinned.TryGetValue(name, out var pin)) Verify(name, path, pin);
        return path;
    }

    private static void Verify(string name, string path, string pin)
    {
        string actual;
        try
        {
            using var stream = File.OpenRead(path);
            actual = Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The model file '{path}' cannot be read: {error.Message}", error);
        }
        if (actual != pin)
            throw new WeightsFileException(
                $"The model file '{path}' is not the pinned '{name}': its SHA-256 is {actual}, expected {pin}. Delete it and fetch it again. {WhatToDo}");
    }

    private static string PathOf(string folder, string name)
        => Path.GetFullPath(Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar)));

    private static string? Locate()
    {
        var named = Environment.GetEnvironmentVariable(FolderVariable);
        if (!string.IsNullOrEmpty(named)) return named;
        var beside = Path.Combine(AppContext.BaseDirectory, "models");
        if (Directory.Exists(beside)) return beside;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, ".models");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }

    private static Dictionary<string, string> ReadPins()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("models.sha256")
            ?? throw new InvalidOperationException("The list of pinned models is not embedded in this build.");
        using var reader = new StreamReader(stream);
        var pins = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 2) pins.Add(parts[1], parts[0]);
        }
        return pins;
    }
}
