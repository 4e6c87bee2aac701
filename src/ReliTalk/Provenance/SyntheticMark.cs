using System.Globalization;

namespace ReliTalk.Provenance;

/// <summary>Marks written into every video's metadata, so that players and archives can tell that it is synthetic.</summary>
internal static class SyntheticMark
{
    public static IReadOnlyDictionary<string, string> Metadata()
    {
        var version = typeof(SyntheticMark).Assembly.GetName().Version?.ToString(3) ?? "0";
        return new Dictionary<string, string>
        {
            ["comment"] = "Synthetic media: the speech and the light of this portrait are computer-generated.",
            ["description"] = "AI-generated talking portrait",
            ["software"] = string.Create(CultureInfo.InvariantCulture, $"ReliTalk {version}"),
        };
    }
}
