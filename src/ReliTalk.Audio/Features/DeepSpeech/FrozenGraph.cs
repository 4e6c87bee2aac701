using System.Buffers.Binary;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Features.DeepSpeech;

/// <summary>
/// Reads the float constants of a frozen TensorFlow graph (GraphDef: nodes 1; NodeDef: name 1, op 2, attributes 5; TensorProto: type 1, shape 2,
/// content 4) as data. Nothing of the graph is run.
/// </summary>
internal static class FrozenGraph
{
    private const long LargestFile = 2L << 30;

    /// <summary>Every float32 constant with at least one dimension, by node name. The tensors are the caller's.</summary>
    /// <exception cref="WeightsFileException">The file is missing, too large or not a GraphDef.</exception>
    internal static Dictionary<string, Tensor> ReadConstants(string path)
    {
        byte[] file;
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists) throw new WeightsFileException($"The DeepSpeech graph '{path}' is missing. Name the file output_graph.pb of DeepSpeech 0.1.0.");
            if (info.Length >= LargestFile) throw new WeightsFileException($"'{path}' is {info.Length} bytes long; a DeepSpeech 0.1.0 graph has about 190 million.");
            file = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The DeepSpeech graph '{path}' cannot be read: {e.Message}", e);
        }

        var constants = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var (field, node) in Fields(file))
                if (field == 1) ReadNode(node, constants);
        }
        catch (InvalidDataException e)
        {
            foreach (var tensor in constants.Values) tensor.Dispose();
            throw new WeightsFileException($"'{path}' is not a frozen TensorFlow graph: {e.Message}.", e);
        }

        return constants;
    }

    private static void ReadNode(ReadOnlyMemory<byte> node, Dictionary<string, Tensor> constants)
    {
        string name = "", operation = "";
        ReadOnlyMemory<byte>? value = null;
        foreach (var (field, content) in Fields(node))
        {
            if (field == 1) name = Encoding.UTF8.GetString(content.Span);
            else if (field == 2) operation = Encoding.UTF8.GetString(content.Span);
            else if (field == 5) value = TensorOf(content) ?? value;
        }

        if (operation == "Const" && value is { } proto && ReadTensor(proto) is { } tensor) constants[name] = tensor;
    }

    /// <summary>The TensorProto of an attribute called "value": map entry key 1, value 2; AttrValue: tensor 8.</summary>
    private static ReadOnlyMemory<byte>? TensorOf(ReadOnlyMemory<byte> attribute)
    {
        var isValue = false;
        ReadOnlyMemory<byte>? tensor = null;
        foreach (var (field, content) in Fields(attribute))
        {
            if (field == 1) isValue = content.Span.SequenceEqual("value"u8);
            if (field != 2) continue;
            foreach (var (inner, proto) in Fields(content))
                if (inner == 8) tensor = proto;
        }

        return isValue ? tensor : null;
    }

    private static Tensor? ReadTensor(ReadOnlyMemory<byte> proto)
    {
        const ulong single = 1;
        var shape = new List<long>();
        ulong type = 0;
        ReadOnlyMemory<byte> content = default;
        foreach (var (field, bytes) in Fields(proto))
        {
            if (field == 1) type = Number(bytes);
            else if (field == 4) content = bytes;
            else if (field == 2)
                foreach (var (dimension, size) in Fields(bytes))
                    if (dimension == 2)
                        foreach (var (part, number) in Fields(size))
                            if (part == 1) shape.Add((long)Number(number));
        }

        if (type != single || shape.Count == 0 || content.Length == 0) return null;
        var count = shape.Aggregate(1L, (a, b) => checked(a * b));
        if (count * 4 != content.Length) throw new InvalidDataException($"a constant of {count} numbers has {content.Length} bytes");
        var values = new float[count];
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(content.Span[(i * 4)..]);
        return tensor(values, shape.ToArray());
    }

    /// <summary>The fields of a message; a number field is given as its eight little-endian bytes.</summary>
    private static IEnumerable<(int Field, ReadOnlyMemory<byte> Content)> Fields(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message.Span, ref at);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    var number = new byte[8];
                    BinaryPrimitives.WriteUInt64LittleEndian(number, Varint(message.Span, ref at));
                    yield return (field, number);
                    break;
                case 1:
                    yield return (field, Take(message, ref at, 8));
                    break;
                case 2:
                    yield return (field, Take(message, ref at, Varint(message.Span, ref at)));
                    break;
                case 5:
                    yield return (field, Take(message, ref at, 4));
                    break;
                default:
                    throw new InvalidDataException($"a field of unknown kind {tag & 7} at byte {at}");
            }
        }
    }

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> message, ref int at, ulong length)
    {
        if (length > (ulong)(message.Length - at)) throw new InvalidDataException("a field runs past the end");
        var content = message.Slice(at, (int)length);
        at += (int)length;
        return content;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length) throw new InvalidDataException("it ends inside a number");
            var b = bytes[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return value;
        }

        throw new InvalidDataException("a number is too long");
    }

    private static ulong Number(ReadOnlyMemory<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
}
