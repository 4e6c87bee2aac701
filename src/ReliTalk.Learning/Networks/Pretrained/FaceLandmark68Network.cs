using ReliTalk.Learning.Models;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Learning.Networks.Pretrained;

/// <summary>
/// The 68 points of the iBUG mark-up (Sagonas et al. 2013) in a face picture: the network of @vladmandic/face-api. An independent second
/// opinion beside the mesh. Frozen; differentiable; safe for several threads.
/// </summary>
public sealed class FaceLandmark68Network : IDisposable
{
    /// <summary>Side of the square picture that the network takes.</summary>
    public const int InputSize = 112;

    private readonly PretrainedWeights _weights;
    private readonly List<Func<Tensor, Tensor>[]> _blocks = [];
    private Tensor _mean = null!;
    private Tensor _projection = null!;
    private Tensor _offset = null!;

    private FaceLandmark68Network(ModelStore store, Device? device)
        => _weights = PretrainedWeights.Load(store, "face_landmark_68_model-weights_manifest.json", "face_landmark_68_model.bin", device, Build);

    /// <summary>Loads the network.</summary>
    /// <param name="store">Where the files are: <c>face_landmark_68_model.bin</c> and its manifest.</param>
    /// <param name="device">Where it shall run; null for the CPU.</param>
    /// <exception cref="BackendMissingException">The files are absent.</exception>
    /// <exception cref="WeightsFileException">The files are damaged.</exception>
    public static FaceLandmark68Network Load(ModelStore store, Device? device = null) => new(store, device);

    /// <summary>Finds the points.</summary>
    /// <param name="pictures"><c>[B, 3, 112, 112]</c>, RGB, sRGB-encoded 0..1: the face box, its longer side scaled to 112, centred on black.</param>
    /// <returns><c>[B, 68, 2]</c>: x and y as fractions of the picture's side, owned by the caller's scope.</returns>
    /// <exception cref="ArgumentException">The picture has another size.</exception>
    public Tensor Locate(Tensor pictures)
    {
        if (pictures.shape is not [_, 3, InputSize, InputSize])
            throw new ArgumentException($"Expected [B, 3, {InputSize}, {InputSize}], got [{string.Join(", ", pictures.shape)}].", nameof(pictures));
        using var scope = NewDisposeScope();
        var x = pictures - _mean;
        foreach (var block in _blocks)
        {
            // Densely connected: every layer sees the sum of all before it.
            var sum = block[0](x).relu();
            var next = block[1](sum);
            for (var i = 2; i <= block.Length; i++)
            {
                sum += next;
                if (i < block.Length) next = block[i](sum.relu());
            }
            x = sum.relu();
        }
        var flat = avg_pool2d(x, 7, 2).reshape(-1, 256);
        return (flat.matmul(_projection) + _offset).reshape(-1, 68, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Releases the weights.</summary>
    public void Dispose() => _weights.Dispose();

    private void Build(PretrainedWeights weights)
    {
        _mean = weights.Keep(tensor(new[] { 122.782f / 255, 117.001f / 255, 104.298f / 255 }).reshape(1, 3, 1, 1));
        _projection = weights.Keep(weights.Raw("fc/weights", 256, 136));
        _offset = weights.Keep(weights.Raw("fc/bias", 136));
        var (inputs, outputs) = (3, 32);
        for (var i = 0; i < 4; i++, inputs = outputs, outputs *= 2)
        {
            var first = i == 0 ? Full(weights, "dense0/conv0", inputs, outputs) : Separable(weights, $"dense{i}/conv0", inputs, outputs, 2);
            var width = outputs;
            var block = i;
            _blocks.Add([first, .. Enumerable.Range(1, 3).Select(layer => Separable(weights, $"dense{block}/conv{layer}", width, width, 1))]);
        }
    }

    private static Func<Tensor, Tensor> Full(PretrainedWeights weights, string name, int inputs, int outputs)
    {
        var filters = weights.Keep(PretrainedWeights.ConvolutionLayout(weights.Raw($"{name}/filters", 3, 3, inputs, outputs)));
        var bias = weights.Keep(weights.Raw($"{name}/bias", outputs));
        return x => conv2d(PretrainedWeights.PadSame(x, 3, 2), filters, bias, [2, 2]);
    }

    private static Func<Tensor, Tensor> Separable(PretrainedWeights weights, string name, int inputs, int outputs, long stride)
    {
        var depthwise = weights.Keep(weights.Raw($"{name}/depthwise_filter", 3, 3, inputs, 1).permute(2, 3, 0, 1));
        var pointwise = weights.Keep(PretrainedWeights.ConvolutionLayout(weights.Raw($"{name}/pointwise_filter", 1, 1, inputs, outputs)));
        var bias = weights.Keep(weights.Raw($"{name}/bias", outputs));
        return x => conv2d(conv2d(PretrainedWeights.PadSame(x, 3, stride), depthwise, strides: [stride, stride], groups: inputs), pointwise, bias);
    }
}
