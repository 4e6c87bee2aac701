using ReliTalk.Learning.WeightFiles;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Evaluation;

/// <summary>
/// LPIPS 0.1 with AlexNet (Zhang, Isola, Efros, Shechtman and Wang 2018), computed with weights that the user supplies: no package redistributes them.
/// </summary>
public sealed class LpipsMetric : IPerceptualMetric, IDisposable
{
    // Index of the convolution in AlexNet's features, stride, padding, and whether a max-pool 3 / 2 comes before it.
    private static readonly (int Index, long Stride, long Padding, bool Pooled)[] Layers = [(0, 4, 2, false), (3, 1, 2, true), (6, 1, 1, true), (8, 1, 1, false), (10, 1, 1, false)];

    private readonly Dictionary<string, Tensor> _weights = [];
    private readonly Tensor _shift;
    private readonly Tensor _scale;

    private LpipsMetric(IReadOnlyDictionary<string, Tensor> trunk, IReadOnlyDictionary<string, Tensor> heads, string trunkPath, string headsPath)
    {
        for (var layer = 0; layer < Layers.Length; layer++)
        {
            var name = $"features.{Layers[layer].Index}";
            _weights[$"w{layer}"] = Take(trunk, trunkPath, name + ".weight");
            _weights[$"b{layer}"] = Take(trunk, trunkPath, name + ".bias");
            _weights[$"l{layer}"] = Take(heads, headsPath, $"lin{layer}.model.1.weight");
        }
        _shift = tensor(new[] { -0.030f, -0.088f, -0.188f }).view(1, 3, 1, 1).DetachFromDisposeScope();
        _scale = tensor(new[] { 0.458f, 0.448f, 0.450f }).view(1, 3, 1, 1).DetachFromDisposeScope();
    }

    /// <inheritdoc />
    public string Metric => "LPIPS";

    /// <inheritdoc />
    public string Network => "AlexNet, LPIPS 0.1";

    /// <summary>Loads the weights from two files, .safetensors or PyTorch .pth.</summary>
    /// <param name="trunkPath">AlexNet as torchvision names it: <c>features.0.weight</c> .. <c>features.10.bias</c>.</param>
    /// <param name="headsPath">The five heads: <c>lin0.model.1.weight</c> .. <c>lin4.model.1.weight</c>.</param>
    /// <exception cref="WeightsFileException">A file is damaged or lacks a tensor.</exception>
    public static LpipsMetric Load(string trunkPath, string headsPath)
    {
        using var scope = NewDisposeScope();
        return new LpipsMetric(Read(trunkPath), Read(headsPath), trunkPath, headsPath);
    }

    /// <inheritdoc />
    public double Distance(Frame truth, Frame candidate)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(candidate);
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var x = cat([truth.ToTensor().unsqueeze(0), candidate.ToTensor().unsqueeze(0)], 0) * 2 - 1;
        x = (x - _shift) / _scale;
        var total = 0.0;
        for (var layer = 0; layer < Layers.Length; layer++)
        {
            var (_, stride, padding, pooled) = Layers[layer];
            if (pooled) x = max_pool2d(x, 3, 2);
            x = relu(conv2d(x, _weights[$"w{layer}"], _weights[$"b{layer}"], [stride, stride], [padding, padding]));
            var unit = x / (x.square().sum(1, keepdim: true).sqrt() + 1e-10);
            var difference = (unit[0] - unit[1]).square().unsqueeze(0);
            total += conv2d(difference, _weights[$"l{layer}"]).mean().item<float>();
        }
        return total;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var weight in _weights.Values) weight.Dispose();
        _shift.Dispose();
        _scale.Dispose();
    }

    private static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        if (!path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)) return PyTorchFile.Read(path);
        using var file = SafeTensorsFile.Open(path);
        return file.ReadAll();
    }

    private static Tensor Take(IReadOnlyDictionary<string, Tensor> tensors, string path, string name)
        => tensors.TryGetValue(name, out var weight)
            ? weight.to(ScalarType.Float32).DetachFromDisposeScope()
            : throw new WeightsFileException($"'{path}' has no tensor '{name}', so LPIPS cannot use it. Give torchvision's AlexNet and the heads of LPIPS 0.1.");
}
