using ReliTalk.Learning.Models;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Learning.Networks.Pretrained;

/// <summary>
/// A slot for the paper's perceptual features (Eq. 8): the face descriptor of Parkhi et al. 2015, which is the convolutional part of VGG-16 (Simonyan and Zisserman 2014). Its weights may not
/// be handed on: the user's own file is read. Taps: the last activation of each of the first four blocks.
/// </summary>
/// <remarks>
/// The file is safetensors. For block b and layer l it has <c>convb_l.weight</c> <c>[C_out, C_in, 3, 3]</c> and <c>convb_l.bias</c> <c>[C_out]</c> with (b, l) = 1_1, 1_2, 2_1, 2_2, 3_1 to 3_3, 4_1 to 4_3;
/// C_out of the published network is 64, 128, 256, 512 by block, and any other width is taken as it is. The first layer expects red, green, blue as 0..255 less the mean colour of the training set,
/// (129.1863, 104.7624, 93.5940) unless the file has a tensor <c>mean</c> <c>[3]</c>. Other tensors of the file, such as conv5 and the classifier, are not read.
/// </remarks>
public sealed class VggFaceTrunk : IFeatureTrunk
{
    /// <summary>The file's name in the model folder.</summary>
    public const string FileName = "vgg_face.safetensors";

    private static readonly int[] LayersOfBlock = [2, 2, 3, 3];
    private static readonly float[] PublishedMean = [129.1863f, 104.7624f, 93.5940f];

    private readonly (Tensor Weight, Tensor Bias)[][] _blocks;
    private readonly Tensor _mean;

    private VggFaceTrunk((Tensor, Tensor)[][] blocks, Tensor mean)
    {
        _blocks = blocks;
        _mean = mean;
    }

    /// <summary>Loads the trunk from the model folder.</summary>
    /// <param name="store">Where <see cref="FileName"/> is.</param>
    /// <param name="device">Where it shall run; null for the CPU.</param>
    /// <exception cref="BackendMissingException">The file is absent.</exception>
    /// <exception cref="WeightsFileException">The file is damaged or lacks a layer.</exception>
    public static VggFaceTrunk Load(ModelStore store, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!store.Contains(FileName))
            throw new BackendMissingException($"The features of VGG-Face are asked for, but '{FileName}' is not in the model folder. Its weights may not be handed on: put your own file there (docs/head-models-and-slots.md has its layout), or use the default features.");
        return Load(store.Find(FileName), device);
    }

    /// <summary>Loads the trunk from a file.</summary>
    /// <inheritdoc cref="Load(ModelStore, Device?)"/>
    /// <param name="path">A safetensors file in the layout that the class describes.</param>
    /// <param name="device">Where it shall run; null for the CPU.</param>
    public static VggFaceTrunk Load(string path, Device? device = null)
    {
        using var scope = NewDisposeScope();
        using var unused = no_grad();
        using var file = SafeTensorsFile.Open(path);
        // All of them belong to the scope until the whole file has been understood.
        var blocks = new (Tensor Weight, Tensor Bias)[LayersOfBlock.Length][];
        long width = 3;
        for (var b = 0; b < blocks.Length; b++)
        {
            blocks[b] = new (Tensor, Tensor)[LayersOfBlock[b]];
            for (var l = 0; l < blocks[b].Length; l++)
            {
                var name = $"conv{b + 1}_{l + 1}";
                var weight = Read(file, path, name + ".weight", device);
                if (weight.dim() != 4 || weight.shape[1] != width || weight.shape[2] != 3 || weight.shape[3] != 3)
                    throw new WeightsFileException($"'{path}' does not hold VGG-Face: '{name}.weight' has the shape [{string.Join(", ", weight.shape)}] where [C, {width}, 3, 3] is needed.");
                width = weight.shape[0];
                var bias = Read(file, path, name + ".bias", device);
                if (bias.numel() != width) throw new WeightsFileException($"'{path}' does not hold VGG-Face: '{name}.bias' has {bias.numel()} values where {width} are needed.");
                blocks[b][l] = (weight, bias.reshape(width));
            }
        }
        var mean = file.Names.Contains("mean") ? Read(file, path, "mean", device) : tensor(PublishedMean).to(device ?? CPU);
        if (mean.numel() != 3) throw new WeightsFileException($"'{path}' does not hold VGG-Face: its mean colour has {mean.numel()} values where 3 are needed.");
        mean = mean.reshape(1, 3, 1, 1).DetachFromDisposeScope();
        foreach (var (weight, bias) in blocks.SelectMany(block => block))
        {
            weight.DetachFromDisposeScope();
            bias.DetachFromDisposeScope();
        }
        return new VggFaceTrunk(blocks, mean);
    }

    /// <inheritdoc/>
    public Tensor[] Features(Tensor pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        using var scope = NewDisposeScope();
        var x = pictures * 255 - _mean;
        var taps = new Tensor[_blocks.Length];
        for (var b = 0; b < taps.Length; b++)
        {
            if (b > 0) x = max_pool2d(x, [2, 2], [2, 2]);
            foreach (var (weight, bias) in _blocks[b]) x = conv2d(x, weight, bias, padding: [1, 1]).relu();
            taps[b] = x;
        }
        foreach (var tap in taps) tap.MoveToOuterDisposeScope();
        return taps;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (weight, bias) in _blocks.SelectMany(block => block))
        {
            weight.Dispose();
            bias.Dispose();
        }
        _mean.Dispose();
    }

    private static Tensor Read(SafeTensorsFile file, string path, string name, Device? device)
        => file.Names.Contains(name) ? file.Read(name).to(float32).to(device ?? CPU).contiguous() : throw new WeightsFileException($"'{path}' does not hold VGG-Face: it lacks the tensor '{name}'.");
}
