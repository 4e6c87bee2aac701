using System.Diagnostics;
using System.Globalization;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.TFLite;
using ReliTalk.Learning.WeightFiles;
using ReliTalk.Testing;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.WeightFiles;

/// <summary>
/// Every reader on damaged files: cut at every byte, and bytes changed at random from a fixed seed for a while (a third of a second a reader, or
/// <c>RELITALK_FUZZ_SECONDS</c>). A reader may succeed or throw its own exception, nothing else.
/// </summary>
[NoTensorLeaks]
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Safetensors()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        SafeTensorsFile.Write(stream, new Dictionary<string, Tensor> { ["a"] = arange(6).reshape(2, 3), ["b"] = tensor(1.5f) }, new Dictionary<string, string> { ["k"] = "v" });
        Damage(stream.ToArray(), bytes =>
        {
            File.WriteAllBytes(_file, bytes);
            using var file = SafeTensorsFile.Open(_file);
            file.ReadAll();
        });
    }

    [Fact]
    public void Npy() => Damage(TestData.Bytes("columns.npy"), bytes => NumpyFile.ReadArray(bytes, "x", TestData.Damaged));

    [Fact]
    public void Npz() => Damage(TestData.Bytes("archive.npz"), bytes => NumpyFile.ReadArchive(bytes, TestData.Damaged));

    [Fact]
    public void Npy_of_objects() => Damage(TestData.Bytes("embedding.npy"), bytes => NumpyFile.ReadObjects(bytes, TestData.Damaged));

    [Fact]
    public void PyTorch() => Damage(TestData.Bytes("state.pth"), bytes => PyTorchFile.Read(bytes, "x"));

    [Fact]
    public void Pickle() => Damage(TestData.Bytes("head.pkl"), bytes => PickledArrays.Read(bytes, "x"));

    [Fact]
    public void Pickle_of_Python_2() => Damage(TestData.Bytes("python2.pkl"), bytes => PickledArrays.Read(bytes, "x"));

    [Fact]
    public void Onnx() => Damage(TestData.Onnx(), bytes => OnnxWeights.Read(bytes, "x"));

    [Fact]
    public void GraphDef() => Damage(TestData.GraphDef(), bytes => TensorFlowGraph.ReadConstants(bytes, "x"));

    [Fact]
    public void Tfjs()
    {
        var manifest = """[{"paths":["a"],"weights":[{"name":"x","shape":[2,1],"dtype":"float32"},{"name":"y","shape":[3],"dtype":"float32","quantization":{"dtype":"uint8","scale":0.5,"min":-1}}]}]"""u8.ToArray();
        Damage(manifest, bytes => TfjsWeights.Read(bytes, "x", _ => new byte[11]));
    }

    [Models.ModelFact("face_detection_short_range.tflite")]
    public void TFLite()
    {
        var data = File.ReadAllBytes(new ModelStore().Find("face_detection_short_range.tflite"));
        // The graph stands in the last part of the file, the weights before it.
        Damage(data, bytes => TFLiteNetwork.Read(bytes, "x").Dispose(), damageFrom: data.Length - 40_000);
    }

    [Models.ModelFact("face_landmark_with_attention.tflite")]
    public void TFLite_with_custom_operators()
    {
        var data = File.ReadAllBytes(new ModelStore().Find("face_landmark_with_attention.tflite"));
        Damage(data, bytes => TFLiteNetwork.Read(bytes, "x").Dispose(), damageFrom: data.Length - 150_000);
    }

    // Found by a minute of the test above: a reshape of a value whose shape is empty.
    [Models.ModelFact("face_detection_short_range.tflite")]
    public void TFLite_with_any_short_list_emptied()
    {
        var good = File.ReadAllBytes(new ModelStore().Find("face_detection_short_range.tflite"));
        for (var at = (good.Length - 40_000) / 4 * 4; at + 4 <= good.Length; at += 4)
        {
            if (BitConverter.ToUInt32(good, at) is 0 or > 4) continue;
            var bytes = (byte[])good.Clone();
            bytes[at] = 0;
            Try(bytes, file => TFLiteNetwork.Read(file, "x").Dispose(), $"the word at {at} set to 0");
        }
    }

    private void Damage(byte[] good, Action<byte[]> read, int damageFrom = 0)
    {
        var seconds = double.TryParse(Environment.GetEnvironmentVariable("RELITALK_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var given) ? given : 0.3;
        Try(good, read, "the good file");
        var (accepted, cuts) = (0, 0);
        var clock = Stopwatch.StartNew();
        var step = Math.Max(1, good.Length / 4000);
        for (var length = 0; length < good.Length && clock.Elapsed.TotalSeconds < Math.Max(1, seconds); length += step, cuts++)
            accepted += Try(good[..length], read, $"cut to {length} bytes");

        var random = new Random(77);
        var changes = 0;
        for (clock.Restart(); clock.Elapsed.TotalSeconds < seconds; changes++)
        {
            var bytes = (byte[])good.Clone();
            for (var count = random.Next(1, 5); count > 0; count--)
            {
                var at = random.Next(damageFrom, bytes.Length);
                bytes[at] = random.Next(3) switch
                {
                    0 => (byte)(bytes[at] ^ 1 << random.Next(8)),
                    1 => (byte)random.Next(256),
                    _ => random.Next(2) == 0 ? (byte)0xFF : (byte)0,
                };
            }
            accepted += Try(bytes, read, $"change {changes}");
        }
        output.WriteLine($"{cuts} cuts, {changes} changed files in {seconds} s, {accepted} of them still readable");
        Assert.True(changes > 0);
    }

    private static int Try(byte[] bytes, Action<byte[]> read, string what)
    {
        using var scope = NewDisposeScope();
        try
        {
            read(bytes);
            return 1;
        }
        catch (WeightsFileException) when (what != "the good file")
        {
            return 0;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"After {what}: {error.GetType().Name}: {error.Message}", error);
        }
    }
}
