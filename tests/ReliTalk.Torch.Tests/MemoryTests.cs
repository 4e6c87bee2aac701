using System.Diagnostics;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ReliTalk.Torch.Tests;

[NoTensorLeaks]
[Collection(AloneCollection.Name)]
public sealed class MemoryTests
{
    [Fact]
    public void A_thousand_training_steps_keep_the_memory_flat()
    {
        using DisposeScope all = NewDisposeScope();
        using var net = nn.Sequential(
            ("a", nn.Conv2d(3, 16, 3, padding: 1)), ("b", nn.GroupNorm(4, 16)), ("c", nn.SiLU()), ("d", nn.Conv2d(16, 16, 3, stride: 2, padding: 1)),
            ("e", nn.Upsample(scale_factor: [2, 2])), ("f", nn.Conv2d(16, 3, 1)));
        using var adam = optim.Adam(net.parameters());
        using Tensor x = rand(1, 3, 32, 32), y = rand(1, 3, 32, 32);
        for (int i = 0; i < 200; i++) Step();
        long before = ResidentBytes(), tensors = Tensor.TotalCount;
        for (int i = 0; i < 1000; i++) Step();
        long after = ResidentBytes();
        Assert.InRange(Tensor.TotalCount, tensors - 2000, tensors + 2000);
        // Other tests of this process run beside: they get 24 MiB on top of the two per cent.
        Assert.True(after < before * 1.02 + (24 << 20), $"{before >> 20} MiB before, {after >> 20} MiB after a thousand steps");

        void Step()
        {
            using DisposeScope scope = NewDisposeScope();
            net.zero_grad();
            F.l1_loss(net.call(x), y).backward();
            adam.step();
        }
    }

    private static long ResidentBytes()
    {
        using Process self = Process.GetCurrentProcess();
        self.Refresh();
        return self.WorkingSet64;
    }
}
