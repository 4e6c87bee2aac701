using System.Text;
using ReliTalk.Learning.WeightFiles;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.WeightFiles;

[NoTensorLeaks]
public sealed class TfjsWeightsTests
{
    [Fact]
    public void Every_stored_type_is_brought_to_its_value()
    {
        const string manifest = """
            [{"paths":["a.bin","b.bin"],"weights":[
              {"name":"plain","shape":[2],"dtype":"float32"},
              {"name":"bytes","shape":[1,3],"dtype":"float32","quantization":{"dtype":"uint8","scale":0.5,"min":-1}},
              {"name":"shorts","shape":[1],"dtype":"float32","quantization":{"dtype":"uint16","scale":0.25,"min":2}},
              {"name":"halves","shape":[2],"dtype":"float32","quantization":{"dtype":"float16"}},
              {"name":"whole","shape":[],"dtype":"int32"}]}]
            """;
        byte[] a = [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 2];
        byte[] b = [255, 0x00, 0x01, 0x00, 0x3C, 0x00, 0xC0, 7, 0, 0, 0];
        using var scope = NewDisposeScope();
        var tensors = TfjsWeights.Read(Encoding.UTF8.GetBytes(manifest), "test", name => name == "a.bin" ? a : b);
        Assert.Equal([1f, -2f], tensors["plain"].data<float>().ToArray());
        Assert.Equal([1, 3], tensors["bytes"].shape);
        Assert.Equal([-1f, 0f, 126.5f], tensors["bytes"].data<float>().ToArray());
        Assert.Equal([66f], tensors["shorts"].data<float>().ToArray());
        Assert.Equal([1f, -2f], tensors["halves"].data<float>().ToArray());
        Assert.Equal(7, tensors["whole"].item<int>());
    }

    [Theory]
    [InlineData("""[{"paths":["a"],"weights":[{"name":"x","shape":[3],"dtype":"float32"}]}]""", "ends inside 'x'")]
    [InlineData("""[{"paths":["a"],"weights":[{"name":"x","shape":[1],"dtype":"float32"}]}]""", "left over")]
    [InlineData("""[{"paths":["../a"],"weights":[]}]""", "outside its own folder")]
    [InlineData("""[{"paths":["a"],"weights":[{"name":"x","shape":[2],"dtype":"string"}]}]""", "not supported")]
    [InlineData("""[{"paths":["a"],"weights":[{"name":"x","shape":[-1],"dtype":"float32"}]}]""", "impossible shape")]
    [InlineData("""[{"paths":["a"],"weights":[{"name":"x","shape":[1],"dtype":"float32"},{"name":"x","shape":[1],"dtype":"float32"}]}]""", "twice")]
    [InlineData("""{"format":"graph-model"}""", "not a usable")]
    [InlineData("nonsense", "not a usable")]
    public void A_manifest_that_does_not_fit_its_data_is_refused(string manifest, string expected)
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<WeightsFileException>(() => TfjsWeights.Read(Encoding.UTF8.GetBytes(manifest), "test", _ => new byte[8]));
        Assert.Contains(expected, error.Message);
    }
}
