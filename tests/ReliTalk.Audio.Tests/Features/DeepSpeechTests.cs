using System.Buffers.Binary;
using System.Text;
using ReliTalk.Audio.Features.DeepSpeech;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests.Features;

/// <summary>A small graph of DeepSpeech 0.1.0's structure is written here byte by byte and evaluated by plain loops.</summary>
public sealed class DeepSpeechTests
{
    private const int Width = 5;
    private const int Cell = 3;
    private const int Letters = 4;

    private static readonly (string Name, int[] Shape)[] Layers =
    [
        ("h1", [494, Width]), ("b1", [Width]), ("h2", [Width, Width]), ("b2", [Width]), ("h3", [Width, 2 * Cell]), ("b3", [2 * Cell]),
        ("bidirectional_rnn/fw/basic_lstm_cell/kernel", [3 * Cell, 4 * Cell]), ("bidirectional_rnn/fw/basic_lstm_cell/bias", [4 * Cell]),
        ("bidirectional_rnn/bw/basic_lstm_cell/kernel", [3 * Cell, 4 * Cell]), ("bidirectional_rnn/bw/basic_lstm_cell/bias", [4 * Cell]),
        ("h5", [2 * Cell, Width]), ("b5", [Width]), ("h6", [Width, Letters]), ("b6", [Letters]),
    ];

    [Fact]
    public void Cepstra_agree_with_NumPy()
    {
        var cepstra = DeepSpeechCepstra.Cepstra(TestSignal.Tones(1600));
        Assert.Equal(CepstraRows * 26, cepstra.Length);
        for (var i = 0; i < ExpectedCepstra.Length; i++) Assert.Equal(ExpectedCepstra[i].Value, cepstra[ExpectedCepstra[i].Index], 0.01);
        var input = DeepSpeechCepstra.Input(TestSignal.Tones(1600));
        for (var i = 0; i < ExpectedInput.Length; i++) Assert.Equal(ExpectedInput[i].Value, input[2 * 494 + ExpectedInput[i].Index], 0.001);
    }

    [Fact]
    public void Logits_equal_the_layers_written_out()
    {
        using var folder = new TemporaryFolder();
        var weights = Weights();
        var path = WriteGraph(folder, weights);
        using var features = DeepSpeechFeatures.Load(path);
        Assert.Equal(Letters, features.Dimension);
        const int steps = 6;
        var x = new float[steps * 494];
        for (var i = 0; i < x.Length; i++) x[i] = (float)Math.Sin(0.37 * i);
        using var scope = NewDisposeScope();
        var logits = features.Logits(tensor(x, [steps, 494])).data<float>().ToArray();
        var expected = ByHand(weights, x, steps);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], logits[i], 4);
    }

    [Fact]
    public void Rows_come_a_hundred_times_a_second()
    {
        using var folder = new TemporaryFolder();
        using var features = DeepSpeechFeatures.Load(WriteGraph(folder, Weights()));
        var track = features.Extract(TestSignal.Tones(16000));
        Assert.Equal(99, track.Rows);
        var rows = new List<float[]>();
        var stream = features.Open();
        stream.Push(TestSignal.Tones(16000), row => rows.Add(row.ToArray()));
        Assert.Empty(rows);
        stream.Complete(row => rows.Add(row.ToArray()));
        Assert.Equal(99, rows.Count);
        Assert.Equal(track[50].ToArray(), rows[50]);
    }

    [Fact]
    public void A_graph_that_is_not_DeepSpeech_is_refused()
    {
        using var folder = new TemporaryFolder();
        var weights = Weights();
        weights.Remove("h5");
        Assert.Contains("h5", Assert.Throws<WeightsFileException>(() => DeepSpeechFeatures.Load(WriteGraph(folder, weights))).Message, StringComparison.Ordinal);
        var path = Path.Combine(folder.Path, "text.pb");
        File.WriteAllText(path, "This is not a graph at all, but a text of some length.");
        Assert.Throws<WeightsFileException>(() => DeepSpeechFeatures.Load(path));
        Assert.Throws<WeightsFileException>(() => DeepSpeechFeatures.Load(Path.Combine(folder.Path, "absent.pb")));
        var whole = File.ReadAllBytes(WriteGraph(folder, Weights()));
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        Assert.Throws<WeightsFileException>(() => DeepSpeechFeatures.Load(path));
    }

    private const int CepstraRows = 9;

    private static readonly (int Index, double Value)[] ExpectedCepstra = [(78, 20.6658), (79, -12.3007), (83, -50.1766), (103, -0.9084), (208, 20.2759), (210, 13.6175)];

    private static readonly (int Index, double Value)[] ExpectedInput = [(234, 2.4398), (235, -1.3841), (260, 2.4311), (0, 0.0489)];

    private static Dictionary<string, float[]> Weights()
    {
        var random = new Random(4);
        return Layers.ToDictionary(l => l.Name, l => Enumerable.Range(0, l.Shape.Aggregate((a, b) => a * b)).Select(_ => (float)(random.NextDouble() - 0.4)).ToArray());
    }

    private static double[] ByHand(Dictionary<string, float[]> w, float[] x, int steps)
    {
        double[][] rows = [.. Enumerable.Range(0, steps).Select(t => x.Skip(t * 494).Take(494).Select(v => (double)v).ToArray())];
        double[] Dense(double[] input, string layer) =>
            [.. Enumerable.Range(0, w["b" + layer].Length).Select(o => w["b" + layer][o] + input.Select((v, i) => v * w["h" + layer][i * w["b" + layer].Length + o]).Sum())];
        double[] Clip(double[] v) => [.. v.Select(a => Math.Clamp(a, 0, 20))];
        rows = [.. rows.Select(r => Clip(Dense(Clip(Dense(Clip(Dense(r, "1")), "2")), "3")))];
        double[][] Lstm(string direction, IEnumerable<int> order)
        {
            var kernel = w[$"bidirectional_rnn/{direction}/basic_lstm_cell/kernel"];
            var bias = w[$"bidirectional_rnn/{direction}/basic_lstm_cell/bias"];
            var outputs = new double[steps][];
            var (h, c) = (new double[Cell], new double[Cell]);
            foreach (var t in order)
            {
                double[] joined = [.. rows[t], .. h];
                double[] gates = [.. Enumerable.Range(0, 4 * Cell).Select(o => bias[o] + joined.Select((v, i) => v * kernel[i * 4 * Cell + o]).Sum())];
                double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));
                c = [.. Enumerable.Range(0, Cell).Select(i => c[i] * Sigmoid(gates[2 * Cell + i] + 1) + Sigmoid(gates[i]) * Math.Tanh(gates[Cell + i]))];
                h = [.. Enumerable.Range(0, Cell).Select(i => Math.Tanh(c[i]) * Sigmoid(gates[3 * Cell + i]))];
                outputs[t] = h;
            }

            return outputs;
        }

        var forward = Lstm("fw", Enumerable.Range(0, steps));
        var backward = Lstm("bw", Enumerable.Range(0, steps).Reverse());
        return [.. Enumerable.Range(0, steps).SelectMany(t => Dense(Clip(Dense([.. forward[t], .. backward[t]], "5")), "6"))];
    }

    private static string WriteGraph(TemporaryFolder folder, Dictionary<string, float[]> weights)
    {
        var graph = new List<byte>();
        foreach (var (name, shape) in Layers)
        {
            if (!weights.TryGetValue(name, out var values)) continue;
            var content = new byte[values.Length * 4];
            for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(content.AsSpan(i * 4), values[i]);
            byte[] dimensions = [.. shape.SelectMany(d => Message(2, [0x08, .. Varint(d)]))];
            byte[] proto = [0x08, 1, .. Message(2, dimensions), .. Message(4, content)];
            byte[] attribute = [.. Message(1, "value"u8.ToArray()), .. Message(2, Message(8, proto))];
            graph.AddRange(Message(1, [.. Message(1, Encoding.UTF8.GetBytes(name)), .. Message(2, "Const"u8.ToArray()), .. Message(5, attribute)]));
        }

        var path = Path.Combine(folder.Path, "graph.pb");
        File.WriteAllBytes(path, [.. graph]);
        return path;
    }

    private static byte[] Message(int field, byte[] content) => [.. Varint(field << 3 | 2), .. Varint(content.Length), .. content];

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (var v = (uint)value; ; v >>= 7)
        {
            if (v < 0x80)
            {
                bytes.Add((byte)v);
                return [.. bytes];
            }

            bytes.Add((byte)(v & 0x7F | 0x80));
        }
    }
}
