using ReliTalk.Learning.Models;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Learning.Networks.Pretrained;

/// <summary>
/// What is said, from the sound itself: the encoder of Moonshine tiny for English (Jeffries et al. 2024, arXiv 2410.15608; Useful Sensors, MIT), three strided
/// convolutions and six transformer layers with rotary position embedding. Its weights are stored in 8 bits and computed with in 32. Safe for several threads.
/// </summary>
public sealed class MoonshineEncoder : IDisposable
{
    /// <summary>File of the network in the model folder.</summary>
    public const string File = "moonshine_tiny_encoder.onnx";

    /// <summary>Numbers of a state.</summary>
    public const int Width = 288;

    /// <summary>Samples from one state to the next: 24 ms at 16 kHz.</summary>
    public const int Stride = 64 * 3 * 2;

    /// <summary>The sample in the middle of what the convolutions see for the first state.</summary>
    public const int FirstCentre = (127 - 1) / 2 + 64 * (7 - 1) / 2 + 64 * 3 * (3 - 1) / 2;

    /// <summary>Samples that give one state.</summary>
    public const int LeastSamples = 2 * FirstCentre + 1;

    /// <summary>Transformer layers.</summary>
    public const int Layers = 6;

    private const int Heads = 8, HeadSize = Width / Heads, Rotated = 32, Inner = 4 * Width;
    private const double Epsilon = 1e-5;

    // Matrices have no names of their own in the file: numbers, evenly spaced from layer to layer.
    private const int FirstMatrix = 1493, DenseMatrix = 1537, LayerMatrices = 47;

    private readonly List<Tensor> _owned = [];
    private readonly Tensor _conv1, _conv2, _conv3, _bias2, _bias3, _normScale, _normShift, _lastNorm, _frequencies;
    private readonly Layer[] _layers;

    private MoonshineEncoder(IReadOnlyDictionary<string, Tensor> constants, string source, Device device)
    {
        Tensor Find(string name, params long[] shape)
        {
            if (!constants.TryGetValue(name, out var found) || !found.shape.SequenceEqual(shape))
                throw new WeightsFileException($"'{source}' has no '{name}' of the shape [{string.Join(", ", shape)}]: it is not the encoder of Moonshine tiny.");
            return found;
        }

        Tensor Keep(Tensor tensor)
        {
            var kept = tensor.to(device).contiguous().DetachFromDisposeScope();
            _owned.Add(kept);
            return kept;
        }

        Tensor Weights(string name, params long[] shape) => Keep(Find(name, shape));

        Tensor Filter(string name, params long[] shape) =>
            Keep(Find(name + ".weight_quantized", shape).to(float32) * Find(name + ".weight_scale", 1) + Find(name + ".weight_zero_point", 1));

        Tensor Matrix(int number, long rows, long columns)
        {
            var name = $"onnx::MatMul_{number}_";
            return Keep((Find(name + "quantized", rows, columns).to(float32) - Find(name + "zero_point").to(float32)) * Find(name + "scale"));
        }

        _conv1 = Filter("conv1", Width, 1, 127);
        _conv2 = Filter("conv2", 2 * Width, Width, 7);
        _conv3 = Filter("conv3", Width, 2 * Width, 3);
        _bias2 = Weights("conv2.bias", 2 * Width);
        _bias3 = Weights("conv3.bias", Width);
        _normScale = Weights("onnx::Mul_1488", Width, 1);
        _normShift = Weights("onnx::Add_1489", Width, 1);
        _lastNorm = Weights("layer_norm.weight", Width);
        _frequencies = Keep(Find("/rotary_emb/Cast_1_output_0", 1, Rotated / 2, 1).reshape(1, Rotated / 2));
        _layers = [.. Enumerable.Range(0, Layers).Select(l =>
        {
            var (first, dense) = (FirstMatrix + l * LayerMatrices, DenseMatrix + l * LayerMatrices);
            return new Layer(
                Weights($"layers.{l}.input_layernorm.weight", Width),
                Keep(cat([Matrix(first, Width, Width), Matrix(first + 1, Width, Width), Matrix(first + 2, Width, Width)], 1)),
                Matrix(dense, Width, Width), Weights($"layers.{l}.post_attention_layernorm.weight", Width),
                Matrix(dense + 1, Width, Inner), Weights($"layers.{l}.mlp.fc1.bias", Inner),
                Matrix(dense + 2, Inner, Width), Weights($"layers.{l}.mlp.fc2.bias", Width));
        })];
    }

    /// <summary>Loads the network.</summary>
    /// <param name="store">Where <see cref="File"/> is.</param>
    /// <param name="device">Where it shall run; null for the CPU.</param>
    /// <exception cref="BackendMissingException">The file is absent.</exception>
    /// <exception cref="WeightsFileException">The file is damaged or another network.</exception>
    public static MoonshineEncoder Load(ModelStore store, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return new MoonshineEncoder(OnnxWeights.Read(store.Find(File)), File, device ?? CPU);
    }

    /// <summary>How many states a number of samples gives: the frames of the convolutions that fit.</summary>
    public static int StatesOf(int samples) => 1 + (samples - LeastSamples) / Stride;

    /// <summary>The states of pieces of speech, each of which is heard by itself and as a whole.</summary>
    /// <param name="speech">16 kHz mono, -1..1: float32 [N, samples], at least <see cref="LeastSamples"/>.</param>
    /// <param name="layers">How many layers the states come from, 1 to 6: early ones still know the sounds, late ones the words. Before the last the states are brought to mean 0 and variance 1.</param>
    /// <param name="first">The first state that is wanted, 0 to T - 1: the last layer is spared those before it.</param>
    /// <returns>float32 [N, T - first, 288] on the CPU, T = <see cref="StatesOf"/> the samples, owned by the caller.</returns>
    public Tensor Encode(Tensor speech, int layers = Layers, int first = 0)
    {
        ArgumentNullException.ThrowIfNull(speech);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layers, Layers);
        if (speech.ndim != 2 || speech.shape[1] < LeastSamples) throw new ArgumentException($"Speech must be [N, samples] with at least {LeastSamples} samples.", nameof(speech));
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(first, StatesOf((int)speech.shape[1]));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var x = conv1d(speech.to(_conv1.device).unsqueeze(1), _conv1, stride: 64).tanh();
        x = x - x.mean([1L, 2L], true);
        x = x * (x.square().mean([1L, 2L], true) + Epsilon).rsqrt() * _normScale + _normShift;
        x = gelu(conv1d(x, _conv2, _bias2, 3));
        x = gelu(conv1d(x, _conv3, _bias3, 2)).transpose(1, 2);
        var angles = arange(x.shape[1], float32, x.device).unsqueeze(1) * _frequencies;
        var turn = (angles.cos(), angles.sin());
        for (var l = 0; l < layers; l++) x = Through(_layers[l], x, turn, l + 1 < layers ? 0 : first);
        return Normalised(x, layers == Layers ? _lastNorm : null).cpu().MoveToOuterDisposeScope();
    }

    /// <summary>Releases the weights.</summary>
    public void Dispose()
    {
        foreach (var tensor in _owned) tensor.Dispose();
        _owned.Clear();
    }

    // The states before the first are heard, but not answered.
    private static Tensor Through(Layer layer, Tensor x, (Tensor Cos, Tensor Sin) turn, int first)
    {
        // [N, T, 3 x 8 x 36] to [3, N, 8, T, 36].
        var heads = Normalised(x, layer.AttentionNorm).matmul(layer.QueryKeyValue).reshape(x.shape[0], x.shape[1], 3, Heads, HeadSize).permute(2, 0, 3, 1, 4);
        var (query, key, value) = (Turned(heads.select(0, 0), turn), Turned(heads.select(0, 1), turn), heads.select(0, 2));
        if (first > 0) (query, x) = (query.narrow(2, first, x.shape[1] - first), x.narrow(1, first, x.shape[1] - first));
        var attention = (query.matmul(key.transpose(2, 3)) / Math.Sqrt(HeadSize)).softmax(-1);
        x = x + attention.matmul(value).transpose(1, 2).reshape(x.shape[0], x.shape[1], Width).matmul(layer.Dense);
        return x + gelu(Normalised(x, layer.OutputNorm).matmul(layer.Up) + layer.UpBias).matmul(layer.Down) + layer.DownBias;
    }

    /// <summary>Rotary position embedding (Su et al. 2021) of the first 32 numbers of each head, neighbours in pairs.</summary>
    private static Tensor Turned(Tensor heads, (Tensor Cos, Tensor Sin) turn)
    {
        var pairs = heads.narrow(3, 0, Rotated).unflatten(3, [Rotated / 2, 2]);
        var (even, odd) = (pairs.select(4, 0), pairs.select(4, 1));
        var turned = stack([even * turn.Cos - odd * turn.Sin, odd * turn.Cos + even * turn.Sin], 4).flatten(3);
        return cat([turned, heads.narrow(3, Rotated, HeadSize - Rotated)], 3);
    }

    private static Tensor Normalised(Tensor x, Tensor? weight) => layer_norm(x, [Width], weight, null, Epsilon);

    private sealed record Layer(Tensor AttentionNorm, Tensor QueryKeyValue, Tensor Dense, Tensor OutputNorm, Tensor Up, Tensor UpBias, Tensor Down, Tensor DownBias);
}
