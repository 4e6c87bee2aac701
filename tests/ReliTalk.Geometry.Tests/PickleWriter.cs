using System.Buffers.Binary;
using System.Text;

namespace ReliTalk.Geometry.Tests;

/// <summary>Writes pickles of protocol 2 as Python 2 wrote FLAME's: byte strings, NumPy arrays of either order, chumpy constants, SciPy's columns.</summary>
internal sealed class PickleWriter
{
    private readonly MemoryStream _out = new();

    public PickleWriter() => _out.Write([0x80, 2]);

    public byte[] Finish()
    {
        _out.WriteByte((byte)'.');
        return _out.ToArray();
    }

    public void Dictionary(params (string Key, Action Value)[] items)
    {
        _out.WriteByte((byte)'}');
        _out.WriteByte((byte)'(');
        foreach (var (key, value) in items)
        {
            Text(key);
            value();
        }
        _out.WriteByte((byte)'u');
    }

    public void Text(string text)
    {
        _out.WriteByte((byte)'U');
        _out.WriteByte((byte)text.Length);
        _out.Write(Encoding.ASCII.GetBytes(text));
    }

    public void Integer(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _out.WriteByte((byte)'J');
        _out.Write(bytes);
    }

    public void Doubles(double[] values, int[] shape, bool columnMajor = false)
    {
        if (columnMajor) values = ColumnMajor(values, shape);
        Array("f8", [.. values.SelectMany(BitConverter.GetBytes)], shape, columnMajor);
    }

    public void Unsigned(uint[] values, int[] shape) => Array("u4", [.. values.SelectMany(BitConverter.GetBytes)], shape, false);

    public void Integers(int[] values) => Array("i4", [.. values.SelectMany(BitConverter.GetBytes)], [values.Length], false);

    public void Longs(long[] values, int[] shape) => Array("i8", [.. values.SelectMany(BitConverter.GetBytes)], shape, false);

    public void Chumpy(Action array)
    {
        Global("chumpy.ch", "Ch");
        Write(")\u0081");
        Dictionary(("_dirty_vars", () => Write(")")), ("x", array), ("_itr", () => Write("N")));
        Write("b");
    }

    /// <summary>A dense matrix as scipy.sparse.csc_matrix.</summary>
    public void Columns(double[] dense, int rows, int columns)
    {
        List<double> data = [];
        List<int> indices = [], starts = [0];
        for (var c = 0; c < columns; c++)
        {
            for (var r = 0; r < rows; r++)
            {
                if (dense[r * columns + c] == 0) continue;
                data.Add(dense[r * columns + c]);
                indices.Add(r);
            }
            starts.Add(data.Count);
        }
        Global("scipy.sparse.csc", "csc_matrix");
        Write(")\u0081");
        Dictionary(
            ("_shape", () => { Integer(rows); Integer(columns); Write("\u0086"); }), ("maxprint", () => Integer(50)), ("format", () => Text("csc")),
            ("data", () => Doubles([.. data], [data.Count])), ("indices", () => Integers([.. indices])), ("indptr", () => Integers([.. starts])));
        Write("b");
    }

    private void Array(string type, byte[] data, int[] shape, bool columnMajor)
    {
        Global("numpy.core.multiarray", "_reconstruct");
        Write("(");
        Global("numpy", "ndarray");
        Write("(");
        Integer(0);
        Write("t");
        Text("b");
        Write("tR(");
        Integer(1);
        Write("(");
        foreach (var size in shape) Integer(size);
        Write("t");
        Global("numpy", "dtype");
        Write("(");
        Text(type);
        Integer(0);
        Integer(1);
        Write("tR(");
        Integer(3);
        Text("<");
        Write("NNN");
        Integer(-1);
        Integer(-1);
        Integer(0);
        Write("tb");
        Write(columnMajor ? "\u0088" : "\u0089");
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        Write("T");
        _out.Write(length);
        _out.Write(data);
        Write("tb");
    }

    private void Global(string module, string name) => Write($"c{module}\n{name}\n");

    private void Write(string opcodes) => _out.Write(Encoding.Latin1.GetBytes(opcodes));

    private static double[] ColumnMajor(double[] values, int[] shape)
    {
        var result = new double[values.Length];
        var index = new int[shape.Length];
        foreach (var value in values)
        {
            int at = 0, step = 1;
            for (var d = 0; d < shape.Length; d++)
            {
                at += index[d] * step;
                step *= shape[d];
            }
            result[at] = value;
            for (var d = shape.Length - 1; d >= 0 && ++index[d] == shape[d]; d--) index[d] = 0;
        }
        return result;
    }
}
