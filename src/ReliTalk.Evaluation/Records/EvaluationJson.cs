using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReliTalk.Evaluation;

/// <summary>The one way in which records become JSON: snake_case names, absent figures left out, and figures that are not numbers as null.</summary>
public static class EvaluationJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Converters = { new FigureConverter() },
    };

    /// <summary>The record as indented JSON.</summary>
    public static string Serialize<T>(T record) => JsonSerializer.Serialize(record, Options);

    /// <summary>Writes the record to a file.</summary>
    /// <exception cref="MediaException">The file cannot be written.</exception>
    public static async Task WriteAsync<T>(string path, T record, CancellationToken cancellationToken = default)
    {
        try
        {
            await File.WriteAllTextAsync(path, Serialize(record) + "\n", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MediaException($"'{path}' cannot be written: {error.Message} Choose another place.", error);
        }
    }

    /// <summary>Reads a record back.</summary>
    /// <exception cref="MediaException">The text is not such a record.</exception>
    public static T Deserialize<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("it is empty");
        }
        catch (JsonException error)
        {
            throw new MediaException($"This is no {typeof(T).Name}: {error.Message} Write it again with 'relitalk evaluate --json'.", error);
        }
    }

    /// <summary>Six digits are more than any figure deserves; JSON knows no NaN.</summary>
    private sealed class FigureConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override bool HandleNull => true;

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(Math.Round(value, 6));
            else writer.WriteNullValue();
        }
    }
}
