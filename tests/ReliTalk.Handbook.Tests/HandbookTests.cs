using ReliTalk.Testing;

namespace ReliTalk.Handbook.Tests;

/// <summary>What the handbook shows is compiled, where it points there is something, and what is made by machine is current.</summary>
public sealed class HandbookTests
{
    private static readonly string Root = SharedData.RepositoryRoot;

    [Fact]
    public void Every_example_of_the_pages_is_a_compiled_region()
    {
        var (problems, used, snippets) = (new List<string>(), new HashSet<string>(), Snippets.Read(Root));
        var stale = new List<string>();
        foreach (var page in Pages.Written(Root))
        {
            var (found, text) = (new List<string>(), File.ReadAllText(page));
            if (Snippets.Fill(text, snippets, found, used) != text) stale.Add(Name(page));
            problems.AddRange(found.Select(problem => $"{Name(page)}: {problem}"));
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.True(stale.Count == 0, $"Examples differ from docs/snippets; run eng/approve.sh: {string.Join(", ", stale)}");
        Assert.Equal([], snippets.Keys.Except(used));
    }

    [Fact]
    public void Every_link_leads_somewhere()
    {
        var broken = Pages.All(Root).SelectMany(page => Pages.BrokenLinks(page).Select(link => $"{Name(page)}: {link}")).ToArray();
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    [Fact]
    public void The_handbooks_index_leads_to_every_page()
    {
        var folder = Path.Combine(Root, "docs");
        var index = File.ReadAllText(Path.Combine(folder, "README.md"));
        var pages = Directory.EnumerateFiles(folder, "*.md").Select(page => Path.GetFileName(page)).Where(page => page != "README.md");
        Assert.Equal([], pages.Where(page => !index.Contains($"({page})", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_reference_is_current_and_says_something_of_every_type_and_member()
    {
        var reference = new ApiReference();
        var stale = reference.Write().Where(page => Read(Path.Combine(ApiReference.FolderOf(Root), page.Key)) != page.Value).Select(page => page.Key).ToArray();
        Assert.True(reference.Undocumented.Count == 0, $"Without a doc comment:\n{string.Join('\n', reference.Undocumented)}");
        Assert.True(stale.Length == 0, $"docs/api is out of date; run eng/approve.sh: {string.Join(", ", stale)}");
    }

    [Theory]
    [InlineData("Light is physical", "light-is-physical")]
    [InlineData("`MediaBackend=nuget`: what it is", "mediabackendnuget-what-it-is")]
    [InlineData("F_local and [F_blend](x.md)", "f_local-and-f_blend")]
    public void Headings_become_the_anchors_that_links_use(string heading, string anchor) => Assert.Equal(anchor, Pages.Anchor(heading));

    [Fact]
    public void A_link_to_a_missing_page_and_one_to_a_missing_heading_are_reported()
    {
        var folder = Directory.CreateTempSubdirectory("relitalk-pages-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "b.md"), "# One\n\n```\n# not a heading\n```\n");
            var page = Path.Combine(folder.FullName, "a.md");
            File.WriteAllText(page, "[1](b.md#one) [2](c.md) [3](b.md#not-a-heading) [4](https://example.org/x) `[5](d.md)`\n");
            Assert.Equal(["c.md: there is no such file", "b.md#not-a-heading: there is no such heading"], Pages.BrokenLinks(page));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Name(string page) => Path.GetRelativePath(Root, page);

    private static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path) : null;
}
