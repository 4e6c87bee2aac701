using System.Runtime.InteropServices;

namespace ReliTalk.Learning.TFLite;

/// <summary>The graph of a TFLite file (schema version 3): tensors, constants and operators in running order, checked, not yet executable.</summary>
internal sealed class TFLiteFile
{
    private const int Float32 = 0, Float16 = 1, Int32 = 2;

    private readonly FlatBuffer _buffer;

    private TFLiteFile(string name, FlatBuffer buffer, Value[] values, Operation[] operations, int[] inputs, int[] outputs)
    {
        Name = name;
        _buffer = buffer;
        Values = values;
        Operations = operations;
        Inputs = inputs;
        Outputs = outputs;
    }

    public sealed record Value(string Name, int[] Shape, int Type, ReadOnlyMemory<byte> Data)
    {
        public bool IsConstant => !Data.IsEmpty;
    }

    /// <summary>One step of the graph; the kind is the built-in operator code, or -1 for a custom operator.</summary>
    public sealed record Operation(int Kind, string? Custom, int[] Inputs, int[] Outputs, FlatBufferTable? Options, ReadOnlyMemory<byte> CustomOptions);

    public string Name { get; }
    public Value[] Values { get; }
    public Operation[] Operations { get; }
    public int[] Inputs { get; }
    public int[] Outputs { get; }

    public WeightsFileException Damaged(string what) => _buffer.Damaged(what);

    public static TFLiteFile Parse(byte[] data, string name)
    {
        var buffer = new FlatBuffer(data, name);
        if (data.Length < 8 || !data.AsSpan(4, 4).SequenceEqual("TFL3"u8)) throw buffer.Damaged("the mark 'TFL3' is missing");
        var model = FlatBufferTable.Root(buffer);
        var codes = Array.ConvertAll(model.Tables(1), code => (Code: Math.Max((sbyte)code.Byte(0), code.Int32(3)), Custom: code.String(1)));
        var buffers = model.Tables(4);
        var graphs = model.Tables(2);
        if (graphs.Length != 1) throw buffer.Damaged($"it has {graphs.Length} sub-graphs, only one is supported");

        var values = Array.ConvertAll(graphs[0].Tables(0), tensor =>
        {
            var index = tensor.UInt32(2);
            if (index >= buffers.Length) throw buffer.Damaged("a tensor names a data buffer that does not exist");
            var shape = tensor.Int32s(0);
            if (shape.Length > 6 || Array.Exists(shape, size => size < 1)) throw buffer.Damaged("a tensor has an impossible shape");
            return new Value(tensor.String(3) ?? "", shape, tensor.Byte(1), buffers[index].Bytes(0));
        });
        var operations = Array.ConvertAll(graphs[0].Tables(3), operation =>
        {
            var index = operation.UInt32(0);
            if (index >= codes.Length) throw buffer.Damaged("an operator has an unknown code");
            const int customCode = 32;
            var (code, custom) = codes[index];
            return new Operation(code == customCode ? -1 : code, code == customCode ? custom : null,
                operation.Int32s(1), operation.Int32s(2), operation.Table(4), operation.Bytes(5));
        });
        var file = new TFLiteFile(name, buffer, values, operations, graphs[0].Int32s(1), graphs[0].Int32s(2));
        file.CheckOrder();
        return file;
    }

    /// <summary>A constant's values as single precision; half-precision weights are widened.</summary>
    public float[] Floats(Value value)
    {
        var count = Count(value);
        switch (value.Type)
        {
            case Float32 when value.Data.Length == 4L * count:
                return MemoryMarshal.Cast<byte, float>(value.Data.Span).ToArray();
            case Float16 when value.Data.Length == 2L * count:
                return Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(value.Data.Span).ToArray(), half => (float)half);
            default:
                throw Damaged($"the constant '{value.Name}' has type {value.Type} and {value.Data.Length} bytes, expected {count} floats or halves");
        }
    }

    /// <summary>A constant's values as 32-bit integers.</summary>
    public int[] Integers(Value value)
    {
        if (value.Type != Int32 || value.Data.Length != 4L * Count(value)) throw Damaged($"the constant '{value.Name}' is not a list of 32-bit integers");
        return MemoryMarshal.Cast<byte, int>(value.Data.Span).ToArray();
    }

    private int Count(Value value)
    {
        long count = 1;
        foreach (var size in value.Shape)
        {
            count *= size;
            if (count > int.MaxValue / 4) throw Damaged($"the constant '{value.Name}' is too large");
        }
        return (int)count;
    }

    private void CheckOrder()
    {
        var known = new bool[Values.Length];
        for (var i = 0; i < known.Length; i++) known[i] = Values[i].IsConstant;
        foreach (var input in Inputs) known[Index(input)] = true;
        foreach (var operation in Operations)
        {
            if (operation.Outputs.Length != 1) throw Damaged("an operator with more or fewer than one result");
            foreach (var input in operation.Inputs)
                if (input != -1 && !known[Index(input)]) throw Damaged("an operator reads a value that nothing has computed yet");
            known[Index(operation.Outputs[0])] = true;
        }
        if (Inputs.Length == 0 || Outputs.Length == 0) throw Damaged("it has no input or no output");
        foreach (var output in Outputs)
            if (!known[Index(output)]) throw Damaged("an output is never computed");
    }

    private int Index(int value) => (uint)value < (uint)Values.Length ? value : throw Damaged("an operator names a tensor that does not exist");
}
