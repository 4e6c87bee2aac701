using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using ReliTalk.Learning.WeightFiles.Pickle;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>
/// Reads NumPy's <c>.npy</c> and <c>.npz</c> files. An array of Python objects is read as data by an allow-list, never unpickled.
/// </summary>
public static partial class NumpyFile
{
    private const int LongestHeader = 1 << 20;
    private const long LargestArray = 1L << 32;

    /// <summary>Reads a <c>.npy</c> file that holds one array of numbers.</summary>
    /// <returns>The array, owned by the caller's scope. 16, 32 and 64-bit unsigned integers become the next larger signed type.</returns>
    /// <exception cref="WeightsFileException">The file is missing, damaged, or holds something else.</exception>
    public static Tensor Read(string path)
    {
        var (data, damaged) = Load(path);
        return ReadArray(data, Path.GetFileNameWithoutExtension(path), damaged);
    }

    /// <summary>Reads a <c>.npz</c> archive of arrays.</summary>
    /// <returns>Arrays by name without the ending, owned by the caller's scope.</returns>
    /// <exception cref="WeightsFileException">The file is missing or damaged, or a member holds something else.</exception>
    public static IReadOnlyDictionary<string, Tensor> ReadArchive(string path)
    {
        var (data, damaged) = Load(path);
        return ReadArchive(data, damaged);
    }

    /// <summary>Reads a <c>.npy</c> file that holds a pickled dictionary of arrays, as FLAME's landmark embeddings are published.</summary>
    /// <returns>The arrays inside by name, nested names joined by dots, owned by the caller's scope.</returns>
    /// <exception cref="WeightsFileException">The file is missing or damaged, or its pickle asks for more than arrays; the message names the opcode.</exception>
    public static IReadOnlyDictionary<string, Tensor> ReadObjects(string path)
    {
        var (data, damaged) = Load(path);
        return ReadObjects(data, damaged);
    }

    internal static Dictionary<string, Tensor> ReadObjects(byte[] data, Func<string, WeightsFileException> damaged)
    {
        var header = ParseHeader(data, damaged);
        if (header.Type is not ("|O" or "O")) throw damaged($"it holds numbers of the type '{header.Type}', not objects");
        return PickledArrays.Flatten(PickleReader.Read(data.AsMemory(header.DataStart), damaged), null, damaged);
    }

    internal static Tensor ReadArray(ReadOnlyMemory<byte> data, string name, Func<string, WeightsFileException> damaged)
    {
        var header = ParseHeader(data, damaged);
        return NumpyArray.ToTensor(header.Type, header.Shape, header.ColumnMajor, data.Span[header.DataStart..], name, damaged);
    }

    internal static Dictionary<string, Tensor> ReadArchive(byte[] data, Func<string, WeightsFileException> damaged)
    {
        using var scope = NewDisposeScope();
        var arrays = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, content) in ZipMembers.Read(data, name => name.EndsWith(".npy", StringComparison.Ordinal), LargestArray, damaged))
            if (!arrays.TryAdd(name[..^4], ReadArray(content, name, damaged))) throw damaged($"the member '{name}' appears twice");
        foreach (var array in arrays.Values) array.MoveToOuterDisposeScope();
        return arrays;
    }

    private static (string Type, bool ColumnMajor, long[] Shape, int DataStart) ParseHeader(ReadOnlyMemory<byte> data, Func<string, WeightsFileException> damaged)
    {
        var bytes = data.Span;
        if (bytes.Length < 12 || bytes[0] != 0x93 || !bytes[1..6].SequenceEqual("NUMPY"u8)) throw damaged("NumPy's mark is missing");
        var wide = bytes[6] switch
        {
            1 => false,
            2 or 3 => true,
            var version => throw damaged($"it has the unknown format version {version}"),
        };
        var start = wide ? 12 : 10;
        var length = wide ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        if (length > LongestHeader || start + length > bytes.Length) throw damaged("it is truncated inside its header");
        var text = Encoding.UTF8.GetString(bytes.Slice(start, (int)length));
        var match = HeaderPattern().Match(text);
        if (!match.Success) throw damaged("its header is not what the format asks for");
        var shape = new List<long>();
        foreach (var part in match.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            shape.Add(long.TryParse(part.TrimEnd('L'), out var size) && size >= 0 ? size : throw damaged("its header has an impossible shape"));
        return (match.Groups["type"].Value, match.Groups["order"].Value == "True", [.. shape], start + (int)length);
    }

    private static (byte[] Data, Func<string, WeightsFileException> Damaged) Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return (File.ReadAllBytes(path), what => new WeightsFileException($"'{path}' is not a usable NumPy file: {what}."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The file '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>NumPy writes the three keys in this order; any other header is not from NumPy.</summary>
    [GeneratedRegex(@"^\{\s*'descr':\s*'(?<type>[^']{1,8})',\s*'fortran_order':\s*(?<order>True|False),\s*'shape':\s*\((?<shape>[\d,L\s]*)\),?\s*\}\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HeaderPattern();
}
