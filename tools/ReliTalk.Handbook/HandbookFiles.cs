namespace ReliTalk.Handbook;

/// <summary>What is made by machine in the handbook, as it should be and as it is.</summary>
internal static class HandbookFiles
{
    /// <summary>Writes the approved surfaces, the API reference and the examples of all pages; returns the files that changed.</summary>
    public static IReadOnlyList<string> Update(string root, ICollection<string> problems)
    {
        var changed = new List<string>();
        foreach (var (path, text) in Expected(root, problems))
        {
            if (File.Exists(path) && File.ReadAllText(path) == text) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            changed.Add(Path.GetRelativePath(root, path));
        }
        foreach (var stray in Directory.EnumerateFiles(ApiReference.FolderOf(root)).Where(file => !Packages.Described.Append("README").Contains(Path.GetFileNameWithoutExtension(file)))) File.Delete(stray);
        return changed;
    }

    private static IEnumerable<(string Path, string Text)> Expected(string root, ICollection<string> problems)
    {
        foreach (var package in Packages.All)
            if (Packages.Load(package) is { } assembly) yield return (Path.Combine(ApprovedSurface.FolderOf(root), package + ".txt"), ApprovedSurface.Describe(assembly));
        foreach (var (name, text) in new ApiReference().Write()) yield return (Path.Combine(ApiReference.FolderOf(root), name), text);
        var snippets = Snippets.Read(root);
        foreach (var page in Pages.Written(root))
            yield return (page, Snippets.Fill(File.ReadAllText(page), snippets, problems, new HashSet<string>()));
    }
}
