using ReliTalk.Audio.Features.DeepSpeech;
using ReliTalk.Learning.WeightFiles;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace ReliTalk.Evaluation;

/// <summary>
/// SyncNet v2 (Chung and Zisserman 2016), computed with weights that the user supplies: no package redistributes them. Two stacks embed five pictures of a
/// face and the 0.2 s of sound that belong to them; what fits together lies close together. Use it from one thread at a time; dispose it to free the weights.
/// </summary>
public sealed class SyncNetNetwork : ISyncNetwork, IDisposable
{
    /// <summary>Side of the face pictures.</summary>
    public const int InputSize = 224;

    private const int Window = 5;
    private const int CepstraAFrame = 4;
    private const int CepstraAWindow = 20;
    private const int Cepstra = 13;
    private const int SamplesAFrame = 640;
    private const int Batch = 20;
    private const double Epsilon = 1e-5;

    private static readonly string[] BatchNormParts = ["weight", "bias", "running_mean", "running_var"];

    private readonly Dictionary<string, Tensor> _weights = [];
    private readonly string _path;

    private SyncNetNetwork(IReadOnlyDictionary<string, Tensor> tensors, string path)
    {
        _path = path;
        foreach (var (name, shape) in Layout)
        {
            if (!tensors.TryGetValue(name, out var weight) || !weight.shape.SequenceEqual(shape))
                throw Unfit(name, weight is null ? "is absent" : $"is [{string.Join(", ", weight.shape)}] instead of [{string.Join(", ", shape)}]");
            _weights[name] = weight.to(ScalarType.Float32).DetachFromDisposeScope();
        }
    }

    /// <inheritdoc />
    public string Name => "SyncNet v2";

    /// <summary>Names and shapes of the tensors, as in the authors' PyTorch file.</summary>
    internal static IEnumerable<(string Name, long[] Shape)> Layout
    {
        get
        {
            foreach (var (stack, index, shape) in Convolutions)
            {
                yield return ($"{stack}.{index}.weight", shape);
                yield return ($"{stack}.{index}.bias", [shape[0]]);
                foreach (var part in BatchNormParts) yield return ($"{stack}.{index + 1}.{part}", [shape[0]]);
            }
            foreach (var stack in new[] { "netfcaud", "netfclip" })
            {
                yield return ($"{stack}.0.weight", [512, 512]);
                yield return ($"{stack}.0.bias", [512]);
                foreach (var part in BatchNormParts) yield return ($"{stack}.1.{part}", [512]);
                yield return ($"{stack}.3.weight", [1024, 512]);
                yield return ($"{stack}.3.bias", [1024]);
            }
        }
    }

    private static (string Stack, int Index, long[] Shape)[] Convolutions =>
    [
        ("netcnnaud", 0, [64, 1, 3, 3]), ("netcnnaud", 4, [192, 64, 3, 3]), ("netcnnaud", 8, [384, 192, 3, 3]),
        ("netcnnaud", 11, [256, 384, 3, 3]), ("netcnnaud", 14, [256, 256, 3, 3]), ("netcnnaud", 18, [512, 256, 5, 4]),
        ("netcnnlip", 0, [96, 3, 5, 7, 7]), ("netcnnlip", 4, [256, 96, 1, 5, 5]), ("netcnnlip", 8, [256, 256, 1, 3, 3]),
        ("netcnnlip", 11, [256, 256, 1, 3, 3]), ("netcnnlip", 14, [256, 256, 1, 3, 3]), ("netcnnlip", 18, [512, 256, 1, 6, 6]),
    ];

    /// <summary>Loads the weights from a .safetensors file or a PyTorch zip file (.pth), with the authors' names.</summary>
    /// <exception cref="WeightsFileException">The file is damaged, or a tensor is absent or of another shape.</exception>
    public static SyncNetNetwork Load(string path)
    {
        using var scope = NewDisposeScope();
        if (!path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase)) return new SyncNetNetwork(PyTorchFile.Read(path), path);
        using var file = SafeTensorsFile.Open(path);
        return new SyncNetNetwork(file.ReadAll(), path);
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">A picture is not 224x224, the sound is not 16 kHz, or there are fewer than 6 frames.</exception>
    public (IReadOnlyList<float[]> Pictures, IReadOnlyList<float[]> Sounds) Embed(IReadOnlyList<Frame> frames, AudioClip sound, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(sound);
        if (sound.SampleRate != 16_000) throw new ArgumentException($"SyncNet hears 16 kHz, not {sound.SampleRate} Hz. Read the sound at that rate.", nameof(sound));
        // As the authors count: as many windows as picture and sound both have, less one window.
        var windows = Math.Min(frames.Count, sound.Samples.Length / SamplesAFrame) - Window;
        if (windows < 1) throw new ArgumentException($"SyncNet needs more than {Window} frames with sound; these are {frames.Count}.", nameof(frames));
        var cepstra = DeepSpeechCepstra.Cepstra(sound.Samples);
        var (pictures, sounds) = (new List<float[]>(), new List<float[]>());
        using var inference = no_grad();
        for (var first = 0; first < windows; first += Batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(Batch, windows - first);
            pictures.AddRange(Rows(EmbedPictures(stack([.. Enumerable.Range(first, count).Select(t => PictureWindow(frames, t))]))));
            sounds.AddRange(Rows(EmbedSounds(stack([.. Enumerable.Range(first, count).Select(t => SoundWindow(cepstra, t))]))));
        }
        return (pictures, sounds);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var weight in _weights.Values) weight.Dispose();
    }

    /// <summary>The picture stack.</summary>
    /// <param name="windows">[B, 15, 224, 224]: channel 5 c + t of frame t, colours in the order blue, green, red, 0..255.</param>
    internal Tensor EmbedPictures(Tensor windows)
    {
        // The first kernel spans all five frames, the others one: convolutions of pictures are all that is needed.
        var x = Block(windows, "netcnnlip", 0, 2, 0);
        x = Block(max_pool2d(x, 3, 2), "netcnnlip", 4, 2, 1);
        x = Block(max_pool2d(x, 3, 2, 1), "netcnnlip", 8, 1, 1);
        x = Block(Block(x, "netcnnlip", 11, 1, 1), "netcnnlip", 14, 1, 1);
        x = Block(max_pool2d(x, 3, 2), "netcnnlip", 18, 1, 0);
        return Head(x, "netfclip");
    }

    /// <summary>The sound stack.</summary>
    /// <param name="windows">[B, 1, 13, 20]: mel cepstra of 0.2 s.</param>
    internal Tensor EmbedSounds(Tensor windows)
    {
        var x = Block(Block(windows, "netcnnaud", 0, 1, 1), "netcnnaud", 4, 1, 1);
        x = Block(max_pool2d(x, [3, 3], [1, 2]), "netcnnaud", 8, 1, 1);
        x = Block(Block(x, "netcnnaud", 11, 1, 1), "netcnnaud", 14, 1, 1);
        x = Block(max_pool2d(x, 3, 2), "netcnnaud", 18, 1, 0);
        return Head(x, "netfcaud");
    }

    private Tensor Block(Tensor x, string stack, int index, long stride, long padding)
    {
        var weight = _weights[$"{stack}.{index}.weight"];
        // [out, in, time, y, x] -> [out, in * time, y, x].
        if (weight.dim() == 5) weight = weight.reshape(weight.shape[0], -1, weight.shape[3], weight.shape[4]);
        return relu(Normalised(conv2d(x, weight, _weights[$"{stack}.{index}.bias"], [stride, stride], [padding, padding]), stack, index + 1));
    }

    private Tensor Head(Tensor x, string stack)
    {
        x = x.reshape(x.shape[0], -1).matmul(_weights[$"{stack}.0.weight"].t()) + _weights[$"{stack}.0.bias"];
        x = relu(Normalised(x, stack, 1));
        return x.matmul(_weights[$"{stack}.3.weight"].t()) + _weights[$"{stack}.3.bias"];
    }

    private Tensor Normalised(Tensor x, string stack, int index) => batch_norm(
        x, _weights[$"{stack}.{index}.running_mean"], _weights[$"{stack}.{index}.running_var"], _weights[$"{stack}.{index}.weight"], _weights[$"{stack}.{index}.bias"], training: false, eps: Epsilon);

    private static Tensor PictureWindow(IReadOnlyList<Frame> frames, int first)
    {
        var planes = new List<Tensor>();
        for (var t = first; t < first + Window; t++)
        {
            if (frames[t].Width != InputSize || frames[t].Height != InputSize) throw new ArgumentException($"Frame {t} is {frames[t].Size}; SyncNet sees {InputSize}x{InputSize}.", nameof(frames));
            planes.Add(frames[t].ToTensor() * 255);
        }
        // [time, colour, y, x] -> colour blue first, then time.
        return stack(planes, 1).flip(0).reshape(3 * Window, InputSize, InputSize);
    }

    private static Tensor SoundWindow(float[] cepstra, int first)
    {
        var values = new float[Cepstra * CepstraAWindow];
        for (var row = 0; row < CepstraAWindow; row++)
            for (var c = 0; c < Cepstra; c++)
            {
                var at = ((first * CepstraAFrame) + row) * DeepSpeechCepstra.Coefficients + c;
                if (at < cepstra.Length) values[(c * CepstraAWindow) + row] = cepstra[at];
            }
        return tensor(values, [1, Cepstra, CepstraAWindow]);
    }

    private static IEnumerable<float[]> Rows(Tensor matrix) => matrix.contiguous().data<float>().ToArray().Chunk((int)matrix.shape[1]);

    private WeightsFileException Unfit(string name, string what)
        => new($"'{_path}' cannot be SyncNet v2: its tensor '{name}' {what}. Give the authors' weights as .safetensors or as a PyTorch zip file.");
}
