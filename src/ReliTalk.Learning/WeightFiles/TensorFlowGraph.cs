using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>
/// Reads the constants of a frozen TensorFlow graph (a GraphDef file, <c>.pb</c>), as DeepSpeech 0.1.0 is published in. The graph itself is not run.
/// </summary>
public static class TensorFlowGraph
{
    /// <summary>Most elements that a repeated value may fill, so that a small file cannot ask for all memory.</summary>
    private const long LongestFill = 1 << 26;

    /// <summary>Reads all numeric constants.</summary>
    /// <param name="path">A binary GraphDef.</param>
    /// <returns>Tensors by node name, owned by the caller's scope.</returns>
    /// <exception cref="WeightsFileException">The file is missing or damaged.</exception>
    public static IReadOnlyDictionary<string, Tensor> ReadConstants(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return ReadConstants(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The graph '{path}' cannot be read: {error.Message}", error);
        }
    }

    internal static Dictionary<string, Tensor> ReadConstants(byte[] data, string name)
    {
        WeightsFileException Damaged(string what) => new($"'{name}' is not a usable TensorFlow graph: {what}.");
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var nodes = 0;
        var graph = new ProtobufReader(data, Damaged);
        while (graph.Next())
        {
            if (graph is not { Field: 1, WireType: 2 }) continue;
            nodes++;
            if (ReadNode(graph.Bytes, Damaged) is (var node, { } tensor) && !tensors.TryAdd(node, tensor)) throw Damaged($"the node '{node}' appears twice");
        }
        if (nodes == 0) throw Damaged("it has no node");
        foreach (var tensor in tensors.Values) tensor.MoveToOuterDisposeScope();
        return tensors;
    }

    private static (string Name, Tensor? Tensor) ReadNode(ReadOnlyMemory<byte> bytes, Func<string, WeightsFileException> damaged)
    {
        string name = "", operation = "";
        ReadOnlyMemory<byte>? value = null;
        var node = new ProtobufReader(bytes, damaged);
        while (node.Next())
        {
            if (node.WireType != 2) continue;
            switch (node.Field)
            {
                case 1: name = node.Text; break;
                case 2: operation = node.Text; break;
                case 5: value = ValueAttribute(node.Bytes, damaged) ?? value; break;
            }
        }
        return (name, operation == "Const" && value is { } tensor ? ReadTensor(tensor, name, damaged) : null);
    }

    /// <summary>The TensorProto of an attribute entry named "value", or null.</summary>
    private static ReadOnlyMemory<byte>? ValueAttribute(ReadOnlyMemory<byte> entry, Func<string, WeightsFileException> damaged)
    {
        var key = "";
        ReadOnlyMemory<byte> content = default;
        var pair = new ProtobufReader(entry, damaged);
        while (pair.Next())
        {
            if (pair is { Field: 1, WireType: 2 }) key = pair.Text;
            else if (pair is { Field: 2, WireType: 2 }) content = pair.Bytes;
        }
        if (key != "value") return null;
        var attribute = new ProtobufReader(content, damaged);
        while (attribute.Next())
            if (attribute is { Field: 8, WireType: 2 }) return attribute.Bytes;
        return null;
    }

    private static Tensor? ReadTensor(ReadOnlyMemory<byte> bytes, string name, Func<string, WeightsFileException> damaged)
    {
        long type = 0;
        List<long> shape = [], numbers = [];
        var floats = new List<float>();
        ReadOnlyMemory<byte> content = default, doubles = default;
        var reader = new ProtobufReader(bytes, damaged);
        while (reader.Next())
        {
            switch (reader.Field, reader.WireType)
            {
                case (1, 0): type = reader.Number; break;
                case (2, 2): shape = ReadShape(reader.Bytes, damaged); break;
                case (4, 2): content = reader.Bytes; break;
                case (5, 2 or 5): reader.AppendFloats(floats); break;
                case (6, 1 or 2): doubles = reader.Bytes; break;
                case (7 or 10 or 11 or 13, 0 or 2): reader.AppendNumbers(numbers); break;
            }
        }
        ScalarType? element = type switch
        {
            1 => ScalarType.Float32,
            2 => ScalarType.Float64,
            3 => ScalarType.Int32,
            4 => ScalarType.Byte,
            5 => ScalarType.Int16,
            6 => ScalarType.Int8,
            9 => ScalarType.Int64,
            10 => ScalarType.Bool,
            14 => ScalarType.BFloat16,
            19 => ScalarType.Float16,
            _ => null,
        };
        // Texts and handles are no weights.
        if (element is not { } kind) return null;
        long[] size = [.. shape];
        if (content.Length > 0) return RawArray.ToTensor(content.Span, kind, size, name, damaged);

        var stored = kind switch
        {
            ScalarType.Float32 => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(floats)),
            ScalarType.Float64 => doubles.Span,
            ScalarType.Int64 => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(numbers)),
            ScalarType.Int32 => MemoryMarshal.AsBytes<int>(numbers.ConvertAll(number => (int)number).ToArray()),
            ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => numbers.ConvertAll(number => (byte)number).ToArray(),
            _ => MemoryMarshal.AsBytes<ushort>(numbers.ConvertAll(number => (ushort)number).ToArray()),
        };
        var count = RawArray.CountElements(size, name, damaged);
        var itemSize = RawArray.SizeOf(kind);
        if (count <= 1 || stored.Length == count * itemSize) return RawArray.ToTensor(stored, kind, size, name, damaged);
        // A short list is continued with its last value.
        var given = stored.Length / itemSize;
        if (given == 0 || given > count || count > LongestFill) throw damaged($"the constant '{name}' has {given} values, its shape needs {count}");
        using var scope = NewDisposeScope();
        var values = RawArray.ToTensor(stored, kind, [given], name, damaged);
        return cat([values, values.narrow(0, given - 1, 1).expand(count - given)], 0).reshape(size).MoveToOuterDisposeScope();
    }

    private static List<long> ReadShape(ReadOnlyMemory<byte> bytes, Func<string, WeightsFileException> damaged)
    {
        var shape = new List<long>();
        var reader = new ProtobufReader(bytes, damaged);
        while (reader.Next())
        {
            if (reader is not { Field: 2, WireType: 2 }) continue;
            long size = 0;
            var dimension = new ProtobufReader(reader.Bytes, damaged);
            while (dimension.Next())
                if (dimension is { Field: 1, WireType: 0 }) size = dimension.Number;
            shape.Add(size);
        }
        return shape;
    }
}
