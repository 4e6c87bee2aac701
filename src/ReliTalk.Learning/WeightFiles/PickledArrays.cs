using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ReliTalk.Learning.WeightFiles.Pickle;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>
/// Reads the arrays of a pickle, for instance the head model FLAME, as data: the pickle's program is followed only as far as it stacks up
/// numbers, texts and arrays of NumPy, SciPy (column-compressed) and chumpy. It cannot call anything.
/// </summary>
public static class PickledArrays
{
    private const int DeepestNesting = 32;
    private const long LargestMatrix = 1 << 27;

    /// <summary>Reads all arrays of a pickled dictionary.</summary>
    /// <param name="path">A <c>.pkl</c> file of any pickle protocol.</param>
    /// <returns>Arrays by name, nested names joined by dots, owned by the caller's scope; sparse matrices are filled in. Everything else in the pickle is left out.</returns>
    /// <exception cref="WeightsFileException">The file is missing or damaged, or asks for more than arrays; the message names the opcode.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Read(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"The file '{path}' cannot be read: {error.Message}", error);
        }
    }

    internal static Dictionary<string, Tensor> Read(byte[] data, string name)
    {
        WeightsFileException Damaged(string what) => new($"'{name}' is not a usable file of arrays: {what}.");
        return Flatten(PickleReader.Read(data, Damaged), null, Damaged);
    }

    /// <summary>All arrays of a pickled value.</summary>
    /// <param name="root">What <see cref="PickleReader"/> gave.</param>
    /// <param name="storages">Numbers outside the pickle by key (PyTorch), or null.</param>
    /// <param name="damaged">Makes the error.</param>
    internal static Dictionary<string, Tensor> Flatten(object? root, Func<string, string, byte[]>? storages, Func<string, WeightsFileException> damaged)
    {
        using var scope = NewDisposeScope();
        var arrays = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        Walk(root, "", 0);
        foreach (var array in arrays.Values) array.MoveToOuterDisposeScope();
        return arrays;

        void Walk(object? value, string name, int depth)
        {
            if (depth > DeepestNesting) throw damaged("its dictionaries are nested too deeply");
            switch (value)
            {
                case Dictionary<object, object?> dictionary:
                    foreach (var (key, item) in dictionary) Walk(item, name.Length == 0 ? $"{key}" : $"{name}.{key}", depth + 1);
                    break;
                // An array of objects, as NumPy saves a dictionary: its items.
                case PickleObject { State: object?[] { Length: >= 5 } state } when state[4] is List<object?> items:
                    for (var i = 0; i < items.Count; i++) Walk(items[i], items.Count == 1 ? name : $"{name}[{i}]", depth + 1);
                    break;
                case PickleObject found when ToTensor(found, name, storages, damaged, depth) is { } tensor:
                    if (!arrays.TryAdd(name, tensor)) throw damaged($"'{name}' appears twice");
                    break;
            }
        }
    }

    private static Tensor? ToTensor(PickleObject value, string name, Func<string, string, byte[]>? storages, Func<string, WeightsFileException> damaged, int depth)
    {
        if (depth > DeepestNesting) throw damaged("its arrays are nested too deeply");
        Tensor? Inner(object? inner) => inner is PickleObject next ? ToTensor(next, name, storages, damaged, depth + 1) : null;
        switch (value.Type.ToString())
        {
            case "numpy.core.multiarray._reconstruct" or "numpy._core.multiarray._reconstruct":
                return FromNumpy(value, name, damaged);
            case "numpy.core.multiarray.scalar" or "numpy._core.multiarray.scalar":
                return value.Arguments is [PickleObject type, PickleBytes data]
                    ? NumpyArray.ToTensor(TypeText(type, name, damaged), [], false, data.Data.Span, name, damaged)
                    : throw damaged($"'{name}' is not a NumPy number");
            case "chumpy.ch.Ch":
                // A chumpy constant: its numbers stand under "x". Anything lazier would have to be computed.
                return value.State is Dictionary<object, object?> constant && constant.TryGetValue("x", out var x) && Inner(x) is { } numbers
                    ? numbers
                    : throw damaged($"'{name}' is a chumpy expression, only constants can be read");
            case "scipy.sparse.csc.csc_matrix" or "scipy.sparse._csc.csc_matrix":
                return FromColumns(value, name, Inner, damaged);
            case "torch._utils._rebuild_parameter":
                return Inner(value.Arguments.FirstOrDefault());
            case "torch._utils._rebuild_tensor_v2":
                return FromTorch(value, name, storages, damaged);
            default:
                return null;
        }
    }

    private static Tensor? FromNumpy(PickleObject value, string name, Func<string, WeightsFileException> damaged)
    {
        if (value.State is not object?[] and not null || value.State is object?[] { Length: < 5 }) throw damaged($"'{name}' is not a NumPy array");
        if (value.State is not object?[] state) return null;
        if (state is not [_, object?[] sizes, PickleObject type, bool columnMajor, ..]) throw damaged($"'{name}' is not a NumPy array");
        // An array of objects holds a list instead of bytes; its items are not numbers.
        if (state[4] is not PickleBytes data) return null;
        var shape = Array.ConvertAll(sizes, size => size is long number ? number : throw damaged($"'{name}' has an impossible shape"));
        return NumpyArray.ToTensor(TypeText(type, name, damaged), shape, columnMajor, data.Data.Span, name, damaged);
    }

    private static string TypeText(PickleObject type, string name, Func<string, WeightsFileException> damaged)
    {
        if (type.Type.ToString() != "numpy.dtype" || type.Arguments.FirstOrDefault() is not { } kind) throw damaged($"'{name}' has no element type");
        var order = type.State is object?[] { Length: >= 2 } state ? state[1]?.ToString() : "|";
        return (order is "<" or ">" ? order : "") + kind;
    }

    /// <summary>A column-compressed sparse matrix, filled in: column c has the values indptr[c] .. indptr[c + 1] at the rows indices[..].</summary>
    private static Tensor FromColumns(PickleObject value, string name, Func<object?, Tensor?> inner, Func<string, WeightsFileException> damaged)
    {
        if (value.State is not Dictionary<object, object?> state
            || (state.GetValueOrDefault("_shape") ?? state.GetValueOrDefault("shape")) is not object?[] { Length: 2 } size
            || size is not [long rows, long columns]
            || inner(state.GetValueOrDefault("data")) is not { } data
            || inner(state.GetValueOrDefault("indices")) is not { } indices
            || inner(state.GetValueOrDefault("indptr")) is not { } starts)
            throw damaged($"'{name}' is not a SciPy matrix");
        if (rows < 1 || columns < 1 || rows > LargestMatrix || columns > LargestMatrix || rows * columns > LargestMatrix)
            throw damaged($"'{name}' has an impossible shape");
        var values = data.to(float64).data<double>().ToArray();
        var row = indices.to(int64).data<long>().ToArray();
        var start = starts.to(int64).data<long>().ToArray();
        if (start.Length != columns + 1 || start[0] != 0 || start[^1] != values.Length || row.Length != values.Length)
            throw damaged($"'{name}' has columns that do not fit its values");
        var dense = new double[rows * columns];
        for (var column = 0; column < columns; column++)
        {
            if (start[column + 1] < start[column] || start[column + 1] > values.Length) throw damaged($"'{name}' has columns that do not fit its values");
            for (var i = start[column]; i < start[column + 1]; i++)
            {
                if (row[i] < 0 || row[i] >= rows) throw damaged($"'{name}' has a value outside its rows");
                dense[row[i] * columns + column] += values[i];
            }
        }
        return tensor(dense).reshape(rows, columns);
    }

    /// <summary>_rebuild_tensor_v2(storage, offset, size, stride, ...): a view of numbers that lie outside the pickle.</summary>
    private static Tensor FromTorch(PickleObject value, string name, Func<string, string, byte[]>? storages, Func<string, WeightsFileException> damaged)
    {
        if (storages is null || value.Arguments is not [PickleReference { Key: object?[] storage }, long offset, object?[] sizes, object?[] steps, ..]
            || storage is not [_, PickleName kind, string key, ..])
            throw damaged($"'{name}' is not a stored PyTorch tensor");
        long Number(object? item) => item is long and >= 0 and var number ? number : throw damaged($"'{name}' has an impossible shape");
        var shape = Array.ConvertAll(sizes, Number);
        var strides = Array.ConvertAll(steps, Number);
        var type = kind.Name switch
        {
            "FloatStorage" => ScalarType.Float32,
            "DoubleStorage" => ScalarType.Float64,
            "HalfStorage" => ScalarType.Float16,
            "BFloat16Storage" => ScalarType.BFloat16,
            "LongStorage" => ScalarType.Int64,
            "IntStorage" => ScalarType.Int32,
            "ShortStorage" => ScalarType.Int16,
            "CharStorage" => ScalarType.Int8,
            "ByteStorage" => ScalarType.Byte,
            "BoolStorage" => ScalarType.Bool,
            _ => throw damaged($"'{name}' has the unknown storage '{kind.Name}'"),
        };
        var bytes = storages(key, name);
        var count = RawArray.CountElements(shape, name, damaged);
        var available = bytes.Length / RawArray.SizeOf(type);
        long last = offset;
        if (strides.Length != shape.Length) throw damaged($"'{name}' has an impossible shape");
        for (var d = 0; d < shape.Length && count > 0; d++)
        {
            if (strides[d] > int.MaxValue) throw damaged($"'{name}' reaches outside its storage");
            last += (shape[d] - 1) * strides[d];
        }
        if (offset < 0 || count > 0 && last >= available || count > Math.Max(available, 1)) throw damaged($"'{name}' reaches outside its storage");
        if (count == 0) return empty(shape, dtype: type);
        var all = RawArray.ToTensor(bytes.AsSpan(0, available * RawArray.SizeOf(type)), type, [available], name, damaged);
        return all.as_strided(shape, strides, offset).clone();
    }
}
