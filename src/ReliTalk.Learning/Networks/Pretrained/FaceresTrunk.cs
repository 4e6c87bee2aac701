using ReliTalk.Learning.Models;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Learning.Networks.Pretrained;

/// <summary>
/// MobileNet 1.0 (Howard et al. 2017) trained on faces, from the package @vladmandic/human, as a trunk for <see cref="PerceptualDistance"/>.
/// Taps: the first convolution and the 1st, 3rd, 5th and 11th pointwise convolution, after clipping to 0..6.
/// </summary>
public sealed class FaceresTrunk : IFeatureTrunk
{
    /// <summary>Channels of the 13 pointwise convolutions.</summary>
    private static readonly int[] Widths = [64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024];
    private static readonly int[] Halvings = [2, 4, 6, 12];
    private static readonly int[] Taps = [1, 3, 5, 11];

    private readonly PretrainedWeights _weights;
    private Layer _first = null!;
    private Tensor _mean = null!;
    private readonly List<(Layer Depthwise, Layer Pointwise)> _blocks = [];

    private FaceresTrunk(ModelStore store, Device? device)
        => _weights = PretrainedWeights.Load(store, "faceres.json", "faceres.bin", device, Build);

    private sealed record Layer(Tensor Weight, Tensor Bias, long Stride, long Groups);

    /// <summary>Loads the trunk.</summary>
    /// <param name="store">Where the files are: <c>faceres.json</c> and <c>faceres.bin</c>.</param>
    /// <param name="device">Where it shall run; null for the CPU.</param>
    /// <exception cref="BackendMissingException">The files are absent.</exception>
    /// <exception cref="WeightsFileException">The files are damaged.</exception>
    public static FaceresTrunk Load(ModelStore store, Device? device = null) => new(store, device);

    /// <inheritdoc/>
    public Tensor[] Features(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        // The network was trained on blue, green, red, 0..255, less the mean colour of its training set. Channels-last memory is the faster one here.
        var picture = pictures.flip(1).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        var x = Apply(picture * 255 - _mean, _first);
        var taps = new List<Tensor> { x };
        for (var i = 0; taps.Count <= Taps.Length; i++)
        {
            x = Apply(Apply(x, _blocks[i].Depthwise), _blocks[i].Pointwise);
            if (Taps.Contains(i + 1)) taps.Add(x);
        }
        foreach (var tap in taps) tap.MoveToOuterDisposeScope();
        return [.. taps];
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();

    private static Tensor Apply(Tensor x, Layer layer)
    {
        var kernel = layer.Weight.shape[2];
        if (kernel == 1) return relu6(PointwiseConvolution.Apply(x, layer.Weight, layer.Bias));
        return relu6(conv2d(PretrainedWeights.PadSame(x, kernel, layer.Stride), layer.Weight, layer.Bias, [layer.Stride, layer.Stride], groups: layer.Groups));
    }

    private void Build(PretrainedWeights weights)
    {
        _mean = weights.Keep(tensor(new[] { 103.939f, 116.779f, 123.68f }).reshape(1, 3, 1, 1));
        _first = new Layer(weights.Keep(PretrainedWeights.ConvolutionLayout(weights.Raw("conv1/convolution/merged_input", 3, 3, 3, 32))),
            weights.Keep(weights.Raw("conv1_bn/batchnorm_1/sub", 32)), 2, 1);
        var width = 32;
        for (var i = 1; i <= Taps[^1]; i++)
        {
            var scale = weights.Raw($"conv_dw_{i}_bn/batchnorm_1/mul", width).reshape(width, 1, 1, 1);
            var depthwise = weights.Raw($"conv_dw_{i}/depthwise_kernel", 3, 3, width, 1).permute(2, 3, 0, 1) * scale;
            var next = Widths[i - 1];
            _blocks.Add((
                new Layer(weights.Keep(depthwise), weights.Keep(weights.Raw($"conv_dw_{i}_bn/batchnorm_1/sub", width)), Halvings.Contains(i) ? 2 : 1, width),
                new Layer(weights.Keep(PretrainedWeights.ConvolutionLayout(weights.Raw($"conv_pw_{i}/convolution/merged_input", 1, 1, width, next))),
                    weights.Keep(weights.Raw($"conv_pw_{i}_bn/batchnorm_1/sub", next)), 1, 1)));
            width = next;
        }
    }
}
