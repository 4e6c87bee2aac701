using System.Buffers.Binary;
using System.Text;

namespace ReliTalk.Learning.TFLite;

/// <summary>
/// One table of a FlatBuffer, read in place. Every offset is checked before it is followed, so that a damaged file ends in a
/// <see cref="WeightsFileException"/>. (FlatBuffers internals: a table starts with a signed offset back to its vtable; the vtable holds
/// its own size, the table's size and one 16-bit offset a field, 0 for "default".)
/// </summary>
internal readonly struct FlatBufferTable
{
    private readonly FlatBuffer _file;
    private readonly int _position;
    private readonly int _vtable;
    private readonly int _fields;

    private FlatBufferTable(FlatBuffer file, long position)
    {
        _file = file;
        _position = file.Checked(position, 4);
        _vtable = file.Checked((long)_position - file.Int32(_position), 4);
        int size = file.UInt16(_vtable);
        if (size < 4) throw file.Damaged("a vtable is too small");
        file.Checked(_vtable, size);
        _fields = (size - 4) / 2;
    }

    public static FlatBufferTable Root(FlatBuffer file) => new(file, file.UInt32(0));

    public byte Byte(int field) => Locate(field) is var at and > 0 ? _file.Byte(at) : (byte)0;

    public int Int32(int field) => Locate(field) is var at and > 0 ? _file.Int32(at) : 0;

    public long UInt32(int field) => Locate(field) is var at and > 0 ? _file.UInt32(at) : 0;

    public float Single(int field) => BitConverter.Int32BitsToSingle(Int32(field));

    public FlatBufferTable? Table(int field)
        => Locate(field) is var at and > 0 ? new FlatBufferTable(_file, at + _file.UInt32(at)) : null;

    public string? String(int field)
    {
        var bytes = Bytes(field);
        return bytes.IsEmpty && Locate(field) == 0 ? null : Encoding.UTF8.GetString(bytes.Span);
    }

    public ReadOnlyMemory<byte> Bytes(int field)
    {
        var (start, count) = Vector(field, 1);
        return _file.Data.AsMemory(start, count);
    }

    public int[] Int32s(int field)
    {
        var (start, count) = Vector(field, 4);
        var values = new int[count];
        for (var i = 0; i < count; i++) values[i] = _file.Int32(start + 4 * i);
        return values;
    }

    public FlatBufferTable[] Tables(int field)
    {
        var (start, count) = Vector(field, 4);
        var tables = new FlatBufferTable[count];
        for (var i = 0; i < count; i++)
        {
            var at = start + 4 * i;
            tables[i] = new FlatBufferTable(_file, at + _file.UInt32(at));
        }
        return tables;
    }

    private (int Start, int Count) Vector(int field, int itemSize)
    {
        var at = Locate(field);
        if (at == 0) return (0, 0);
        var vector = _file.Checked(at + _file.UInt32(at), 4);
        var count = _file.UInt32(vector);
        _file.Checked(vector + 4L, count * itemSize);
        return (vector + 4, (int)count);
    }

    private int Locate(int field)
    {
        if (field >= _fields) return 0;
        int offset = _file.UInt16(_vtable + 4 + 2 * field);
        return offset == 0 ? 0 : _file.Checked((long)_position + offset, 1);
    }
}

/// <summary>The bytes of a FlatBuffer file with checked little-endian access.</summary>
internal sealed class FlatBuffer(byte[] data, string name)
{
    public byte[] Data { get; } = data;

    public WeightsFileException Damaged(string what)
        => new($"'{name}' is not a usable TFLite file: {what}. Fetch the file again.");

    public int Checked(long position, long length)
    {
        if (position < 0 || length < 0 || position + length > Data.Length) throw Damaged("an offset points outside the file (truncated or damaged)");
        return (int)position;
    }

    public byte Byte(int at) => Data[Checked(at, 1)];

    public ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Data.AsSpan(Checked(at, 2)));

    public int Int32(int at) => BinaryPrimitives.ReadInt32LittleEndian(Data.AsSpan(Checked(at, 4)));

    public long UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Data.AsSpan(Checked(at, 4)));
}
