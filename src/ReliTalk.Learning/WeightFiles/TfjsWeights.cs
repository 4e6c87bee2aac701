using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>
/// Reads TensorFlow.js weights: a JSON manifest (a bare list of groups, or a model's JSON with <c>weightsManifest</c>) beside binary files
/// in which the tensors follow one another without gaps. Quantised tensors (8 and 16 bits, halves) are brought to single precision:
/// value = min + scale * q.
/// </summary>
public static class TfjsWeights
{
    /// <summary>Reads all tensors.</summary>
    /// <param name="manifestPath">The JSON file; the binary files it names must lie beside it.</param>
    /// <returns>float32 (or int32) tensors by name in the file's layout (convolutions are [H, W, in, out]), owned by the caller's scope.</returns>
    /// <exception cref="WeightsFileException">A file is missing, damaged, of the wrong size, or uses an unknown type.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string manifestPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(manifestPath);
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(manifestPath)) ?? ".";
            return Read(File.ReadAllBytes(manifestPath), manifestPath, name => File.ReadAllBytes(Path.Combine(folder, name)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The weights of '{manifestPath}' cannot be read: {error.Message}", error);
        }
    }

    internal static Dictionary<string, Tensor> Read(byte[] manifest, string name, Func<string, byte[]> readFile)
    {
        WeightsFileException Damaged(string what, Exception? inner = null)
            => new($"'{name}' is not a usable TensorFlow.js manifest: {what}.", inner);
        try
        {
            using var document = JsonDocument.Parse(manifest, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            var groups = root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("weightsManifest");
            var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            foreach (var group in groups.EnumerateArray())
            {
                var data = Join(group.GetProperty("paths").EnumerateArray().Select(path => path.GetString() ?? ""), readFile, Damaged);
                var rest = data.AsSpan();
                foreach (var weight in group.GetProperty("weights").EnumerateArray())
                {
                    var key = weight.GetProperty("name").GetString() ?? throw Damaged("a tensor has no name");
                    var shape = weight.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
                    var tensor = Decode(weight, key, Count(shape, key, Damaged), ref rest, Damaged);
                    if (!tensors.TryAdd(key, tensor.reshape(shape))) throw Damaged($"'{key}' appears twice");
                }
                if (rest.Length > 0) throw Damaged($"{rest.Length} bytes are left over after its last tensor");
            }
            return tensors;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Damaged(error.Message.TrimEnd('.'), error);
        }
    }

    private static byte[] Join(IEnumerable<string> paths, Func<string, byte[]> readFile, Func<string, Exception?, WeightsFileException> damaged)
    {
        var parts = new List<byte[]>();
        foreach (var path in paths)
        {
            if (path.Length == 0 || path is "." or ".." || path.AsSpan().IndexOfAny('/', '\\', '\0') >= 0) throw damaged($"it names the file '{path}' outside its own folder", null);
            parts.Add(readFile(path));
        }
        return parts.Count == 1 ? parts[0] : parts.SelectMany(part => part).ToArray();
    }

    private static int Count(long[] shape, string key, Func<string, Exception?, WeightsFileException> damaged)
    {
        long count = 1;
        foreach (var size in shape)
        {
            if (size < 0 || size > int.MaxValue || (count *= size) > int.MaxValue / 4) throw damaged($"'{key}' has an impossible shape", null);
        }
        return (int)count;
    }

    private static Tensor Decode(JsonElement weight, string key, int count, ref Span<byte> rest, Func<string, Exception?, WeightsFileException> damaged)
    {
        var type = weight.GetProperty("dtype").GetString();
        var quantised = weight.TryGetProperty("quantization", out var quantisation);
        var stored = quantised ? quantisation.GetProperty("dtype").GetString() : type;
        var itemSize = stored switch
        {
            "uint8" => 1,
            "uint16" or "float16" => 2,
            "float32" or "int32" => 4,
            _ => throw damaged($"'{key}' is stored as '{stored}', which is not supported", null),
        };
        if (type is not ("float32" or "int32") || type == "int32" && quantised) throw damaged($"'{key}' has the type '{type}', which is not supported", null);
        var size = (long)count * itemSize;
        if (size > rest.Length) throw damaged($"its data ends inside '{key}'", null);
        var bytes = rest[..(int)size];
        rest = rest[(int)size..];

        if (stored == "int32") return tensor(MemoryMarshal.Cast<byte, int>(bytes).ToArray());
        var values = new float[count];
        if (stored == "float32")
        {
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
        }
        else if (stored == "float16")
        {
            for (var i = 0; i < count; i++) values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
        }
        else
        {
            var (scale, low) = (quantisation.GetProperty("scale").GetDouble(), quantisation.GetProperty("min").GetDouble());
            for (var i = 0; i < count; i++)
            {
                var q = itemSize == 1 ? bytes[i] : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
                values[i] = (float)(low + scale * q);
            }
        }
        return tensor(values);
    }
}
