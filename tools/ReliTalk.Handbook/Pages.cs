using System.Text;
using System.Text.RegularExpressions;

namespace ReliTalk.Handbook;

/// <summary>The Markdown pages of the repository and the links between them.</summary>
internal static partial class Pages
{
    /// <summary>Every page that people read: the root's, the handbook's, the packages'.</summary>
    public static IReadOnlyList<string> All(string root) =>
    [
        .. Directory.EnumerateFiles(root, "*.md"),
        .. Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories),
        .. Directory.EnumerateFiles(Path.Combine(root, "samples"), "*.md"),
        .. Directory.EnumerateDirectories(Path.Combine(root, "src")).Select(folder => Path.Combine(folder, "README.md")).Where(File.Exists),
    ];

    /// <summary>Pages that people write, so without the generated reference.</summary>
    public static IReadOnlyList<string> Written(string root)
        => [.. All(root).Where(page => !page.StartsWith(ApiReference.FolderOf(root), StringComparison.Ordinal))];

    /// <summary>What is wrong with the links of a page: a file that is not there, a heading that is not there.</summary>
    public static IEnumerable<string> BrokenLinks(string page)
    {
        var text = WithoutCode(File.ReadAllText(page));
        foreach (Match match in Link().Matches(text))
        {
            var target = match.Groups["target"].Value;
            if (Absolute().IsMatch(target)) continue;
            var parts = target.Split('#', 2);
            var file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
            if (!File.Exists(file) && !Directory.Exists(file)) yield return $"{target}: there is no such file";
            else if (parts.Length == 2 && !Anchors(file).Contains(parts[1])) yield return $"{target}: there is no such heading";
        }
    }

    /// <summary>Anchors as the common hosts of repositories make them: lower case, blanks to hyphens, other signs dropped, a number behind repeated ones.</summary>
    public static IReadOnlySet<string> Anchors(string page)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Match match in Heading().Matches(WithoutCode(File.ReadAllText(page))))
        {
            var anchor = Anchor(match.Groups["title"].Value);
            var count = counts[anchor] = counts.GetValueOrDefault(anchor, -1) + 1;
            anchors.Add(count == 0 ? anchor : $"{anchor}-{count}");
        }
        return anchors;
    }

    public static string Anchor(string title)
    {
        var text = new StringBuilder();
        foreach (var letter in InlineLink().Replace(title, "$1").Replace("`", "").Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter) || letter is '_' or '-') text.Append(letter);
            else if (letter == ' ') text.Append('-');
        }
        return text.ToString();
    }

    private static string WithoutCode(string text) => InlineCode().Replace(Fence().Replace(text, ""), "`-`");

    [GeneratedRegex(@"!?\[[^\]]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex InlineLink();

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9+.-]*:")]
    private static partial Regex Absolute();

    [GeneratedRegex(@"^#{1,6}\s+(?<title>.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]*\\]\\([^`\n]*`")]
    private static partial Regex InlineCode();
}
