using ReliTalk.Learning.WeightFiles;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.WeightFiles;

/// <summary>Files written by NumPy 1.24 and PyTorch 1.13 (Data/make_data.py) and by hand; the expected values are those of the script.</summary>
[NoTensorLeaks]
public sealed class ForeignFileTests
{
    [Fact]
    public void A_npy_file_is_read_in_either_memory_order()
    {
        using var scope = NewDisposeScope();
        var floats = NumpyFile.Read(TestData.PathOf("floats.npy"));
        Assert.Equal([2, 3], floats.shape);
        Assert.Equal([1.5f, -2f, 3.25f, 0f, 1e-3f, 7f], floats.data<float>().ToArray());
        var columns = NumpyFile.Read(TestData.PathOf("columns.npy"));
        Assert.Equal([2, 3], columns.shape);
        Assert.Equal([0L, 1, 2, 3, 4, 5], columns.data<long>().ToArray());
    }

    [Fact]
    public void A_npz_archive_gives_its_arrays_by_name()
    {
        using var scope = NewDisposeScope();
        var arrays = NumpyFile.ReadArchive(TestData.PathOf("archive.npz"));
        Assert.Equal(["a", "b", "c", "d"], arrays.Keys.Order());
        Assert.Equal([1L, 2, 70000], arrays["a"].data<long>().ToArray());
        Assert.Equal(2.5, arrays["b"].item<double>());
        Assert.Equal([0, 3], arrays["c"].shape);
        Assert.Equal([true, false], arrays["d"].data<bool>().ToArray());
    }

    [Fact]
    public void A_npy_file_of_a_dictionary_gives_its_arrays()
    {
        using var scope = NewDisposeScope();
        var arrays = NumpyFile.ReadObjects(TestData.PathOf("embedding.npy"));
        Assert.Equal([3L, 1, 2], arrays["faces"].data<long>().ToArray());
        Assert.Equal([1, 2], arrays["weights"].shape);
        Assert.Equal([0.25, 0.75], arrays["weights"].data<double>().ToArray());
    }

    [Fact]
    public void A_PyTorch_file_gives_its_tensors_with_their_strides_resolved()
    {
        using var scope = NewDisposeScope();
        var tensors = PyTorchFile.Read(TestData.PathOf("state.pth"));
        Assert.Equal(["state_dict.conv.bias", "state_dict.conv.weight", "state_dict.half", "state_dict.steps"], tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([2, 3, 2], tensors["state_dict.conv.weight"].shape);
        Assert.Equal([0f, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11], tensors["state_dict.conv.weight"].data<float>().ToArray());
        Assert.Equal([0.5f, -0.5f], tensors["state_dict.conv.bias"].data<float>().ToArray());
        Assert.Equal(7L, tensors["state_dict.steps"].item<long>());
        Assert.Equal([1f, 2f], tensors["state_dict.half"].to(float32).data<float>().ToArray());
    }

    [Fact]
    public void A_head_model_pickle_gives_chumpy_and_sparse_arrays_as_plain_ones()
    {
        using var scope = NewDisposeScope();
        var arrays = PickledArrays.Read(TestData.PathOf("head.pkl"));
        Assert.Equal(["J_regressor", "f", "v_template", "weights"], arrays.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([0.0, 1, 2, 3, 4, 5], arrays["v_template"].data<double>().ToArray());
        Assert.Equal([2, 3], arrays["J_regressor"].shape);
        Assert.Equal([1.0, 0, 3, 0, 0, 2], arrays["J_regressor"].data<double>().ToArray());
        Assert.Equal([0L, 1, 2], arrays["f"].data<long>().ToArray());
    }

    [Fact]
    public void A_pickle_of_Python_2_is_read_with_its_byte_strings()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1.25, -8, 0.5], PickledArrays.Read(TestData.PathOf("python2.pkl"))["weights"].data<double>().ToArray());
    }

    /// <summary>Protocol 0 prints bytes as a Python 2 text; written by hand: three bytes, a line feed, a quote and 255.</summary>
    [Fact]
    public void A_pickle_of_protocol_0_is_read_with_its_escapes()
    {
        const string program = "(dS'w'\ncnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I3\ntcnumpy\ndtype\n(S'u1'\nI0\nI1\ntR(I3\nS'|'\nNNNI-1\nI-1\nI0\ntbI00\nS'\\n\\'\\xff'\ntbs.";
        using var scope = NewDisposeScope();
        Assert.Equal([10, 39, 255], PickledArrays.Read(System.Text.Encoding.Latin1.GetBytes(program), "x")["w"].data<byte>().ToArray());
    }

    [Theory]
    [InlineData("evil.pkl", "print")]
    [InlineData("lazy.pkl", "chumpy expression")]
    public void A_pickle_that_asks_for_more_than_arrays_is_refused(string name, string expected)
        => Assert.Contains(expected, Assert.Throws<WeightsFileException>(() => PickledArrays.Read(TestData.PathOf(name))).Message);

    /// <summary>The classic attack: cos\nsystem\n(S'...'\ntR. (protocol 0), and opcodes that make instances.</summary>
    [Theory]
    [InlineData("cos\nsystem\n(S'echo'\ntR.", "os.system", "GLOBAL")]
    [InlineData("(ios\nsystem\n.", "INST", "refused")]
    [InlineData("(I1\no.", "OBJ", "refused")]
    [InlineData("P17\n.", "PERSID", "refused")]
    [InlineData("\u0082\u0001.", "EXT1", "refused")]
    [InlineData("(I1\nI2\ntI3\n\u0081.", "NEWOBJ", "not an array class")]
    [InlineData("!.", "0x21", "unknown")]
    public void An_opcode_that_can_run_code_is_refused_by_name(string program, string opcode, string why)
    {
        var bytes = System.Text.Encoding.Latin1.GetBytes(program);
        var message = Assert.Throws<WeightsFileException>(() => PickledArrays.Read(bytes, "attack")).Message;
        Assert.Contains(opcode, message);
        Assert.Contains(why, message);
    }

    [Fact]
    public void ONNX_constants_are_found_in_the_graph_and_in_its_branches()
    {
        using var scope = NewDisposeScope();
        var tensors = OnnxWeights.Read(TestData.Onnx(), "test");
        Assert.Equal(["c", "s", "w"], tensors.Keys.Order());
        Assert.Equal([2, 1], tensors["w"].shape);
        Assert.Equal([1.5f, -2f], tensors["w"].data<float>().ToArray());
        Assert.Equal([4L, 5, -1], tensors["s"].data<long>().ToArray());
        Assert.Empty(tensors["c"].shape);
        Assert.Equal(0.25f, tensors["c"].item<float>());
    }

    [Fact]
    public void Constants_of_a_TensorFlow_graph_are_read_and_a_repeated_value_fills_its_shape()
    {
        using var scope = NewDisposeScope();
        var tensors = TensorFlowGraph.ReadConstants(TestData.GraphDef(), "test");
        Assert.Equal(["a", "b"], tensors.Keys.Order());
        Assert.Equal([2, 1], tensors["a"].shape);
        Assert.Equal([3f, 4f], tensors["a"].data<float>().ToArray());
        Assert.Equal([9, 9, 9], tensors["b"].data<int>().ToArray());
    }

    [Fact]
    public void Files_that_are_absent_or_of_another_kind_are_reported_by_path()
    {
        var absent = Path.Combine(Path.GetTempPath(), "no such file");
        Assert.Contains(absent, Assert.Throws<WeightsFileException>(() => NumpyFile.Read(absent)).Message);
        Assert.Contains(absent, Assert.Throws<WeightsFileException>(() => PyTorchFile.Read(absent)).Message);
        Assert.Contains(absent, Assert.Throws<WeightsFileException>(() => OnnxWeights.Read(absent)).Message);
        Assert.Contains(absent, Assert.Throws<WeightsFileException>(() => TensorFlowGraph.ReadConstants(absent)).Message);
        Assert.Contains("data.pkl", Assert.Throws<WeightsFileException>(() => PyTorchFile.Read(TestData.PathOf("archive.npz"))).Message);
        Assert.Contains("ZIP", Assert.Throws<WeightsFileException>(() => PyTorchFile.Read(TestData.PathOf("head.pkl"))).Message);
        Assert.Contains("NumPy's mark", Assert.Throws<WeightsFileException>(() => NumpyFile.Read(TestData.PathOf("head.pkl"))).Message);
        Assert.Contains("not objects", Assert.Throws<WeightsFileException>(() => NumpyFile.ReadObjects(TestData.PathOf("floats.npy"))).Message);
    }
}
