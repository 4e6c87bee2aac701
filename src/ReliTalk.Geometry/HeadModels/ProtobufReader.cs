using System.Buffers.Binary;

namespace ReliTalk.Geometry.HeadModels;

/// <summary>Walks the fields of one protocol-buffer message (wire format: varint, 64 bit, length-delimited, 32 bit).</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _at;
    private int _wireType;

    public readonly bool AtEnd => _at >= _data.Length;

    public readonly bool IsBytes => _wireType == 2;

    public bool Next(out int field)
    {
        field = 0;
        if (AtEnd) return false;
        var key = Varint();
        field = (int)(key >> 3);
        _wireType = (int)(key & 7);
        return true;
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = _data[_at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        throw new InvalidDataException("a number of more than 64 bits");
    }

    public float Float()
    {
        var value = BinaryPrimitives.ReadSingleLittleEndian(_data[_at..]);
        _at += 4;
        return value;
    }

    public ReadOnlySpan<byte> Bytes()
    {
        if (_wireType != 2) throw new InvalidDataException("a message was expected");
        var length = checked((int)Varint());
        var bytes = _data.Slice(_at, length);
        _at += length;
        return bytes;
    }

    public void Skip()
    {
        switch (_wireType)
        {
            case 0: Varint(); break;
            case 1: _at += 8; break;
            case 2: Bytes(); break;
            case 5: _at += 4; break;
            default: throw new InvalidDataException($"wire type {_wireType}");
        }
    }
}
