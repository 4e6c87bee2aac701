using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace ReliTalk.Learning.WeightFiles.Pickle;

/// <summary>
/// Reads a pickle as data. A pickle is a small program that can call anything; here it can only stack up numbers, texts, lists and
/// dictionaries. A class name is accepted only from a short list of array classes, and is never looked up: what the pickle says about
/// such an object is kept as it stands. Everything else is refused by its opcode's name.
/// </summary>
internal sealed class PickleReader
{
    private const int MostItems = 50_000_000;

    /// <summary>Classes that hold arrays in the files that are read: NumPy, SciPy's column-compressed matrix, chumpy, PyTorch.</summary>
    private static readonly HashSet<string> ArrayClasses = new(StringComparer.Ordinal)
    {
        "numpy.ndarray", "numpy.dtype",
        "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct",
        "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar",
        "scipy.sparse.csc.csc_matrix", "scipy.sparse._csc.csc_matrix",
        "chumpy.ch.Ch", "collections.OrderedDict",
        "copy_reg._reconstructor", "copyreg._reconstructor", "__builtin__.object", "builtins.object", "_codecs.encode",
        "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_parameter",
        "torch.FloatStorage", "torch.DoubleStorage", "torch.HalfStorage", "torch.BFloat16Storage", "torch.LongStorage", "torch.IntStorage",
        "torch.ShortStorage", "torch.CharStorage", "torch.ByteStorage", "torch.BoolStorage",
    };

    private readonly ReadOnlyMemory<byte> _data;
    private readonly Func<string, WeightsFileException> _damaged;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];
    private int _position;
    private int _items;

    private PickleReader(ReadOnlyMemory<byte> data, Func<string, WeightsFileException> damaged)
    {
        _data = data;
        _damaged = damaged;
    }

    /// <summary>Reads one pickled value.</summary>
    /// <returns>null, bool, long, BigInteger, double, string, <see cref="PickleBytes"/>, List, object array (a tuple), Dictionary, or one of the Pickle types.</returns>
    public static object? Read(ReadOnlyMemory<byte> data, Func<string, WeightsFileException> damaged) => new PickleReader(data, damaged).Run();

    private object? Run()
    {
        while (true)
        {
            var code = (PickleOpcode)Take(1)[0];
            if (code == PickleOpcode.STOP) return _stack.Count == 1 ? _stack[0] : throw _damaged("its pickle ends with more or less than one value");
            Execute(code);
        }
    }

    private void Execute(PickleOpcode code)
    {
        switch (code)
        {
            case PickleOpcode.PROTO: Take(1); break;
            case PickleOpcode.FRAME: Take(8); break;
            case PickleOpcode.MARK: Push(PickleMark.Instance); break;
            case PickleOpcode.POP: Pop(); break;
            case PickleOpcode.POP_MARK: PopToMark(); break;
            case PickleOpcode.DUP: Push(Top()); break;

            case PickleOpcode.NONE: Push(null); break;
            case PickleOpcode.NEWTRUE: Push(true); break;
            case PickleOpcode.NEWFALSE: Push(false); break;
            case PickleOpcode.BININT: Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case PickleOpcode.BININT1: Push((long)Take(1)[0]); break;
            case PickleOpcode.BININT2: Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case PickleOpcode.LONG1: Push(Integer(Take(Take(1)[0]))); break;
            case PickleOpcode.LONG4: Push(Integer(Take(Length(4)))); break;
            case PickleOpcode.BINFLOAT: Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case PickleOpcode.INT: Push(DecimalInteger(Line())); break;
            case PickleOpcode.LONG: Push(DecimalInteger(Line().TrimEnd('L'))); break;
            case PickleOpcode.FLOAT: Push(Real(Line())); break;

            case PickleOpcode.STRING: Push(Quoted(Line())); break;
            case PickleOpcode.BINSTRING: Push(new PickleBytes(TakeMemory(Length(4)))); break;
            case PickleOpcode.SHORT_BINSTRING: Push(new PickleBytes(TakeMemory(Take(1)[0]))); break;
            case PickleOpcode.BINBYTES: Push(new PickleBytes(TakeMemory(Length(4)))); break;
            case PickleOpcode.SHORT_BINBYTES: Push(new PickleBytes(TakeMemory(Take(1)[0]))); break;
            case PickleOpcode.BINBYTES8 or PickleOpcode.BYTEARRAY8: Push(new PickleBytes(TakeMemory(Length(8)))); break;
            case PickleOpcode.UNICODE: Push(Line()); break;
            case PickleOpcode.BINUNICODE: Push(Encoding.UTF8.GetString(Take(Length(4)))); break;
            case PickleOpcode.SHORT_BINUNICODE: Push(Encoding.UTF8.GetString(Take(Take(1)[0]))); break;
            case PickleOpcode.BINUNICODE8: Push(Encoding.UTF8.GetString(Take(Length(8)))); break;

            case PickleOpcode.EMPTY_LIST: Push(new List<object?>()); break;
            case PickleOpcode.LIST: Push(PopToMark()); break;
            case PickleOpcode.APPEND: Append([Pop()]); break;
            case PickleOpcode.APPENDS: Append(PopToMark()); break;
            case PickleOpcode.EMPTY_TUPLE: Push(Array.Empty<object?>()); break;
            case PickleOpcode.TUPLE: Push(PopToMark().ToArray()); break;
            case PickleOpcode.TUPLE1: Push(PopMany(1)); break;
            case PickleOpcode.TUPLE2: Push(PopMany(2)); break;
            case PickleOpcode.TUPLE3: Push(PopMany(3)); break;
            case PickleOpcode.EMPTY_DICT: Push(new Dictionary<object, object?>()); break;
            case PickleOpcode.DICT: { var items = PopToMark(); Push(new Dictionary<object, object?>()); SetItems(items); break; }
            case PickleOpcode.SETITEM: SetItems([.. PopMany(2)]); break;
            case PickleOpcode.SETITEMS: SetItems(PopToMark()); break;

            case PickleOpcode.PUT: _memo[Slot(DecimalInteger(Line()))] = Top(); break;
            case PickleOpcode.BINPUT: _memo[Take(1)[0]] = Top(); break;
            case PickleOpcode.LONG_BINPUT: _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Top(); break;
            case PickleOpcode.MEMOIZE: _memo[_memo.Count] = Top(); break;
            case PickleOpcode.GET: Push(Remembered(Slot(DecimalInteger(Line())))); break;
            case PickleOpcode.BINGET: Push(Remembered(Take(1)[0])); break;
            case PickleOpcode.LONG_BINGET: Push(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;

            case PickleOpcode.GLOBAL: { var module = Line(); Push(Allowed(new PickleName(module, Line()), code)); break; }
            case PickleOpcode.STACK_GLOBAL: { var names = PopMany(2); Push(Allowed(new PickleName(AsText(names[0]), AsText(names[1])), code)); break; }
            case PickleOpcode.REDUCE or PickleOpcode.NEWOBJ: { var call = PopMany(2); Push(Describe(call[0], call[1], code)); break; }
            case PickleOpcode.BUILD: Build(Pop()); break;
            case PickleOpcode.BINPERSID: Push(new PickleReference(Pop())); break;

            default:
                throw Enum.IsDefined(code)
                    ? _damaged($"it uses the pickle opcode {code}, which is refused because it can run code")
                    : _damaged($"it has the unknown pickle opcode 0x{(byte)code:X2}");
        }
    }

    private PickleName Allowed(PickleName name, PickleOpcode code)
        => ArrayClasses.Contains(name.ToString())
            ? name
            : throw _damaged($"it asks for '{name}' (pickle opcode {code}), which is not one of the array classes that are read as data");

    /// <summary>What a call in the pickle would have made, as a description.</summary>
    private object? Describe(object? callee, object? arguments, PickleOpcode code)
    {
        if (callee is not PickleName name || arguments is not object?[] list)
            throw _damaged($"it calls something that is not an array class (pickle opcode {code})");
        return (name.ToString(), list) switch
        {
            ("collections.OrderedDict", []) => new Dictionary<object, object?>(),
            // Python 3 writes bytes in old protocols as a text and its encoding.
            ("_codecs.encode", [string text, ..]) => new PickleBytes(Encoding.Latin1.GetBytes(text)),
            ("copy_reg._reconstructor" or "copyreg._reconstructor", [PickleName type, ..]) => new PickleObject(type, []),
            _ => new PickleObject(name, list),
        };
    }

    private void Build(object? state)
    {
        switch (Top())
        {
            case PickleObject target: target.State = state; break;
            // An OrderedDict's attributes, as PyTorch's _metadata, are not data.
            case Dictionary<object, object?>: break;
            default: throw _damaged("it gives a state to something that is not an array class (pickle opcode BUILD)");
        }
    }

    private void Append(List<object?> items)
    {
        if (Top() is not List<object?> list) throw _damaged("it appends to something that is not a list");
        CountItems(items.Count);
        list.AddRange(items);
    }

    private void SetItems(List<object?> items)
    {
        if (Top() is not Dictionary<object, object?> dictionary || items.Count % 2 != 0) throw _damaged("it sets items of something that is not a dictionary");
        CountItems(items.Count);
        for (var i = 0; i < items.Count; i += 2)
        {
            var key = items[i] switch
            {
                PickleBytes bytes => bytes.ToString(),
                string or long or bool or double => items[i]!,
                _ => throw _damaged("a dictionary has a key that is neither text nor number"),
            };
            dictionary[key] = items[i + 1];
        }
    }

    private void CountItems(int count)
    {
        _items += count;
        if (_items > MostItems) throw _damaged("it has too many items");
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Top() => _stack.Count > 0 ? _stack[^1] : throw _damaged("its pickle uses a value that is not there");

    private object? Pop()
    {
        var value = Top();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object?[] PopMany(int count)
    {
        var values = new object?[count];
        for (var i = count - 1; i >= 0; i--) values[i] = Pop();
        return values;
    }

    private List<object?> PopToMark()
    {
        var mark = _stack.LastIndexOf(PickleMark.Instance);
        if (mark < 0) throw _damaged("its pickle lacks a mark");
        var items = _stack.GetRange(mark + 1, _stack.Count - mark - 1);
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private object? Remembered(long slot) => _memo.TryGetValue(slot, out var value) ? value : throw _damaged("its pickle recalls a value that was never stored");

    private long Slot(object value) => value is long slot ? slot : throw _damaged("its pickle has an impossible memory slot");

    private ReadOnlySpan<byte> Take(int count) => TakeMemory(count).Span;

    private ReadOnlyMemory<byte> TakeMemory(int count)
    {
        if (count < 0 || count > _data.Length - _position) throw _damaged("its pickle is truncated");
        var bytes = _data.Slice(_position, count);
        _position += count;
        return bytes;
    }

    private int Length(int bytes)
    {
        var length = bytes == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(Take(4)) : BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
        return length <= int.MaxValue ? (int)length : throw _damaged("its pickle is truncated");
    }

    private string Line()
    {
        var rest = _data.Span[_position..];
        var end = rest.IndexOf((byte)'\n');
        if (end < 0) throw _damaged("its pickle is truncated");
        _position += end + 1;
        return Encoding.UTF8.GetString(rest[..end]).TrimEnd('\r');
    }

    private static object Integer(ReadOnlySpan<byte> littleEndian)
    {
        var value = new BigInteger(littleEndian);
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : value;
    }

    private object DecimalInteger(string text) => text switch
    {
        // Protocol 0 writes truth values as these integers.
        "00" => false,
        "01" => true,
        { Length: < 20 } when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw _damaged("its pickle has an impossible whole number"),
    };

    private double Real(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw _damaged("its pickle has an impossible number");

    /// <summary>A text as Python 2 prints it: in quotes, with backslash escapes.</summary>
    private PickleBytes Quoted(string text)
    {
        if (text.Length < 2 || text[0] != text[^1] || text[0] is not ('\'' or '"')) throw _damaged("its pickle has a text without quotes");
        var bytes = new List<byte>(text.Length);
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (text[i] != '\\')
            {
                bytes.Add((byte)text[i]);
                continue;
            }
            var code = ++i < text.Length - 1 ? text[i] : '\0';
            switch (code)
            {
                case '\\' or '\'' or '"': bytes.Add((byte)code); break;
                case 'n': bytes.Add((byte)'\n'); break;
                case 'r': bytes.Add((byte)'\r'); break;
                case 't': bytes.Add((byte)'\t'); break;
                case 'x' when i + 2 < text.Length - 1 && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value):
                    bytes.Add(value);
                    i += 2;
                    break;
                default: throw _damaged("its pickle has a text with an unknown escape (pickle opcode STRING)");
            }
        }
        return new PickleBytes(bytes.ToArray());
    }

    private string AsText(object? value) => value switch
    {
        string text => text,
        PickleBytes bytes => bytes.ToString(),
        _ => throw _damaged("its pickle names a class by something that is not a text"),
    };
}
