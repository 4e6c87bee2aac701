using System.Buffers.Binary;
using System.Text;

namespace ReliTalk.Learning.TFLite;

/// <summary>
/// The map at the root of a FlexBuffer (the schema-less sibling of FlatBuffers), which holds the options of custom operators: whole
/// numbers, floating-point numbers and vectors of whole numbers. All offsets are checked.
/// </summary>
internal sealed class FlexBufferMap
{
    private const int Float = 3, IndirectInt = 6, IndirectUInt = 7, IndirectFloat = 8, Map = 9, Vector = 10, VectorInt = 11, VectorUInt = 12;

    private readonly ReadOnlyMemory<byte> _data;
    private readonly Dictionary<string, (int Position, int Width, byte Packed)> _entries = new(StringComparer.Ordinal);
    private readonly Func<string, WeightsFileException> _damaged;

    public FlexBufferMap(ReadOnlyMemory<byte> data, Func<string, WeightsFileException> damaged)
    {
        _data = data;
        _damaged = damaged;
        if (data.Length < 3) throw damaged("custom options are too short");
        var rootWidth = data.Span[^1];
        var packed = data.Span[^2];
        if (packed >> 2 != Map) throw damaged("custom options are not a map");
        var at = data.Length - 2 - rootWidth;
        var map = Follow(at, CheckWidth(rootWidth));
        var width = 1 << (packed & 3);

        var count = Count(map, width);
        var keysAt = map - 3 * width;
        var keys = Follow(keysAt, width);
        var keyWidth = CheckWidth(Whole(map - 2 * width, width));
        for (var i = 0; i < count; i++)
        {
            var key = Text(Follow(keys + i * keyWidth, keyWidth));
            _entries[key] = (map + i * width, width, (byte)Whole(map + count * width + i, 1));
        }
    }

    public int Int32(string key)
    {
        var (position, width, packed) = Entry(key);
        return checked((int)Integer(position, width, packed));
    }

    public float Single(string key)
    {
        var (position, width, packed) = Entry(key);
        return (packed >> 2) switch
        {
            Float => Real(position, width),
            IndirectFloat => Real(Follow(position, width), 1 << (packed & 3)),
            _ => Integer(position, width, packed),
        };
    }

    public int[] Int32s(string key)
    {
        var (position, width, packed) = Entry(key);
        var kind = packed >> 2;
        var itemWidth = 1 << (packed & 3);
        var start = Follow(position, width);
        var count = Count(start, itemWidth);
        var values = new int[count];
        for (var i = 0; i < count; i++)
        {
            var at = start + i * itemWidth;
            values[i] = kind switch
            {
                VectorInt or VectorUInt => (int)Whole(at, itemWidth),
                Vector => (int)Integer(at, itemWidth, (byte)Whole(start + count * itemWidth + i, 1)),
                _ => throw _damaged($"the custom option '{key}' is not a list of whole numbers"),
            };
        }
        return values;
    }

    private (int Position, int Width, byte Packed) Entry(string key)
        => _entries.TryGetValue(key, out var entry) ? entry : throw _damaged($"the custom option '{key}' is missing");

    private long Integer(int position, int width, byte packed) => (packed >> 2) switch
    {
        1 or 2 or 26 => Whole(position, width),
        IndirectInt or IndirectUInt => Whole(Follow(position, width), 1 << (packed & 3)),
        _ => throw _damaged("a custom option is not a number"),
    };

    private int Count(int start, int width)
    {
        var count = Whole(start - width, width);
        if (count < 0 || start + count * width > _data.Length) throw _damaged("a custom option reaches outside its buffer");
        return (int)count;
    }

    private int Follow(int at, int width)
    {
        var target = at - Whole(at, width);
        return target >= 0 && target < _data.Length ? (int)target : throw _damaged("a custom option points outside its buffer");
    }

    private long Whole(int at, int width)
    {
        var bytes = Slice(at, width);
        return width switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
    }

    private float Real(int at, int width)
    {
        var bytes = Slice(at, width);
        return width switch
        {
            2 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            4 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            8 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            _ => throw _damaged("a custom option has a number of an unknown width"),
        };
    }

    private string Text(int at)
    {
        var rest = _data.Span[at..];
        var end = rest.IndexOf((byte)0);
        return end >= 0 ? Encoding.UTF8.GetString(rest[..end]) : throw _damaged("a custom option's name does not end");
    }

    private ReadOnlySpan<byte> Slice(int at, int width)
        => at >= 0 && at + width <= _data.Length ? _data.Span.Slice(at, width) : throw _damaged("a custom option points outside its buffer");

    private int CheckWidth(long width)
        => width is 1 or 2 or 4 or 8 ? (int)width : throw _damaged("a custom option has an impossible width");
}
