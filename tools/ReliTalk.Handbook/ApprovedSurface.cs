using System.Reflection;
using System.Text;

namespace ReliTalk.Handbook;

/// <summary>The public surface of a package as text: one line a type, one line a member.</summary>
internal static class ApprovedSurface
{
    public static string FolderOf(string root) => Path.Combine(root, "tests", "ReliTalk.Handbook.Tests", "Approved");

    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        string? current = null;
        foreach (var type in PublicType.Of(assembly))
        {
            if (type.Type.Namespace != current)
            {
                current = type.Type.Namespace;
                if (text.Length > 0) text.Append('\n');
                text.Append("namespace ").Append(current).Append('\n');
            }
            text.Append('\n').Append(type.Declaration).Append('\n');
            foreach (var member in type.Members) text.Append("    ").Append(member.Declaration).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Lines that are new (+) or gone (-), each with the type that it stands under; empty where the texts agree.</summary>
    public static IReadOnlyList<string> Compare(string approved, string actual)
    {
        var (old, fresh) = (Lines(approved), Lines(actual));
        return [.. old.Except(fresh).Select(line => "- " + line).Concat(fresh.Except(old).Select(line => "+ " + line))];
    }

    private static List<string> Lines(string text)
    {
        var (space, type) = ("", "");
        var lines = new List<string>();
        foreach (var line in text.Split('\n').Where(line => line.Length > 0))
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal)) space = line[10..];
            else if (line[0] != ' ') lines.Add($"{space}: {type = line}");
            else lines.Add($"{space}: {type}: {line.Trim()}");
        }
        return lines;
    }
}
