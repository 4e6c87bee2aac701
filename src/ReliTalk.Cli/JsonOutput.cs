using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReliTalk.Cli;

internal static class JsonOutput
{
    public static void Print<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, Options));

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };
}
