using System.Text.RegularExpressions;

namespace ReliTalk.Handbook;

/// <summary>Compiled examples: regions of <c>docs/snippets/*.cs</c>, and the places in the handbook that show them.</summary>
internal static partial class Snippets
{
    /// <summary>Every region by name, dedented.</summary>
    /// <exception cref="InvalidDataException">Two regions have one name, or one is not closed.</exception>
    public static Dictionary<string, string> Read(string root)
    {
        var snippets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "docs", "snippets"), "*.cs").Order(StringComparer.Ordinal))
        {
            string? name = null;
            var lines = new List<string>();
            foreach (var line in File.ReadLines(file))
            {
                var trimmed = line.Trim();
                if (trimmed.StartsWith("#region ", StringComparison.Ordinal)) (name, lines) = (trimmed[8..].Trim(), []);
                else if (trimmed == "#endregion")
                {
                    if (name is null || !snippets.TryAdd(name, Dedent(lines))) throw new InvalidDataException($"{file}: region '{name}' stands twice or does not begin.");
                    name = null;
                }
                else if (name is not null) lines.Add(line);
            }
            if (name is not null) throw new InvalidDataException($"{file}: region '{name}' is not closed.");
        }
        return snippets;
    }

    /// <summary>The page with every marked example replaced by its region.</summary>
    /// <param name="page">Text of a Markdown page.</param>
    /// <param name="snippets">Regions by name.</param>
    /// <param name="problems">Receives what is wrong: an example without a mark, a mark without a region.</param>
    /// <param name="used">Receives the names that the page shows.</param>
    public static string Fill(string page, IReadOnlyDictionary<string, string> snippets, ICollection<string> problems, ISet<string> used)
        => Example().Replace(page, match =>
        {
            var name = match.Groups["name"].Value;
            if (name.Length == 0)
            {
                problems.Add($"a C# example has no mark '<!-- snippet: NAME -->' in the line above it: {FirstLine(match.Groups["code"].Value)}");
                return match.Value;
            }
            used.Add(name);
            if (snippets.TryGetValue(name, out var code)) return $"<!-- snippet: {name} -->\n```csharp\n{code}\n```";
            problems.Add($"there is no region '{name}' in docs/snippets");
            return match.Value;
        });

    [GeneratedRegex(@"(<!-- snippet: (?<name>[\w-]+) -->\n)?```(csharp|cs|c#)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    private static string FirstLine(string code) => code.Split('\n')[0];

    private static string Dedent(List<string> lines)
    {
        var indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length >= indent ? line[indent..].TrimEnd() : "")).Trim('\n');
    }
}
