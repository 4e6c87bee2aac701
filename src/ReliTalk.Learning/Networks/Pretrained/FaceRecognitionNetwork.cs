using ReliTalk.Learning.Models;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Learning.Networks.Pretrained;

/// <summary>
/// Who is in the picture, as 128 numbers: dlib's face ResNet in the packaging of @vladmandic/face-api. The Euclidean distance of two
/// embeddings is below about 0.6 for the same person. Frozen; differentiable with respect to the picture; safe for several threads.
/// </summary>
public sealed class FaceRecognitionNetwork : IDisposable
{
    /// <summary>Side of the square picture that the network was trained on.</summary>
    public const int InputSize = 150;

    private readonly PretrainedWeights _weights;
    private readonly List<Func<Tensor, Tensor>> _layers = [];
    private Tensor _mean = null!;
    private Tensor _projection = null!;

    private FaceRecognitionNetwork(ModelStore store, Device? device)
        => _weights = PretrainedWeights.Load(store, "face_recognition_model-weights_manifest.json", "face_recognition_model.bin", device, Build);

    /// <summary>Loads the network.</summary>
    /// <param name="store">Where the files are: <c>face_recognition_model.bin</c> and its manifest.</param>
    /// <param name="device">Where it shall run; null for the CPU.</param>
    /// <exception cref="BackendMissingException">The files are absent.</exception>
    /// <exception cref="WeightsFileException">The files are damaged.</exception>
    public static FaceRecognitionNetwork Load(ModelStore store, Device? device = null) => new(store, device);

    /// <summary>Embeds faces.</summary>
    /// <param name="pictures">
    /// <c>[B, 3, H, W]</c>, RGB, sRGB-encoded 0..1, square cuts around the face: side = (mean distance from the eyes' centres to the mouth's
    /// centre) / 0.45; the mean of these three centres at 50 % of the width and 43 % of the height. Other sizes than 150x150 are resampled.
    /// </param>
    /// <returns><c>[B, 128]</c>, length about 1.4, owned by the caller's scope.</returns>
    public Tensor Embed(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var x = pictures.shape[^2] == InputSize && pictures.shape[^1] == InputSize
            ? pictures
            : interpolate(pictures, [InputSize, InputSize], mode: InterpolationMode.Bilinear, align_corners: false, antialias: true);
        x -= _mean;
        // On the CPU libtorch gives oneDNN's fast kernels only to batches or to large pictures: twins take a fifth of the time of a single child.
        var batch = x.shape[0];
        if (batch == 1) x = x.expand(2, -1, -1, -1);
        foreach (var layer in _layers) x = layer(x);
        return x.mean([2, 3]).matmul(_projection).narrow(0, 0, batch).MoveToOuterDisposeScope();
    }

    /// <summary>Releases the weights.</summary>
    public void Dispose() => _weights.Dispose();

    private void Build(PretrainedWeights weights)
    {
        _mean = weights.Keep(tensor(new[] { 122.782f / 255, 117.001f / 255, 104.298f / 255 }).reshape(1, 3, 1, 1));
        _projection = weights.Keep(weights.Raw("fc", 256, 128));

        var enter = Convolution(weights, "conv32_down", 7, 3, 32, 2, 0);
        _layers.Add(x => max_pool2d(enter(x).relu(), 3, 2));
        foreach (var (stage, width, blocks) in new[] { (32, 32, 3), (64, 64, 3), (128, 128, 2), (256, 256, 2) })
        {
            if (stage > 32) AddDown(weights, $"conv{stage}_down", width / 2, width);
            for (var i = 1; i <= blocks; i++) AddPlain(weights, $"conv{stage}_{i}", width);
        }
        AddDown(weights, "conv256_down_out", 256, 256);
    }

    private void AddPlain(PretrainedWeights weights, string name, int width)
    {
        var first = Convolution(weights, $"{name}/conv1", 3, width, width, 1, 1);
        var second = Convolution(weights, $"{name}/conv2", 3, width, width, 1, 1);
        _layers.Add(x => (second(first(x).relu()) + x).relu());
    }

    /// <summary>Halves the picture; the shortcut is averaged, and what one branch lacks in pixels or channels is zero.</summary>
    private void AddDown(PretrainedWeights weights, string name, int inputs, int outputs)
    {
        var first = Convolution(weights, $"{name}/conv1", 3, inputs, outputs, 2, 0);
        var second = Convolution(weights, $"{name}/conv2", 3, outputs, outputs, 1, 1);
        _layers.Add(x =>
        {
            var branch = second(first(x).relu());
            var shortcut = avg_pool2d(x, 2, 2);
            var (missingY, missingX) = (shortcut.shape[2] - branch.shape[2], shortcut.shape[3] - branch.shape[3]);
            if (missingX + missingY > 0) branch = pad(branch, [0, missingX, 0, missingY]);
            if (outputs > inputs) shortcut = pad(shortcut, [0, 0, 0, 0, 0, outputs - inputs]);
            return (branch + shortcut).relu();
        });
    }

    /// <summary>A convolution with the per-channel scale that follows it folded into its weights.</summary>
    private static Func<Tensor, Tensor> Convolution(PretrainedWeights weights, string name, int kernel, int inputs, int outputs, long stride, long padding)
    {
        var scale = weights.Raw($"{name}/scale/weights", outputs);
        var filters = PretrainedWeights.ConvolutionLayout(weights.Raw($"{name}/conv/filters", kernel, kernel, inputs, outputs));
        var weight = weights.Keep(filters * scale.reshape(outputs, 1, 1, 1));
        var bias = weights.Keep(weights.Raw($"{name}/conv/bias", outputs) * scale + weights.Raw($"{name}/scale/biases", outputs));
        return x => conv2d(x, weight, bias, [stride, stride], [padding, padding]);
    }
}
