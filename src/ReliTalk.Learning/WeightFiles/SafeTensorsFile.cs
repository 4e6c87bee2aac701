using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.WeightFiles;

/// <summary>
/// Reads and writes safetensors files: named tensors and a few texts, nothing that could be executed. A tensor is read from the disk
/// straight into its own memory, one at a time, so that a large file is never held twice.
/// </summary>
/// <remarks>Reading is safe for several threads.</remarks>
public sealed class SafeTensorsFile : IDisposable
{
    private const int LengthBytes = 8;

    private readonly SafeFileHandle _handle;
    private readonly SafeTensorsHeader _header;
    private readonly string _path;
    private readonly long _dataStart;

    private SafeTensorsFile(SafeFileHandle handle, SafeTensorsHeader header, string path, long dataStart)
    {
        _handle = handle;
        _header = header;
        _path = path;
        _dataStart = dataStart;
        Names = [.. header.Entries.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Names of the tensors in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The file's texts; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks its whole structure.</summary>
    /// <exception cref="WeightsFileException">The file is missing, truncated, or breaks a rule of the format; the message names it.</exception>
    public static SafeTensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
            var length = RandomAccess.GetLength(handle);
            Span<byte> prefix = stackalloc byte[LengthBytes];
            if (length < LengthBytes || RandomAccess.Read(handle, prefix, 0) != LengthBytes)
                throw new WeightsFileException($"'{path}' is not a safetensors file: it has only {length} bytes.");
            var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
            if (headerLength > (ulong)SafeTensorsHeader.Limit)
                throw new WeightsFileException($"'{path}' is not a usable safetensors file: its header is said to have {headerLength} bytes, the limit is {SafeTensorsHeader.Limit}.");
            if ((long)headerLength > length - LengthBytes)
                throw new WeightsFileException($"'{path}' is not a usable safetensors file: it is truncated inside its header.");
            var json = new byte[headerLength];
            ReadExactly(handle, json, LengthBytes, path);
            var dataStart = LengthBytes + (long)headerLength;
            var file = new SafeTensorsFile(handle, SafeTensorsHeader.Parse(json, length - dataStart, path), path, dataStart);
            handle = null;
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WeightsFileException($"'{path}' cannot be read: {error.Message}", error);
        }
        finally
        {
            handle?.Dispose();
        }
    }

    /// <summary>Whether the file has a tensor of this name.</summary>
    public bool Contains(string name) => _header.Entries.ContainsKey(name);

    /// <summary>Shape of a tensor.</summary>
    /// <exception cref="WeightsFileException">The file has no such tensor.</exception>
    public IReadOnlyList<long> Shape(string name) => Entry(name).Shape;

    /// <summary>Element type of a tensor.</summary>
    /// <exception cref="WeightsFileException">The file has no such tensor, or torch has no such type (16, 32 and 64-bit unsigned integers).</exception>
    public ScalarType Type(string name) => Entry(name).Type switch
    {
        "BOOL" => ScalarType.Bool,
        "U8" => ScalarType.Byte,
        "I8" => ScalarType.Int8,
        "I16" => ScalarType.Int16,
        "I32" => ScalarType.Int32,
        "I64" => ScalarType.Int64,
        "F16" => ScalarType.Float16,
        "BF16" => ScalarType.BFloat16,
        "F32" => ScalarType.Float32,
        "F64" => ScalarType.Float64,
        var type => throw new WeightsFileException($"The tensor '{name}' of '{_path}' has the type {type}, which torch does not have."),
    };

    /// <summary>Reads one tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="device">Where it shall live; null for the CPU.</param>
    /// <returns>A tensor owned by the caller's scope.</returns>
    /// <exception cref="WeightsFileException">The file has no such tensor or cannot be read.</exception>
    public Tensor Read(string name, Device? device = null)
    {
        var entry = Entry(name);
        using var scope = NewDisposeScope();
        var tensor = empty(entry.Shape, dtype: Type(name));
        if (entry.End > entry.Begin) ReadExactly(_handle, tensor.bytes, _dataStart + entry.Begin, _path);
        return (device is null ? tensor : tensor.to(device)).MoveToOuterDisposeScope();
    }

    /// <summary>Reads all tensors.</summary>
    /// <inheritdoc cref="Read" path="/param[@name='device']"/>
    /// <returns>Tensors by name, owned by the caller's scope.</returns>
    /// <exception cref="WeightsFileException">The file cannot be read.</exception>
    public Dictionary<string, Tensor> ReadAll(Device? device = null)
        => Names.ToDictionary(name => name, name => Read(name, device), StringComparer.Ordinal);

    /// <summary>Writes a file atomically: a reader sees the old file or the new one, never a part.</summary>
    /// <param name="path">Where; the folder must exist.</param>
    /// <param name="tensors">Tensors by name, on any device. The name <c>__metadata__</c> is not allowed.</param>
    /// <param name="metadata">Texts to store beside the tensors.</param>
    /// <exception cref="WeightsFileException">A tensor has a type that the format lacks, or the file cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        => AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes the format to a stream.</summary>
    /// <inheritdoc cref="Write(string, IReadOnlyDictionary{string, Tensor}, IReadOnlyDictionary{string, string}?)"/>
    /// <param name="stream">Receives the bytes; stays open.</param>
    /// <param name="tensors">Tensors by name, on any device. The name <c>__metadata__</c> is not allowed.</param>
    /// <param name="metadata">Texts to store beside the tensors.</param>
    public static void Write(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        // Large items first: every tensor then starts at a multiple of its item's size.
        var order = tensors.Select(pair => (pair.Key, pair.Value, Type: TypeName(pair.Key, pair.Value.dtype)))
            .OrderByDescending(item => SafeTensorsHeader.SizeOf(item.Type)).ThenBy(item => item.Key, StringComparer.Ordinal).ToArray();

        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject("__metadata__");
                foreach (var (key, text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) writer.WriteString(key, text);
                writer.WriteEndObject();
            }
            long offset = 0;
            foreach (var (name, tensor, type) in order)
            {
                writer.WriteStartObject(name);
                writer.WriteString("dtype", type);
                writer.WriteStartArray("shape");
                foreach (var size in tensor.shape) writer.WriteNumberValue(size);
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                writer.WriteNumberValue(offset += tensor.numel() * SafeTensorsHeader.SizeOf(type));
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }

        var padding = (LengthBytes - json.WrittenCount % LengthBytes) % LengthBytes;
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(json.WrittenCount + padding));
        stream.Write(length);
        stream.Write(json.WrittenSpan);
        stream.Write("       "u8[..padding]);
        foreach (var (_, tensor, _) in order)
        {
            using var scope = NewDisposeScope();
            if (tensor.numel() > 0) stream.Write(tensor.detach().cpu().contiguous().bytes);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

    private SafeTensorsHeader.Entry Entry(string name)
        => _header.Entries.TryGetValue(name, out var entry) ? entry : throw new WeightsFileException($"'{_path}' has no tensor '{name}'.");

    private static string TypeName(string name, ScalarType type) => type switch
    {
        _ when name == "__metadata__" => throw new WeightsFileException("A tensor cannot be named '__metadata__'."),
        ScalarType.Bool => "BOOL",
        ScalarType.Byte => "U8",
        ScalarType.Int8 => "I8",
        ScalarType.Int16 => "I16",
        ScalarType.Int32 => "I32",
        ScalarType.Int64 => "I64",
        ScalarType.Float16 => "F16",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Float32 => "F32",
        ScalarType.Float64 => "F64",
        _ => throw new WeightsFileException($"The tensor '{name}' has the type {type}, which a safetensors file cannot hold."),
    };

    private static void ReadExactly(SafeFileHandle handle, Span<byte> target, long offset, string path)
    {
        while (target.Length > 0)
        {
            int count;
            try
            {
                count = RandomAccess.Read(handle, target, offset);
            }
            catch (IOException error)
            {
                throw new WeightsFileException($"'{path}' cannot be read: {error.Message}", error);
            }
            if (count == 0) throw new WeightsFileException($"'{path}' ends too early: it was cut while it was read.");
            target = target[count..];
            offset += count;
        }
    }
}
