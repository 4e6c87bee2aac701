using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReliTalk.Cli;

internal static class JsonOutput
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };
}
