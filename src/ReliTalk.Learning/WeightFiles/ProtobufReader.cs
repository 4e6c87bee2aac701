using System.Buffers.Binary;
using System.Text;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>
/// Walks the fields of a Protocol Buffers message in place (wire types 0, 1, 2 and 5 of the encoding). Every length is checked against what is left.
/// </summary>
internal ref struct ProtobufReader(ReadOnlyMemory<byte> message, Func<string, WeightsFileException> damaged)
{
    private readonly ReadOnlyMemory<byte> _message = message;
    private int _position;
    private ulong _number;

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Wire type of the current field: 0 varint, 1 eight bytes, 2 counted bytes, 5 four bytes.</summary>
    public int WireType { get; private set; }

    /// <summary>Content of a counted field, or the four or eight bytes of a fixed one.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Content of a varint field.</summary>
    public readonly long Number => (long)_number;

    public readonly string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>Goes to the next field; false at the end.</summary>
    public bool Next()
    {
        if (_position == _message.Length) return false;
        var tag = Varint();
        Field = (int)(tag >> 3);
        WireType = (int)(tag & 7);
        if (Field == 0 || tag >> 3 > int.MaxValue) throw damaged("a field has an impossible number");
        switch (WireType)
        {
            case 0: _number = Varint(); break;
            case 1: Bytes = Take(8); break;
            case 2: Bytes = Take(Varint()); break;
            case 5: Bytes = Take(4); break;
            default: throw damaged($"a field has the unknown wire type {WireType}");
        }
        return true;
    }

    /// <summary>The current field of a repeated whole-number field, packed or not, appended to a list.</summary>
    public readonly void AppendNumbers(List<long> numbers)
    {
        if (WireType == 0)
        {
            numbers.Add(Number);
            return;
        }
        var packed = new ProtobufReader(Bytes, damaged);
        while (packed._position < packed._message.Length) numbers.Add((long)packed.Varint());
    }

    /// <summary>The current field of a repeated float field, packed or not, appended to a list.</summary>
    public readonly void AppendFloats(List<float> floats)
    {
        for (var span = Bytes.Span; span.Length >= 4; span = span[4..]) floats.Add(BinaryPrimitives.ReadSingleLittleEndian(span));
    }

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)(_message.Length - _position)) throw damaged("a field reaches beyond the end (truncated or damaged)");
        var bytes = _message.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_position >= _message.Length) break;
            var part = _message.Span[_position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
        throw damaged("a number does not end (truncated or damaged)");
    }
}
