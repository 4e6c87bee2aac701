using ReliTalk.Testing;

namespace ReliTalk.Handbook.Tests;

/// <summary>The public surface of every package is what was approved; <c>eng/approve.sh</c> approves what is there now.</summary>
public sealed class ApprovedSurfaceTests
{
    public static TheoryData<string> Names => [.. Packages.All];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_public_surface_is_the_approved_one(string package)
    {
        // A build on the TorchSharp package has no assembly ReliTalk.Torch.
        if (Packages.Load(package) is not { } assembly) return;
        var approved = Path.Combine(ApprovedSurface.FolderOf(SharedData.RepositoryRoot), package + ".txt");
        Assert.True(File.Exists(approved), $"{package} has no approved surface. Run eng/approve.sh.");
        var difference = ApprovedSurface.Compare(File.ReadAllText(approved), ApprovedSurface.Describe(assembly));
        Assert.True(difference.Count == 0, $"The public surface of {package} changed (- gone, + new). If that is meant, run eng/approve.sh and commit its changes.\n{string.Join('\n', difference)}");
    }

    [Fact]
    public void A_comparison_names_the_member_that_is_gone_and_the_one_that_is_new()
    {
        const string approved = "namespace A\n\nsealed class B\n    int C { get; }\n    void D()\n";
        const string actual = "namespace A\n\nsealed class B\n    long C { get; }\n    void D()\n";
        Assert.Equal(["- A: sealed class B: int C { get; }", "+ A: sealed class B: long C { get; }"], ApprovedSurface.Compare(approved, actual));
    }

    [Fact]
    public void Declarations_are_written_as_in_the_source()
    {
        var text = ApprovedSurface.Describe(typeof(ApprovedSurfaceTests).Assembly);
        Assert.Contains("\nabstract class Shape<T> : IDisposable where T : struct\n", text, StringComparison.Ordinal);
        Assert.Contains("    protected Shape(string? name = null)\n", text, StringComparison.Ordinal);
        Assert.Contains("    const float Limit = 0.5f\n", text, StringComparison.Ordinal);
        Assert.Contains("    IReadOnlyList<string?> Names { get; init; }\n", text, StringComparison.Ordinal);
        Assert.Contains("    abstract T Area(in T unit, params int[] sides)\n", text, StringComparison.Ordinal);
        Assert.Contains("    bool TryGet(out string? name, DayOfWeek day = DayOfWeek.Friday)\n", text, StringComparison.Ordinal);
        Assert.Contains("namespace ReliTalk.Handbook.Tests.Examples\n\nreadonly record struct Point\n    Point(int X, int Y)\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden", text, StringComparison.Ordinal);
    }
}
