using ReliTalk.Audio.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Audio.LipMesh;

/// <summary>
/// From a window of speech features to the lips' pose: float32 [T, 16, D] to [T, 6]. Three convolutions over the 16 steps and two linear layers. Only the phone
/// posteriors are used, as logarithms: synthesised and real voices agree there far better than in their spectra.
/// </summary>
internal sealed class LipMeshNetwork : Module<Tensor, Tensor>
{
    private readonly Conv1d conv1;
    private readonly Conv1d conv2;
    private readonly Conv1d conv3;
    private readonly Linear hidden;
    private readonly Linear output;

    private const double LeastPosterior = 0.02;
    private const double InputNoise = 0.3;
    private const double InputDropout = 0.1;

    internal LipMeshNetwork(int dimension, int width) : base(nameof(LipMeshNetwork))
    {
        Dimension = dimension;
        Width = width;
        conv1 = Conv1d(dimension, width, 3L, padding: 1L);
        conv2 = Conv1d(width, width, 3L, stride: 2L, padding: 1L);
        conv3 = Conv1d(width, width, 3L, stride: 2L, padding: 1L);
        hidden = Linear(width * FeatureTrack.WindowSteps / 4, 64);
        output = Linear(64, LipPose.Count);
        RegisterComponents();
    }

    internal int Dimension { get; }

    internal int Width { get; }

    public override Tensor forward(Tensor windows)
    {
        using var scope = NewDisposeScope();
        var x = (windows.narrow(2, 0, Dimension) + LeastPosterior).log().transpose(1, 2);
        // Voices differ in how sure the phones sound: noise keeps the network from relying on it.
        if (training) x = functional.dropout(x + randn_like(x) * InputNoise, InputDropout, training);
        x = functional.leaky_relu(conv1.call(x), 0.1);
        x = functional.leaky_relu(conv2.call(x), 0.1);
        x = functional.leaky_relu(conv3.call(x), 0.1);
        x = functional.leaky_relu(hidden.call(x.flatten(1)), 0.1);
        return output.call(x).MoveToOuterDisposeScope();
    }
}
