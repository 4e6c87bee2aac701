using System.Buffers.Binary;
using System.Text;
using ReliTalk.Learning.WeightFiles;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.WeightFiles;

[NoTensorLeaks]
public sealed class SafeTensorsFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-safetensors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Tensors_and_texts_survive_the_round_trip()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(_folder, "a.safetensors");
        SafeTensorsFile.Write(path, new Dictionary<string, Tensor>
        {
            ["weights"] = tensor(new[] { 1f, -2.5f, float.Pi, 0f, 5f, 6f }).reshape(2, 3),
            ["turned"] = tensor(new[] { 1f, 2f, 3f, 4f }).reshape(2, 2).t(),
            ["count"] = tensor(42L),
            ["mask"] = tensor(new byte[] { 1, 0, 255 }),
            ["half"] = tensor(new[] { 1.5f, -3f }).to(ScalarType.Float16),
            ["nothing"] = zeros(0, 4),
        }, new Dictionary<string, string> { ["made by"] = "a test with \"quotes\" and ü" });

        using var file = SafeTensorsFile.Open(path);
        Assert.Equal(["count", "half", "mask", "nothing", "turned", "weights"], file.Names);
        Assert.Equal("a test with \"quotes\" and ü", file.Metadata["made by"]);
        Assert.Equal([1f, -2.5f, float.Pi, 0f, 5f, 6f], file.Read("weights").data<float>().ToArray());
        Assert.Equal([1f, 3f, 2f, 4f], file.Read("turned").data<float>().ToArray());
        Assert.Equal(42L, file.Read("count").item<long>());
        Assert.Equal([1, 0, 255], file.Read("mask").data<byte>().ToArray());
        Assert.Equal(ScalarType.Float16, file.Type("half"));
        Assert.Equal([1.5f, -3f], file.Read("half").to(float32).data<float>().ToArray());
        Assert.Equal([0, 4], file.ReadAll()["nothing"].shape);
        Assert.Equal([2, 3], file.Shape("weights"));
    }

    /// <summary>The bytes that the reference implementation (Python, safetensors 0.4) reads: written down by hand from the format's description.</summary>
    [Fact]
    public void The_written_bytes_are_those_of_the_format()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        SafeTensorsFile.Write(stream, new Dictionary<string, Tensor> { ["x"] = tensor(new[] { 1f }) });
        const string header = """{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";
        Assert.Equal((ulong)56, BinaryPrimitives.ReadUInt64LittleEndian(stream.ToArray()));
        Assert.Equal(header + "  ", Encoding.UTF8.GetString(stream.ToArray(), 8, 56));
        Assert.Equal([0, 0, 0x80, 0x3F], stream.ToArray()[64..]);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "hole")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "its shape needs 12")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "truncated")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "after the last tensor")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", 8, "unknown type 'F33'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "negative")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", 8, "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "two offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}""", 8, "header")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8, "header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 0, "overlaps")]
    [InlineData("""["a"]""", 0, "does not start with")]
    [InlineData("""{"a":""", 0, "header")]
    [InlineData("""{"__metadata__":{"k":7}}""", 0, "header")]
    public void A_file_that_breaks_a_rule_is_refused_by_name(string header, int dataLength, string expected)
    {
        var error = Assert.Throws<WeightsFileException>(() => SafeTensorsFile.Open(Raw((ulong)header.Length, header, dataLength)));
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void A_header_over_the_limit_or_beyond_the_end_is_refused_without_reading_it()
    {
        Assert.Contains("limit", Assert.Throws<WeightsFileException>(() => SafeTensorsFile.Open(Raw(100_000_001, "{}", 0))).Message);
        Assert.Contains("limit", Assert.Throws<WeightsFileException>(() => SafeTensorsFile.Open(Raw(ulong.MaxValue, "{}", 0))).Message);
        Assert.Contains("truncated", Assert.Throws<WeightsFileException>(() => SafeTensorsFile.Open(Raw(5000, "{}", 0))).Message);
        File.WriteAllBytes(Path.Combine(_folder, "short"), [1, 2, 3]);
        Assert.Throws<WeightsFileException>(() => SafeTensorsFile.Open(Path.Combine(_folder, "short")));
        Assert.Throws<WeightsFileException>(() => SafeTensorsFile.Open(Path.Combine(_folder, "absent")));
    }

    [Fact]
    public void A_type_that_torch_lacks_is_listed_but_not_read()
    {
        using var file = SafeTensorsFile.Open(Raw(54, """{"a":{"dtype":"U16","shape":[2],"data_offsets":[0,4]}}""", 4));
        Assert.Equal(["a"], file.Names);
        Assert.Contains("U16", Assert.Throws<WeightsFileException>(() => file.Read("a")).Message);
        Assert.Contains("'b'", Assert.Throws<WeightsFileException>(() => file.Read("b")).Message);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        var path = Path.Combine(_folder, "kept");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            throw new InvalidOperationException("stop");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
        Assert.Contains("does not exist", Assert.Throws<WeightsFileException>(() => AtomicFile.Write(Path.Combine(_folder, "no", "x"), _ => { })).Message);
    }

    private string Raw(ulong headerLength, string header, int dataLength)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        var bytes = new byte[8 + header.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, headerLength);
        Encoding.UTF8.GetBytes(header, bytes.AsSpan(8));
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
