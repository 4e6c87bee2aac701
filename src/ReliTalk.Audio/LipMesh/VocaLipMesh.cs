using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Audio.LipMesh;

/// <summary>
/// The paper's own F_mesh: VOCA (Cudeiro et al. 2019) with the user's weights, on DeepSpeech features. Owns its weights; safe for several threads.
/// </summary>
/// <remarks>
/// The weights are a safetensors file with float32 tensors, S being the number of trained subjects (8), L the number of lip vertices that are wanted:
/// <c>norm.mean</c>, <c>norm.variance</c>, <c>norm.scale</c>, <c>norm.shift</c> [1]; <c>conv1.weight</c> [32, 29 + S, 3] to <c>conv4.weight</c> [64, 64, 3]
/// with <c>conv1.bias</c> to <c>conv4.bias</c>; <c>dense1.weight</c> [128, 64 + S], <c>dense2.weight</c> [50, 128] with their biases;
/// <c>basis.weight</c> [L x 3, 50], <c>basis.bias</c> [L x 3] and <c>template</c> [L, 3] in metres, restricted to the lip vertices.
/// </remarks>
public sealed class VocaLipMesh : ILipMesh, IDisposable
{
    private const double Epsilon = 1e-5;
    private const double CentimetresAMetre = 100;

    private readonly Dictionary<string, Tensor> _weights;
    private readonly int _firstColumn;
    private readonly int _subject;

    private VocaLipMesh(Dictionary<string, Tensor> weights, int firstColumn, int subject)
    {
        _weights = weights;
        _firstColumn = firstColumn;
        _subject = subject;
    }

    /// <inheritdoc />
    public string Name => "voca";

    /// <summary>Numbers of the window's rows that are DeepSpeech's.</summary>
    public int FeatureDimension => (int)_weights["conv1.weight"].shape[1] - Subjects;

    /// <summary>Number of speaking styles that the weights know.</summary>
    public int Subjects => (int)_weights["dense1.weight"].shape[1] - (int)_weights["conv4.weight"].shape[0];

    /// <summary>Loads the user's weights.</summary>
    /// <param name="path">The safetensors file described above.</param>
    /// <param name="firstColumn">Index of DeepSpeech's first number in the features' rows.</param>
    /// <param name="subject">Speaking style, 0 to Subjects - 1.</param>
    /// <exception cref="WeightsFileException">The file is missing or damaged, or a tensor is missing or does not fit.</exception>
    public static VocaLipMesh Load(string path, int firstColumn = 0, int subject = 2)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(firstColumn);
        using var scope = NewDisposeScope();
        using var file = SafeTensorsFile.Open(path);
        var weights = file.ReadAll();
        string[] names =
        [
            "norm.mean", "norm.variance", "norm.scale", "norm.shift", "conv1.weight", "conv2.weight", "conv3.weight", "conv4.weight",
            "conv1.bias", "conv2.bias", "conv3.bias", "conv4.bias", "dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias", "basis.weight", "basis.bias", "template",
        ];
        foreach (var name in names)
            if (!weights.ContainsKey(name)) throw new WeightsFileException($"'{path}' does not hold VOCA's weights in the documented layout: '{name}' is missing.");
        for (var i = 1; i <= 4; i++)
        {
            var weight = weights[$"conv{i}.weight"];
            Check(path, $"conv{i}", weight.ndim == 3 && weight.shape[2] == 3 && Count(weights[$"conv{i}.bias"]) == weight.shape[0]
                && (i == 1 || weight.shape[1] == weights[$"conv{i - 1}.weight"].shape[0]));
        }

        Check(path, "dense1", weights["dense1.weight"].ndim == 2 && weights["dense1.weight"].shape[1] > weights["conv4.weight"].shape[0]);
        Check(path, "dense2", weights["dense2.weight"].ndim == 2 && weights["dense2.weight"].shape[1] == weights["dense1.weight"].shape[0]);
        Check(path, "basis", weights["basis.weight"].ndim == 2 && weights["basis.weight"].shape[1] == weights["dense2.weight"].shape[0]
            && weights["basis.weight"].shape[0] == Count(weights["template"]) && weights["template"].ndim == 2 && weights["template"].shape[1] == 3);
        var mesh = new VocaLipMesh(weights, firstColumn, subject);
        Check(path, "conv1", mesh.FeatureDimension > 0);
        if (subject < 0 || subject >= mesh.Subjects) throw new ArgumentOutOfRangeException(nameof(subject), subject, $"Must be 0 to {mesh.Subjects - 1}.");
        foreach (var weight in weights.Values) weight.DetachFromDisposeScope();
        return mesh;
    }

    /// <inheritdoc />
    /// <remarks>VOCA brings its own template with its weights; <paramref name="template"/> is not used.</remarks>
    public Tensor Animate(LipTemplate template, Tensor windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        if (windows.ndim != 3 || windows.shape[2] < _firstColumn + FeatureDimension)
            throw new ArgumentException($"Windows must be [T, 16, at least {_firstColumn + FeatureDimension}].", nameof(windows));
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var x = windows.narrow(2, _firstColumn, FeatureDimension);
        x = (x - W("norm.mean")) / (W("norm.variance") + Epsilon).sqrt() * W("norm.scale") + W("norm.shift");
        var style = zeros(1, Subjects);
        style.index_fill_(1, tensor((long[])[_subject]), 1);
        x = cat([x, style.unsqueeze(1).expand(x.shape[0], x.shape[1], Subjects)], 2).transpose(1, 2);
        for (var i = 1; i <= 4; i++)
        {
            // TensorFlow's "same" padding of an even length with stride 2 adds one step after and none before.
            x = functional.pad(x, (0L, 1L));
            x = functional.conv1d(x, W($"conv{i}.weight"), W($"conv{i}.bias"), 2L).relu();
        }

        x = cat([x.flatten(1), style.expand(x.shape[0], Subjects)], 1);
        x = functional.linear(x, W("dense1.weight"), W("dense1.bias")).tanh();
        x = functional.linear(x, W("dense2.weight"), W("dense2.bias"));
        x = functional.linear(x, W("basis.weight"), W("basis.bias")).reshape(x.shape[0], -1, 3) + W("template");
        return (x * CentimetresAMetre).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        foreach (var weight in _weights.Values) weight.Dispose();
    }

    private Tensor W(string name) => _weights[name];

    private static long Count(Tensor tensor) => tensor.NumberOfElements;

    private static void Check(string path, string name, bool fits)
    {
        if (!fits) throw new WeightsFileException($"'{path}' does not hold VOCA's weights in the documented layout: the tensors of '{name}' do not fit.");
    }
}
