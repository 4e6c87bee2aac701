using System.Text;

namespace ReliTalk.Learning.Tests.WeightFiles;

/// <summary>The small files of Data/ (made by Data/make_data.py with NumPy and PyTorch) and hand-written Protocol Buffers messages.</summary>
internal static class TestData
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static WeightsFileException Damaged(string what) => new(what);

    /// <summary>A counted field of a message.</summary>
    public static byte[] Field(int number, params byte[][] parts)
    {
        var content = parts.SelectMany(part => part).ToArray();
        return [.. Varint((ulong)number << 3 | 2), .. Varint((ulong)content.Length), .. content];
    }

    public static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    public static byte[] Number(int number, long value) => [.. Varint((ulong)number << 3), .. Varint((ulong)value)];

    public static byte[] Floats(params float[] values) => values.SelectMany(BitConverter.GetBytes).ToArray();

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    /// <summary>An ONNX model with an initialiser "w" (raw bytes), one "s" (listed values), and a Constant "c" inside the branch of an If.</summary>
    public static byte[] Onnx()
    {
        var raw = Field(5, Number(1, 2), Number(1, 1), Number(2, 1), Field(8, "w"), Field(9, Floats(1.5f, -2)));
        var listed = Field(5, Field(1, Varint(3)), Number(2, 7), Field(7, Varint(4), Varint(5), Varint(ulong.MaxValue)), Field(8, "s"));
        var constant = Field(1, Field(2, "c"), Field(4, "Constant"), Field(5, Field(1, "value"), Field(5, Number(2, 1), Field(4, Floats(0.25f)))));
        var branch = Field(1, Field(2, "out"), Field(4, "If"), Field(5, Field(1, "then_branch"), Field(6, constant)));
        return [.. Number(1, 8), .. Field(7, raw, listed, branch, Field(2, "graph"))];
    }

    /// <summary>A GraphDef with the constants "a" (content bytes, [2, 1]), "b" (one value for [3]) and a node that is none.</summary>
    public static byte[] GraphDef()
    {
        static byte[] Shape(params long[] sizes) => Field(2, [.. sizes.Select(size => Field(2, Number(1, size)))]);
        static byte[] Value(params byte[][] tensor) => Field(5, Field(1, "value"), Field(2, Field(8, tensor)));
        return
        [
            .. Field(1, Field(1, "a"), Field(2, "Const"), Value(Number(1, 1), Shape(2, 1), Field(4, Floats(3, 4)))),
            .. Field(1, Field(1, "b"), Field(2, "Const"), Value(Number(1, 3), Shape(3), Number(7, 9))),
            .. Field(1, Field(1, "sum"), Field(2, "Add"), Field(3, "a")),
        ];
    }
}
