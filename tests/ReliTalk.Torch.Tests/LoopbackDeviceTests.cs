using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ReliTalk.Torch.Tests;

/// <summary>The pretend device is only worth something if it computes what the processor computes and counts what is there to be counted.</summary>
[NoTensorLeaks]
public sealed class LoopbackDeviceTests
{
    [LoopbackFact]
    public void It_computes_what_the_processor_computes_forwards_and_backwards()
    {
        using var scope = NewDisposeScope();
        using var generator = manual_seed(3);
        using var net = nn.Sequential(
            ("a", nn.Conv2d(3, 8, 3, padding: 1)), ("b", nn.GroupNorm(2, 8)), ("c", nn.SiLU()), ("d", nn.Conv2d(8, 8, 3, stride: 2, padding: 1)),
            ("e", nn.Upsample(scale_factor: [2, 2])), ("f", nn.ConvTranspose2d(8, 4, 4, 2, 1)), ("g", nn.Conv2d(4, 3, 1)));
        Tensor x = rand(2, 3, 16, 16), grid = rand(2, 10, 10, 2) * 2 - 1;

        (float Loss, float[][] Gradients) Run(Device device)
        {
            net.zero_grad();
            var y = F.grid_sample(net.call(x.to(device)), grid.to(device), align_corners: false);
            var loss = y.square().mean() + y[TensorIndex.Ellipsis, 1].abs().sum() * 0.1 + cat([y, y.flip(2)], 1).amax([1]).mean();
            loss.backward();
            return (loss.item<float>(), [.. net.parameters().Select(p => p.grad!.cpu().data<float>().ToArray())]);
        }

        var there = Run(CPU);
        net.to(LoopbackDevice.Device);
        Assert.All(net.parameters(), p => Assert.Equal(LoopbackDevice.Device.type, p.device_type));
        var here = Run(LoopbackDevice.Device);
        net.to(CPU);
        Assert.Equal(there.Loss, here.Loss, 1e-5f);
        foreach (var (a, b) in there.Gradients.Zip(here.Gradients))
            foreach (var (p, q) in a.Zip(b)) Assert.Equal(p, q, 1e-5f);
    }

    [LoopbackFact]
    public void It_counts_copies_in_both_directions_and_reads_of_elements()
    {
        using var scope = NewDisposeScope();
        var device = LoopbackDevice.Device;
        var before = LoopbackDevice.Traffic();
        var x = rand(4, 5).to(device);
        var y = (x * 2 + 1).sum();
        _ = y.item<float>();
        _ = x.cpu();
        _ = x[x.gt(0.5)];
        var seen = LoopbackDevice.Traffic() - before;
        Assert.Equal(1, seen.ToDevice);
        Assert.Equal(4 * 5 * 4, seen.BytesToDevice);
        Assert.Equal(2, seen.FromDevice);
        Assert.Equal(4 + 4 * 5 * 4, seen.BytesFromDevice);
        Assert.Equal(1, seen.Waits);
        Assert.True(seen.Operators >= 4);
    }

    [LoopbackFact]
    public void It_refuses_a_tensor_of_the_processor_among_its_own()
    {
        using var scope = NewDisposeScope();
        var x = rand(3).to(LoopbackDevice.Device);
        var error = Assert.ThrowsAny<Exception>(() => x + rand(3));
        Assert.Contains("same device", error.Message, StringComparison.Ordinal);
        using var sum = x + 1;
    }
}
