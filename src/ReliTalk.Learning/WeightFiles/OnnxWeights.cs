using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>
/// Reads the constants of an ONNX file: the initialisers and the Constant nodes of the graph and of all graphs inside it. The graph itself is not run.
/// </summary>
public static class OnnxWeights
{
    private const int DeepestGraph = 16;

    /// <summary>Reads all constants.</summary>
    /// <param name="path">An <c>.onnx</c> file with its data inside.</param>
    /// <returns>Tensors by the name under which the graph uses them, owned by the caller's scope.</returns>
    /// <exception cref="WeightsFileException">The file is missing or damaged, or holds a constant of a type that is not supported.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Read(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The network '{path}' cannot be read: {error.Message}", error);
        }
    }

    internal static Dictionary<string, Tensor> Read(byte[] data, string name)
    {
        WeightsFileException Damaged(string what) => new($"'{name}' is not a usable ONNX file: {what}.");
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var hasGraph = false;
        var model = new ProtobufReader(data, Damaged);
        while (model.Next())
        {
            if (model is not { Field: 7, WireType: 2 }) continue;
            hasGraph = true;
            ReadGraph(model.Bytes, tensors, Damaged, 0);
        }
        if (!hasGraph) throw Damaged("it has no graph");
        foreach (var tensor in tensors.Values) tensor.MoveToOuterDisposeScope();
        return tensors;
    }

    private static void ReadGraph(ReadOnlyMemory<byte> bytes, Dictionary<string, Tensor> tensors, Func<string, WeightsFileException> damaged, int depth)
    {
        if (depth > DeepestGraph) throw damaged("its graphs are nested too deeply");
        var graph = new ProtobufReader(bytes, damaged);
        while (graph.Next())
        {
            if (graph.WireType != 2) continue;
            if (graph.Field == 1) ReadNode(graph.Bytes, tensors, damaged, depth);
            else if (graph.Field == 5) Add(tensors, ReadTensor(graph.Bytes, damaged), damaged);
        }
    }

    private static void ReadNode(ReadOnlyMemory<byte> bytes, Dictionary<string, Tensor> tensors, Func<string, WeightsFileException> damaged, int depth)
    {
        string? output = null;
        var kind = "";
        var attributes = new List<ReadOnlyMemory<byte>>();
        var node = new ProtobufReader(bytes, damaged);
        while (node.Next())
        {
            if (node.WireType != 2) continue;
            if (node.Field == 2) output ??= node.Text;
            else if (node.Field == 4) kind = node.Text;
            else if (node.Field == 5) attributes.Add(node.Bytes);
        }
        foreach (var attribute in attributes)
        {
            var reader = new ProtobufReader(attribute, damaged);
            while (reader.Next())
            {
                if (reader.WireType != 2) continue;
                if (reader.Field is 6 or 11) ReadGraph(reader.Bytes, tensors, damaged, depth + 1);
                else if (reader.Field == 5 && kind == "Constant" && output is not null)
                    Add(tensors, (output, ReadTensor(reader.Bytes, damaged).Tensor), damaged);
            }
        }
    }

    private static void Add(Dictionary<string, Tensor> tensors, (string Name, Tensor? Tensor) entry, Func<string, WeightsFileException> damaged)
    {
        if (entry.Tensor is null) return;
        if (!tensors.TryAdd(entry.Name, entry.Tensor)) throw damaged($"the constant '{entry.Name}' appears twice");
    }

    /// <summary>A TensorProto; constants that are texts are left out.</summary>
    private static (string Name, Tensor? Tensor) ReadTensor(ReadOnlyMemory<byte> bytes, Func<string, WeightsFileException> damaged)
    {
        List<long> shape = [], numbers = [];
        var floats = new List<float>();
        ReadOnlyMemory<byte>? raw = null;
        ReadOnlyMemory<byte> doubles = default;
        long type = 0, location = 0;
        var name = "";
        var reader = new ProtobufReader(bytes, damaged);
        while (reader.Next())
        {
            switch (reader.Field, reader.WireType)
            {
                case (1, 0 or 2): reader.AppendNumbers(shape); break;
                case (2, 0): type = reader.Number; break;
                case (4, 2 or 5): reader.AppendFloats(floats); break;
                case (5 or 7, 0 or 2): reader.AppendNumbers(numbers); break;
                case (8, 2): name = reader.Text; break;
                case (9, 2): raw = reader.Bytes; break;
                case (10, 2): doubles = reader.Bytes; break;
                case (14, 0): location = reader.Number; break;
            }
        }
        const int text = 8;
        if (type == text) return (name, null);
        if (location != 0) throw damaged($"the constant '{name}' lies in another file, which is not supported");
        var element = type switch
        {
            1 => ScalarType.Float32,
            2 => ScalarType.Byte,
            3 => ScalarType.Int8,
            5 => ScalarType.Int16,
            6 => ScalarType.Int32,
            7 => ScalarType.Int64,
            9 => ScalarType.Bool,
            10 => ScalarType.Float16,
            11 => ScalarType.Float64,
            16 => ScalarType.BFloat16,
            _ => throw damaged($"the constant '{name}' has the type {type}, which is not supported"),
        };
        long[] size = [.. shape];
        if (raw is { } content) return (name, RawArray.ToTensor(content.Span, element, size, name, damaged));
        var stored = element switch
        {
            ScalarType.Float32 => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(floats)),
            ScalarType.Float64 => doubles.Span,
            ScalarType.Int64 => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(numbers)),
            ScalarType.Int32 => MemoryMarshal.AsBytes<int>(numbers.ConvertAll(number => (int)number).ToArray()),
            ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => numbers.ConvertAll(number => (byte)number).ToArray(),
            _ => MemoryMarshal.AsBytes<ushort>(numbers.ConvertAll(number => (ushort)number).ToArray()),
        };
        return (name, RawArray.ToTensor(stored, element, size, name, damaged));
    }
}
