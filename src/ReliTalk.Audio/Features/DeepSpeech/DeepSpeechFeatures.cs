using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Features.DeepSpeech;

/// <summary>
/// The paper's own f_pho: the 29 logits of DeepSpeech 0.1.0 (Hannun et al. 2014), from the user's frozen graph, computed by our layers:
/// three dense layers, a bidirectional LSTM, two dense layers; dense layers are clipped at 20. Rows are interpolated from 50 to 100 a second.
/// Owns its weights; safe for several threads.
/// </summary>
public sealed class DeepSpeechFeatures : ISpeechFeatures, IDisposable
{
    private const double Clip = 20;
    private const double ForgetBias = 1;

    private readonly Dictionary<string, Tensor> _weights;
    private readonly Cell _forward;
    private readonly Cell _backward;

    private DeepSpeechFeatures(Dictionary<string, Tensor> weights, Cell forward, Cell backward)
    {
        _weights = weights;
        _forward = forward;
        _backward = backward;
        Dimension = (int)weights["h6"].shape[1];
    }

    /// <inheritdoc />
    public string Name => "deepspeech";

    /// <inheritdoc />
    public int Dimension { get; }

    /// <summary>Loads the user's graph.</summary>
    /// <param name="path">The frozen graph of DeepSpeech 0.1.0 (<c>output_graph.pb</c>); other versions have other layers.</param>
    /// <exception cref="WeightsFileException">The file is missing, not a graph, or lacks a layer.</exception>
    public static DeepSpeechFeatures Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var scope = NewDisposeScope();
        var constants = FrozenGraph.ReadConstants(path);
        var weights = new Dictionary<string, Tensor>();
        foreach (var layer in (string[])["1", "2", "3", "5", "6"])
        {
            weights["h" + layer] = Find(constants, path, "h" + layer, 2);
            weights["b" + layer] = Find(constants, path, "b" + layer, 1);
            if (weights["b" + layer].shape[0] != weights["h" + layer].shape[1])
                throw new WeightsFileException($"'{path}' is not a DeepSpeech 0.1.0 graph: h{layer} and b{layer} do not fit each other.");
        }

        var forward = Cell.From(constants, path, "fw");
        var backward = Cell.From(constants, path, "bw");
        Fit(path, weights["h1"], 0, DeepSpeechCepstra.RowSize, "h1");
        Fit(path, weights["h2"], 0, weights["h1"].shape[1], "h2");
        Fit(path, weights["h3"], 0, weights["h2"].shape[1], "h3");
        Fit(path, forward.Kernel, 0, weights["h3"].shape[1] + forward.Size, "the forward cell");
        Fit(path, backward.Kernel, 0, weights["h3"].shape[1] + backward.Size, "the backward cell");
        Fit(path, weights["h5"], 0, forward.Size + backward.Size, "h5");
        Fit(path, weights["h6"], 0, weights["h5"].shape[1], "h6");
        foreach (var kept in weights.Values.Concat((Tensor[])[forward.Kernel, forward.Bias, backward.Kernel, backward.Bias])) kept.DetachFromDisposeScope();
        return new DeepSpeechFeatures(weights, forward, backward);
    }

    /// <inheritdoc />
    public FeatureTrack Extract(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default)
    {
        SpeechSamples.Require(samples);
        var input = DeepSpeechCepstra.Input(samples);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var x = tensor(input, [input.Length / DeepSpeechCepstra.RowSize, DeepSpeechCepstra.RowSize]);
        var logits = Logits(x, cancellationToken).contiguous().data<float>().ToArray();
        var rows = FrontEnd.RowsFor(samples.Length);
        var values = new float[rows * Dimension];
        var last = logits.Length / Dimension - 1;
        for (var r = 0; r < rows; r++)
        {
            var lower = Math.Min(r / 2, last);
            var upper = Math.Min(lower + r % 2, last);
            for (var i = 0; i < Dimension; i++) values[r * Dimension + i] = 0.5f * (logits[lower * Dimension + i] + logits[upper * Dimension + i]);
        }

        return new FeatureTrack(values, Dimension, samples.Length);
    }

    /// <inheritdoc />
    /// <remarks>A bidirectional network must hear the end before it can judge the beginning: every row is given by <see cref="IFeatureStream.Complete"/>.</remarks>
    public IFeatureStream Open() => new Stream(this);

    /// <summary>Logits of every row: [T, 494] to [T, 29].</summary>
    internal Tensor Logits(Tensor x, CancellationToken cancellationToken = default)
    {
        using var scope = NewDisposeScope();
        foreach (var layer in (string[])["1", "2", "3"]) x = Dense(x, layer).clamp(0, Clip);
        var both = cat([Run(_forward, x, false, cancellationToken), Run(_backward, x, true, cancellationToken)], 1);
        return Dense(Dense(both, "5").clamp(0, Clip), "6").MoveToOuterDisposeScope();
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        foreach (var weight in _weights.Values.Concat((Tensor[])[_forward.Kernel, _forward.Bias, _backward.Kernel, _backward.Bias])) weight.Dispose();
    }

    private Tensor Dense(Tensor x, string layer) => x.matmul(_weights["h" + layer]) + _weights["b" + layer];

    /// <summary>TensorFlow's BasicLSTMCell: gates in the order input, candidate, forget, output; 1 is added to the forget gate.</summary>
    private static Tensor Run(Cell cell, Tensor x, bool backwards, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var size = cell.Size;
        var inputs = x.matmul(cell.Kernel.narrow(0, 0, x.shape[1])) + cell.Bias;
        var recurrent = cell.Kernel.narrow(0, x.shape[1], size);
        var steps = (int)x.shape[0];
        var outputs = new Tensor[steps];
        var h = zeros(1, size);
        var c = zeros(1, size);
        for (var i = 0; i < steps; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var t = backwards ? steps - 1 - i : i;
            using var step = NewDisposeScope();
            var gates = inputs.narrow(0, t, 1) + h.matmul(recurrent);
            var next = c * (gates.narrow(1, 2 * size, size) + ForgetBias).sigmoid() + gates.narrow(1, 0, size).sigmoid() * gates.narrow(1, size, size).tanh();
            c = next.MoveToOuterDisposeScope();
            h = (next.tanh() * gates.narrow(1, 3 * size, size).sigmoid()).MoveToOuterDisposeScope();
            outputs[t] = h;
        }

        return cat(outputs, 0).MoveToOuterDisposeScope();
    }

    private static Tensor Find(Dictionary<string, Tensor> constants, string path, string name, int dimensions) =>
        constants.TryGetValue(name, out var value) && value.ndim == dimensions
            ? value
            : throw new WeightsFileException($"'{path}' is not a DeepSpeech 0.1.0 graph: it lacks the layer '{name}'. Later versions of DeepSpeech cannot be used.");

    private static void Fit(string path, Tensor weight, int dimension, long expected, string name)
    {
        if (weight.shape[dimension] != expected)
            throw new WeightsFileException($"'{path}' is not a DeepSpeech 0.1.0 graph: {name} takes {weight.shape[dimension]} numbers where {expected} come.");
    }

    private sealed record Cell(Tensor Kernel, Tensor Bias)
    {
        internal long Size => Bias.shape[0] / 4;

        internal static Cell From(Dictionary<string, Tensor> constants, string path, string direction)
        {
            Tensor One(string kind, int dimensions)
            {
                var names = constants.Keys.Where(k => k.Contains($"/{direction}/", StringComparison.Ordinal) && k.EndsWith("/" + kind, StringComparison.Ordinal)).ToArray();
                return names.Length == 1 && constants[names[0]].ndim == dimensions
                    ? constants[names[0]]
                    : throw new WeightsFileException($"'{path}' is not a DeepSpeech 0.1.0 graph: it has {names.Length} constants '.../{direction}/.../{kind}' where one is expected.");
            }

            var cell = new Cell(One("kernel", 2), One("bias", 1));
            return cell.Bias.shape[0] % 4 == 0 && cell.Kernel.shape[1] == cell.Bias.shape[0]
                ? cell
                : throw new WeightsFileException($"'{path}' is not a DeepSpeech 0.1.0 graph: kernel and bias of the {direction} cell do not fit each other.");
        }
    }

    private sealed class Stream(DeepSpeechFeatures owner) : IFeatureStream
    {
        private readonly List<float> _samples = [];

        public int LookAhead => int.MaxValue;

        public void Push(ReadOnlySpan<float> samples, FeatureRowHandler row)
        {
            SpeechSamples.RequireFinite(samples, _samples.Count);
            foreach (var sample in samples) _samples.Add(sample);
        }

        public void Complete(FeatureRowHandler row)
        {
            if (_samples.Count == 0) return;
            var track = owner.Extract([.. _samples]);
            for (var r = 0; r < track.Rows; r++) row(track[r]);
        }
    }
}
