using System.Text.Json;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>
/// The header of a safetensors file, fully checked: a JSON object of entries {dtype, shape, data_offsets} and "__metadata__" with texts.
/// The entries must fill the data exactly, without hole or overlap.
/// </summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>Largest header that is read: the limit of the reference implementation.</summary>
    public const long Limit = 100_000_000;

    private const string MetadataName = "__metadata__";

    public sealed record Entry(string Type, long[] Shape, long Begin, long End);

    private SafeTensorsHeader(Dictionary<string, Entry> entries, Dictionary<string, string> metadata)
    {
        Entries = entries;
        Metadata = metadata;
    }

    public IReadOnlyDictionary<string, Entry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public static int SizeOf(string type) => type switch
    {
        "BOOL" or "U8" or "I8" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" => 8,
        _ => 0,
    };

    public static SafeTensorsHeader Parse(ReadOnlyMemory<byte> json, long dataLength, string name)
    {
        WeightsFileException Damaged(string what, Exception? inner = null)
            => new($"'{name}' is not a usable safetensors file: {what}.", inner);

        if (json.IsEmpty || json.Span[0] != (byte)'{') throw Damaged("its header does not start with '{'");
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == MetadataName)
                {
                    foreach (var text in property.Value.EnumerateObject()) metadata[text.Name] = text.Value.GetString() ?? "";
                    continue;
                }
                var offsets = property.Value.GetProperty("data_offsets");
                if (offsets.GetArrayLength() != 2) throw Damaged($"'{property.Name}' does not have two offsets");
                var shape = property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
                entries.Add(property.Name, new Entry(property.Value.GetProperty("dtype").GetString() ?? "", shape, offsets[0].GetInt64(), offsets[1].GetInt64()));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Damaged($"its header is not what the format asks for ({error.Message.TrimEnd('.')})", error);
        }

        long position = 0;
        foreach (var (key, entry) in entries.OrderBy(pair => pair.Value.Begin).ThenBy(pair => pair.Value.End))
        {
            var size = (long)SizeOf(entry.Type);
            if (size == 0) throw Damaged($"'{key}' has the unknown type '{entry.Type}'");
            foreach (var dimension in entry.Shape)
            {
                if (dimension < 0) throw Damaged($"'{key}' has a negative dimension");
                try
                {
                    size = checked(size * dimension);
                }
                catch (OverflowException error)
                {
                    throw Damaged($"'{key}' has an impossible shape", error);
                }
            }
            if (entry.Begin != position)
                throw Damaged(entry.Begin < position ? $"'{key}' overlaps another tensor" : $"there is a hole in front of '{key}'");
            if (entry.End - entry.Begin != size) throw Damaged($"'{key}' has {entry.End - entry.Begin} bytes, its shape needs {size}");
            position = entry.End;
        }
        if (position > dataLength) throw Damaged($"it is truncated: {dataLength} of {position} bytes of data");
        if (position < dataLength) throw Damaged($"there are {dataLength - position} bytes after the last tensor");
        return new SafeTensorsHeader(entries, metadata);
    }
}
