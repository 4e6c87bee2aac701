using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ReliTalk.Handbook;

/// <summary>The reference of the public API, one Markdown page a package, from the assemblies and their XML documents.</summary>
internal sealed partial class ApiReference
{
    private readonly XmlDocuments _documents = new(Packages.All);
    private readonly Dictionary<string, (string Package, PublicType Type)> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<PublicType>> _packages = [];

    public ApiReference()
    {
        foreach (var package in Packages.Described)
        {
            var types = PublicType.Of(Packages.Load(package) ?? throw new FileNotFoundException($"{package}.dll is not beside the tool."));
            _packages[package] = types;
            foreach (var type in types) _types[XmlDocuments.IdOf(type.Type)] = (package, type);
        }
    }

    /// <summary>Public types and members of which nothing is said.</summary>
    public List<string> Undocumented { get; } = [];

    public static string FolderOf(string root) => Path.Combine(root, "docs", "api");

    /// <summary>Every page by file name.</summary>
    public IReadOnlyDictionary<string, string> Write()
    {
        Undocumented.Clear();
        var pages = Packages.Described.ToDictionary(package => package + ".md", Page, StringComparer.Ordinal);
        var index = new StringBuilder("# API reference\n\nMade from the assemblies and their XML documents by `eng/approve.sh`; do not edit. `ReliTalk.Torch` has no page: its API is a part of TorchSharp 0.107's.\n\n");
        foreach (var (package, types) in _packages) index.Append($"- [{package}]({package}.md): {types.Count} types\n");
        pages.Add("README.md", index.ToString());
        return pages;
    }

    private string Page(string package)
    {
        var text = new StringBuilder($"# {package}\n\nMade by `eng/approve.sh`; do not edit.\n");
        foreach (var space in _packages[package].GroupBy(type => type.Type.Namespace))
        {
            text.Append($"\n## {space.Key}\n\n| type | |\n|---|---|\n");
            foreach (var type in space) text.Append($"| [`{Cell(type.Name)}`](#{Pages.Anchor(Title(type))}) | {Cell(FirstSentence(Prose(Section(type.Type, "summary"), package)))} |\n");
            foreach (var type in space) Append(text, type, package);
        }
        return text.ToString();
    }

    private void Append(StringBuilder text, PublicType type, string package)
    {
        text.Append($"\n### {Title(type)}\n\n```\n{type.Declaration}\n```\n");
        Paragraph(text, Prose(Section(type.Type, "summary"), package));
        if (_documents.Find(type.Type) is null) Undocumented.Add(type.Name);
        Paragraph(text, Prose(Section(type.Type, "remarks"), package));
        List(text, type.Type, "typeparam", package);
        List(text, type.Type, "param", package);
        if (type.Members.Count > 0) text.Append('\n');
        foreach (var member in type.Members)
        {
            var summary = Prose(Section(member.Member, "summary"), package);
            if (summary.Length == 0 && !IsSelfEvident(type, member)) Undocumented.Add($"{type.Name}: {member.Declaration}");
            text.Append($"- `{member.Declaration}`").Append(summary.Length > 0 ? "<br>" + summary : "").Append('\n');
            var details = new StringBuilder();
            foreach (var (name, said) in Parts(member.Member, "param", package)) details.Append($"  - `{name}`: {said}\n");
            if (Prose(Section(member.Member, "returns"), package) is { Length: > 0 } returns) details.Append($"  - returns: {returns}\n");
            foreach (var (name, said) in Parts(member.Member, "exception", package)) details.Append($"  - throws `{name}`: {said}\n");
            if (Prose(Section(member.Member, "remarks"), package) is { Length: > 0 } remarks) details.Append($"  - {remarks}\n");
            text.Append(details);
        }
    }

    /// <summary>What the language or TorchSharp defines needs no words: the parameters of a record, overrides of object, operators of equality, a module's forward.</summary>
    private static bool IsSelfEvident(PublicType type, PublicMember member)
        => member.Member is ConstructorInfo
        || member.Member.Name is "ToString" or "Equals" or "GetHashCode" or "Dispose" or "DisposeAsync" or "op_Equality" or "op_Inequality" or "Deconstruct" or "GetEnumerator" or "forward"
        || (member.Member is PropertyInfo && type.Type.GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter => parameter.Name == member.Member.Name)));

    private XElement? Section(MemberInfo member, string name) => _documents.Find(member)?.Element(name);

    private IEnumerable<(string Name, string Said)> Parts(MemberInfo member, string section, string package)
    {
        foreach (var element in _documents.Find(member)?.Elements(section) ?? [])
        {
            var name = (string?)element.Attribute("name") ?? ((string?)element.Attribute("cref"))?.Split('.')[^1] ?? "";
            if (Prose(element, package) is { Length: > 0 } said) yield return (name, said);
        }
    }

    private void List(StringBuilder text, MemberInfo member, string section, string package)
    {
        var first = true;
        foreach (var (name, said) in Parts(member, section, package))
        {
            if (first) text.Append('\n');
            first = false;
            text.Append($"- `{name}`: {said}\n");
        }
    }

    private static void Paragraph(StringBuilder text, string prose)
    {
        if (prose.Length > 0) text.Append('\n').Append(prose).Append('\n');
    }

    private string Prose(XElement? element, string package)
    {
        if (element is null) return "";
        var text = new StringBuilder();
        foreach (var node in element.Nodes()) text.Append(Inline(node, package));
        return Blanks().Replace(text.ToString(), " ").Trim();
    }

    private string Inline(XNode node, string package) => node switch
    {
        XText words => words.Value.Replace("<", "&lt;"),
        XElement { Name.LocalName: "see" or "seealso" } see => See(see, package),
        XElement { Name.LocalName: "c" or "code" } code => $"`{Blanks().Replace(code.Value, " ").Trim()}`",
        XElement { Name.LocalName: "paramref" or "typeparamref" } reference => $"`{(string?)reference.Attribute("name")}`",
        XElement { Name.LocalName: "item" } item => $" {Prose(item, package)};",
        XElement { Name.LocalName: "term" } term => $"**{Prose(term, package)}** ",
        XElement inner => " " + Prose(inner, package) + " ",
        _ => "",
    };

    private string See(XElement see, string package)
    {
        if ((string?)see.Attribute("langword") is { } word) return $"`{word}`";
        if ((string?)see.Attribute("href") is { } address) return $"[{(see.Value.Length > 0 ? see.Value : address)}]({address})";
        var id = (string?)see.Attribute("cref") ?? "";
        if (_types.TryGetValue(id, out var target))
            return $"[`{target.Type.Name}`]({(target.Package == package ? "" : target.Package + ".md")}#{Pages.Anchor(Title(target.Type))})";
        var name = id.Split('(')[0].Split(':')[^1];
        var parts = name.Split('.');
        var owner = parts.Length > 1 ? "T:" + string.Join('.', parts[..^1]) : "";
        var shown = Ticks().Replace(parts[^1] == "#ctor" ? parts[^2] : parts[^1], "");
        return _types.TryGetValue(owner, out var declaring)
            ? $"[`{declaring.Type.Name}.{shown}`]({(declaring.Package == package ? "" : declaring.Package + ".md")}#{Pages.Anchor(Title(declaring.Type))})"
            : $"`{shown}`";
    }

    private static string Title(PublicType type) => type.Name.Replace("<", " of ").Replace(">", "").Replace(",", " and");

    private static string FirstSentence(string prose)
    {
        var end = SentenceEnd().Match(prose);
        return end.Success ? prose[..(end.Index + 1)] : prose;
    }

    private static string Cell(string text) => text.Replace("|", "\\|");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Ticks();

    [GeneratedRegex(@"\.(?=\s+[A-Z])")]
    private static partial Regex SentenceEnd();
}
