using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.TFLite;

/// <summary>What an operator's translation needs to know: its inputs, constants and options. Rank-4 shapes are [N, H, W, C] here, as in the file.</summary>
internal sealed class TFLiteOperation(TFLiteFile file, TFLiteFile.Operation operation, Func<Tensor, Tensor> keep, Device device)
{
    public int Kind => operation.Kind;
    public string? Custom => operation.Custom;
    public int InputCount => operation.Inputs.Length;
    public Device Device => device;

    public WeightsFileException Unsupported(string what) => file.Damaged($"the operator {Name} {what}, which is not supported");

    public int Slot(int input) => input < operation.Inputs.Length && operation.Inputs[input] is >= 0 and var slot
        ? slot
        : throw file.Damaged($"the operator {Name} lacks input {input}");

    public int[] Shape(int input) => file.Values[Slot(input)].Shape;

    public int[] OutputShape => file.Values[operation.Outputs[0]].Shape;

    public bool IsConstant(int input) => file.Values[Slot(input)].IsConstant;

    public int Option(int field) => operation.Options?.Int32(field) ?? 0;

    public int OptionByte(int field) => operation.Options?.Byte(field) ?? 0;

    public float OptionSingle(int field) => operation.Options?.Single(field) ?? 0;

    public ReadOnlyMemory<byte> CustomOptions => operation.CustomOptions;

    public FlexBufferMap CustomMap() => new(operation.CustomOptions, file.Damaged);

    public int[] Integers(int input)
        => IsConstant(input) ? file.Integers(file.Values[Slot(input)]) : throw Unsupported($"computes its input {input}");

    /// <summary>A constant as a tensor that lives as long as the network, optionally seen with its dimensions in another order.</summary>
    public Tensor Constant(int input, params long[] order)
    {
        var value = file.Values[Slot(input)];
        if (!value.IsConstant) throw Unsupported($"computes its input {input}");
        if (order.Length > 0 && value.Shape.Length != order.Length) throw Unsupported($"has weights with {value.Shape.Length} dimensions");
        var floats = file.Floats(value);
        using var scope = NewDisposeScope();
        var plain = tensor(floats).reshape(Array.ConvertAll(value.Shape, size => (long)size));
        return keep(order.Length > 0 ? plain.permute(order) : plain);
    }

    /// <summary>A tensor made at load that lives as long as the network.</summary>
    public Tensor Keep(Tensor made) => keep(made);

    public Tensor? OptionalBias(int input) => input < operation.Inputs.Length && operation.Inputs[input] >= 0 ? Constant(input) : null;

    /// <summary>Reads an operand of an element-wise operator: a computed value, or a constant brought to the computed values' layout.</summary>
    public Func<Tensor[], Tensor> Operand(int input)
    {
        var slot = Slot(input);
        if (!file.Values[slot].IsConstant) return values => values[slot];
        var constant = file.Values[slot].Shape switch
        {
            { Length: 4 } => Constant(input, 0, 3, 1, 2),
            [var channels] when channels > 1 && OutputShape.Length == 4 => Keep(Constant(input).reshape(1, channels, 1, 1)),
            _ => Constant(input),
        };
        return _ => constant;
    }

    private string Name => operation.Custom ?? $"number {operation.Kind}";
}
