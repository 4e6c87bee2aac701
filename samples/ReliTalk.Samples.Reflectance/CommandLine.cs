using ReliTalk.Reflectance.Training;

namespace ReliTalk.Samples.Reflectance;

/// <summary>The sample's arguments.</summary>
internal sealed record CommandLine(string Verb, string Input, string Output, string? Light, string? Head, bool Oracle, int Threads, ReflectanceOptions Options)
{
    public static CommandLine Parse(string[] args)
    {
        string? Value(string name)
        {
            var at = Array.IndexOf(args, name);
            return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        }

        var options = ReflectanceOptions.Draft;
        if (Value("--steps") is { } steps) options = options with { Steps = int.Parse(steps) };
        if (Value("--identity-steps") is { } identity) options = options with { IdentitySteps = int.Parse(identity) };
        if (args.Contains("--albedo-consistency")) options = options with { Light = options.Light with { AlbedoConsistency = true } };
        foreach (var name in (Value("--off") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)) options = Off(options, name);
        return new CommandLine(args[0], args[1], Value("--out") ?? "out", Value("--light"), Value("--head"), args.Contains("--oracle"), int.Parse(Value("--threads") ?? "2"), options);
    }

    /// <summary>Switches one part of the method off.</summary>
    public static ReflectanceOptions Off(ReflectanceOptions options, string name) => name.ToLowerInvariant() switch
    {
        "refine" => options with { RefineNormals = false },
        "residual" => options with { NormalResidual = false },
        "initial-normals" => options with { InitialNormals = false, NormalResidual = false },
        "parsimony" => options with { Parsimony = false },
        "smoothness" => options with { Smoothness = false },
        "specular" => options with { Specular = false },
        "specular-map" => options with { SpecularMap = false },
        "shadows" => options with { Shadows = false },
        "identity" => options with { IdentitySteps = 0 },
        _ => throw new ReliTalkException($"Unknown switch '{name}'; known: refine, residual, initial-normals, parsimony, smoothness, specular, specular-map, shadows, identity."),
    };
}
