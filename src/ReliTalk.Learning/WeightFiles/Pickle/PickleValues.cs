using System.Text;

namespace ReliTalk.Learning.WeightFiles.Pickle;

/// <summary>A byte string of a pickle: text of Python 2, or raw array data. Kept as bytes, because Python 2 does not say which.</summary>
internal sealed record PickleBytes(ReadOnlyMemory<byte> Data)
{
    /// <summary>Every byte as the character of the same number, as the Python 3 readers of these files do with encoding 'latin1'.</summary>
    public override string ToString() => Encoding.Latin1.GetString(Data.Span);
}

/// <summary>A name of a class or function in a pickle. It stays a name: nothing is looked up or called.</summary>
internal sealed record PickleName(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>An object that a pickle builds of a named class: its arguments and its state, uninterpreted.</summary>
internal sealed class PickleObject(PickleName type, object?[] arguments)
{
    public PickleName Type { get; } = type;
    public object?[] Arguments { get; } = arguments;
    public object? State { get; set; }
}

/// <summary>A reference to data outside the pickle, as PyTorch stores its numbers.</summary>
internal sealed record PickleReference(object? Key);

/// <summary>The mark of the MARK opcode.</summary>
internal sealed class PickleMark
{
    public static PickleMark Instance { get; } = new();
}
