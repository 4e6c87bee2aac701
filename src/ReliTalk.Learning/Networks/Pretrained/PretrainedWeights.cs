using ReliTalk.Learning.Models;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Learning.Networks.Pretrained;

/// <summary>The frozen weights of a pre-trained network, brought from TensorFlow's layouts to torch's at load.</summary>
internal sealed class PretrainedWeights : IDisposable
{
    private readonly IReadOnlyDictionary<string, Tensor> _raw;
    private readonly Device _device;
    private readonly string _source;
    private readonly List<Tensor> _owned = [];

    private PretrainedWeights(IReadOnlyDictionary<string, Tensor> raw, Device device, string source)
    {
        _raw = raw;
        _device = device;
        _source = source;
    }

    /// <summary>Builds a network's layers from a manifest of the store; what the layers do not keep is released.</summary>
    public static PretrainedWeights Load(ModelStore store, string manifest, string data, Device? device, Action<PretrainedWeights> build)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        store.Find(data);
        var weights = new PretrainedWeights(TfjsWeights.Read(store.Find(manifest)), device ?? CPU, manifest);
        try
        {
            build(weights);
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    public Device Device => _device;

    /// <summary>A raw tensor in the file's layout, valid only while the network is built.</summary>
    public Tensor Raw(string name, params long[] shape)
    {
        if (!_raw.TryGetValue(name, out var tensor)) throw new WeightsFileException($"'{_source}' has no weights named '{name}'. Fetch the model packages again.");
        if (!tensor.shape.SequenceEqual(shape))
            throw new WeightsFileException($"'{name}' of '{_source}' has the shape [{string.Join(", ", tensor.shape)}], expected [{string.Join(", ", shape)}].");
        return tensor;
    }

    /// <summary>[H, W, in, out] to [out, in, H, W].</summary>
    public static Tensor ConvolutionLayout(Tensor filters) => filters.permute(3, 2, 0, 1);

    /// <summary>Keeps a tensor for the network's life, on its device.</summary>
    public Tensor Keep(Tensor tensor)
    {
        var kept = tensor.contiguous().to(_device).DetachFromDisposeScope();
        _owned.Add(kept);
        return kept;
    }

    /// <summary>Pads as TensorFlow's 'SAME' does: where the total is odd, the extra row or column goes after.</summary>
    public static Tensor PadSame(Tensor x, long kernel, long stride)
    {
        var (beforeY, afterY) = Split(x.shape[^2]);
        var (beforeX, afterX) = Split(x.shape[^1]);
        return beforeX + afterX + beforeY + afterY == 0 ? x : pad(x, [beforeX, afterX, beforeY, afterY]);

        (long, long) Split(long size)
        {
            var total = Math.Max(((size + stride - 1) / stride - 1) * stride + kernel - size, 0);
            return (total / 2, total - total / 2);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in _owned) tensor.Dispose();
        _owned.Clear();
    }
}
