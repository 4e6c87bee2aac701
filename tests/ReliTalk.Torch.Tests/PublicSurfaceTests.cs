using System.Reflection;

namespace ReliTalk.Torch.Tests;

public sealed class PublicSurfaceTests
{
    // Facts about the packaged library: reflection over TorchSharp 0.107.0, the members this binding has too.
    private static readonly HashSet<string> s_facts = Facts();

    [Fact]
    public void Every_public_member_is_one_of_TorchSharps()
    {
        Assembly assembly = typeof(TorchSharp.torch).Assembly;
        string[] unknown = [.. PublicSurface.Of(assembly).Where(m => !Known(m.Type, m.Line)).Select(m => m.Line)];
        Assert.True(unknown.Length == 0, $"{unknown.Length} public members are not in Data/torchsharp-members.txt:\n{string.Join('\n', unknown)}");
    }

    [Fact]
    public void Every_fact_is_still_used()
    {
        var ours = PublicSurface.Of(typeof(TorchSharp.torch).Assembly).SelectMany(m => Candidates(m.Type, m.Line)).ToHashSet();
        string[] unused = [.. s_facts.Where(f => !ours.Contains(f))];
        Assert.True(unused.Length == 0, $"{unused.Length} lines of Data/torchsharp-members.txt belong to no member:\n{string.Join('\n', unused)}");
    }

    [Theory]
    [InlineData("TorchSharp.torch.Tensor Tensor add(Tensor target, Scalar beta)")]
    [InlineData("TorchSharp.torch.Tensor Tensor norm(float p=1)")]
    [InlineData("TorchSharp.torch.Tensor int numel()")]
    [InlineData("TorchSharp.PaddingModes Zeros=3")]
    public void A_wrong_name_default_or_return_kind_is_noticed(string line) =>
        Assert.False(Known(typeof(TorchSharp.torch.Tensor), line));

    private static bool Known(Type type, string line) => Candidates(type, line).Any(s_facts.Contains);

    // A member that overrides another may be listed with the base class alone.
    private static IEnumerable<string> Candidates(Type type, string line)
    {
        string member = line[(line.IndexOf(' ') + 1)..];
        for (Type? t = type; t is not null; t = t.BaseType)
        {
            string name = PublicSurface.Name(t.IsGenericType ? t.GetGenericTypeDefinition() : t);
            string key = PublicSurface.Key(name + " " + member);
            yield return key;
            // A property that can be read here may also be written there.
            if (key.EndsWith("{get;}", StringComparison.Ordinal)) yield return key[..^1] + "set;}";
            if (t.IsEnum || member.StartsWith(".ctor", StringComparison.Ordinal)) yield break;
        }
    }

    private static HashSet<string> Facts()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Data", "torchsharp-members.txt");
        return [.. File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#').Select(PublicSurface.Key)];
    }
}
