using ReliTalk.Learning.Models;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Learning.Networks.Pretrained;

/// <summary>
/// Where somebody speaks: the 16 kHz branch of Silero VAD version 5 (Silero Team, MIT), a short-time spectrum, four convolutions and a
/// recurrent cell. Safe for several threads.
/// </summary>
public sealed class SileroVad : IDisposable
{
    /// <summary>Samples of one decision: 32 ms at 16 kHz.</summary>
    public const int ChunkSize = 512;

    internal const int Context = 64, Hidden = 128;
    private const int Bins = 129;
    private const string Branch = "If_0_then_branch__Inline_0__";

    private static readonly (int Inputs, int Outputs, int Stride)[] Encoder = [(Bins, 128, 1), (128, 64, 2), (64, 64, 2), (64, 128, 1)];

    private readonly List<Tensor> _owned = [];
    private readonly Tensor _basis;
    private readonly (Tensor Weight, Tensor Bias, long Stride)[] _encoder;
    private readonly Tensor _fromInput, _fromState, _gateBias, _outputWeight, _outputBias;

    private SileroVad(IReadOnlyDictionary<string, Tensor> constants, string source, Device device)
    {
        Tensor Weights(string name, params long[] shape)
        {
            if (!constants.TryGetValue(Branch + name, out var found) || !found.shape.SequenceEqual(shape))
                throw new WeightsFileException($"'{source}' has no '{name}' of the shape [{string.Join(", ", shape)}]: it is not Silero VAD version 5.");
            return Keep(found);
        }

        Tensor Keep(Tensor tensor)
        {
            var kept = tensor.to(device).contiguous().DetachFromDisposeScope();
            _owned.Add(kept);
            return kept;
        }

        _basis = Weights("stft.forward_basis_buffer", 2 * Bins, 1, 256);
        _encoder = Encoder.Select((layer, i) => (
            Weights($"encoder.{i}.reparam_conv.weight", layer.Outputs, layer.Inputs, 3),
            Weights($"encoder.{i}.reparam_conv.bias", layer.Outputs), (long)layer.Stride)).ToArray();
        _fromInput = Keep(Weights("decoder.rnn.weight_ih", 4 * Hidden, Hidden).t());
        _fromState = Keep(Weights("decoder.rnn.weight_hh", 4 * Hidden, Hidden).t());
        _gateBias = Keep(Weights("decoder.rnn.bias_ih", 4 * Hidden) + Weights("decoder.rnn.bias_hh", 4 * Hidden));
        _outputWeight = Keep(Weights("decoder.decoder.2.weight", 1, Hidden, 1).reshape(Hidden));
        _outputBias = Weights("decoder.decoder.2.bias", 1);
    }

    /// <summary>Loads the network.</summary>
    /// <param name="store">Where <c>silero_vad_v5.onnx</c> is.</param>
    /// <param name="device">Where it shall run; null for the CPU.</param>
    /// <exception cref="BackendMissingException">The file is absent.</exception>
    /// <exception cref="WeightsFileException">The file is damaged or of another version.</exception>
    public static SileroVad Load(ModelStore store, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        const string file = "silero_vad_v5.onnx";
        return new SileroVad(OnnxWeights.Read(store.Find(file)), file, device ?? CPU);
    }

    /// <summary>The probability of speech in every 32 ms.</summary>
    /// <param name="speech">16 kHz mono, -1..1. The last chunk is filled up with silence.</param>
    /// <returns>One probability for every <see cref="ChunkSize"/> samples begun, 0..1.</returns>
    public float[] Probabilities(ReadOnlySpan<float> speech)
    {
        var chunks = (speech.Length + ChunkSize - 1) / ChunkSize;
        if (chunks == 0) return [];
        // Every chunk sees the last samples of the one before; the first sees silence.
        var padded = new float[Context + chunks * ChunkSize];
        speech.CopyTo(padded.AsSpan(Context));

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var windows = tensor(padded).to(_basis.device).as_strided([chunks, 1, Context + ChunkSize], [ChunkSize, Context + ChunkSize, 1]);
        return Decode(Encode(pad(windows, [0, Context], PaddingModes.Reflect)));
    }

    /// <summary>Opens a detector for speech that arrives in pieces; it gives what <see cref="Probabilities"/> gives for the whole.</summary>
    public SileroVadStream Open() => new(this);

    /// <summary>The probability of one chunk with its context, 576 samples, after a state and a cell of 128 numbers, which become those after it.</summary>
    internal float Next(float[] window, float[] state, float[] cell)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor Place(float[] values, params long[] shape) => tensor(values, shape).to(_basis.device);
        var gates = Encode(pad(Place(window, 1, 1, window.Length), [0, Context], PaddingModes.Reflect)).matmul(_fromInput) + _gateBias;
        var (nextState, nextCell) = Step(gates, Place(state, 1, Hidden), Place(cell, 1, Hidden));
        nextState.cpu().data<float>().ToArray().CopyTo(state, 0);
        nextCell.cpu().data<float>().ToArray().CopyTo(cell, 0);
        return ((nextState.relu() * _outputWeight).sum(1) + _outputBias).sigmoid().cpu().data<float>().ToArray()[0];
    }

    /// <summary>Releases the weights.</summary>
    public void Dispose()
    {
        foreach (var tensor in _owned) tensor.Dispose();
        _owned.Clear();
    }

    /// <summary>Windows [N, 1, 640] to features [N, 128].</summary>
    private Tensor Encode(Tensor windows)
    {
        var spectrum = conv1d(windows, _basis, stride: 128);
        var x = (spectrum.narrow(1, 0, Bins).square() + spectrum.narrow(1, Bins, Bins).square()).sqrt();
        foreach (var (weight, bias, stride) in _encoder) x = conv1d(x, weight, bias, stride, 1).relu();
        return x.squeeze(2);
    }

    /// <summary>The recurrent cell (Hochreiter and Schmidhuber 1997; gates in the order input, forget, cell, output) over the chunks.</summary>
    private float[] Decode(Tensor features)
    {
        var gates = features.matmul(_fromInput) + _gateBias;
        var count = (int)features.shape[0];
        var state = zeros(1, Hidden).to(features.device);
        var cell = zeros(1, Hidden).to(features.device);
        var states = new Tensor[count];
        for (var i = 0; i < count; i++)
        {
            using var step = NewDisposeScope();
            (state, cell) = Step(gates.narrow(0, i, 1), state, cell);
            cell.MoveToOuterDisposeScope();
            states[i] = state.MoveToOuterDisposeScope();
        }
        var output = (cat(states, 0).relu() * _outputWeight).sum(1) + _outputBias;
        return output.sigmoid().cpu().data<float>().ToArray();
    }

    private (Tensor State, Tensor Cell) Step(Tensor gates, Tensor state, Tensor cell)
    {
        var sum = gates + state.matmul(_fromState);
        cell = sum.narrow(1, Hidden, Hidden).sigmoid() * cell + sum.narrow(1, 0, Hidden).sigmoid() * sum.narrow(1, 2 * Hidden, Hidden).tanh();
        return (sum.narrow(1, 3 * Hidden, Hidden).sigmoid() * cell.tanh(), cell);
    }
}
