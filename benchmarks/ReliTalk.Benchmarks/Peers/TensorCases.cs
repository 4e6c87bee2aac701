using ReliTalk.Learning.Networks;
using ReliTalk.Rendering.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ReliTalk.Benchmarks.Peers;

/// <summary>The cases of the peer table. benchmarks/peers/pytorch.py holds the same under the same names.</summary>
internal static class TensorCases
{
    internal static IEnumerable<TensorCase> All()
    {
        Tensor one = ones(1), watched = ones(1, requires_grad: true), other = ones(1);
        yield return new("add, 1 element", 20000, () =>
        {
            using Tensor y = one + other;
        });
        yield return new("add, 1 element, with graph", 20000, () =>
        {
            using Tensor y = watched + other;
        });
        yield return new("add in scopes of ten", 2000, () =>
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = one;
            for (int i = 0; i < 10; i++) x = x + other;
        });

        foreach (TensorCase c in Layer("conv2d 64-64 3x3 128px", 8, [1, 64, 128, 128], nn.Conv2d(64, 64, 3, padding: 1))) yield return c;
        foreach (TensorCase c in Layer("conv2d 32-64 3x3 64px b4", 16, [4, 32, 64, 64], nn.Conv2d(32, 64, 3, padding: 1))) yield return c;
        foreach (TensorCase c in Layer("conv-transpose 64-32 4x4s2 64px", 16, [1, 64, 64, 64], nn.ConvTranspose2d(64, 32, 4, 2, 1))) yield return c;
        foreach (TensorCase c in Layer("group-norm 8 of 64 128px", 16, [1, 64, 128, 128], nn.GroupNorm(8, 64))) yield return c;
        foreach (TensorCase c in Sampling()) yield return c;

        yield return Step("step F_local 16, 96px b4", 3, new LocalNetwork(16), [4, LocalNetwork.InputChannels, 96, 96]);
        yield return Step("step F_blend 16, 96px b4", 3, new BlendNetwork(16), [4, BlendNetwork.InputChannels, 96, 96]);
        var albedo = new ResNetGenerator(new ResNetGeneratorOptions { InputChannels = 3, OutputChannels = 3, Width = 16 });
        yield return Step("step F_albedo 16, 128px b2", 3, albedo, [2, 3, 128, 128]);
        foreach (var (name, precision) in new[] { ("", ConvolutionPrecision.Single), (", bfloat16", ConvolutionPrecision.BFloat16) })
        {
            var wide = new ResNetGenerator(new ResNetGeneratorOptions { InputChannels = 3, OutputChannels = 3, Width = 32, Precision = precision });
            yield return Step("step F_albedo 32, 256px b1" + name, 1, wide, [1, 3, 256, 256]);
        }
        yield return Step("step perceptron 64-128-128-4, 16384 rows", 5, Perceptron(), [16384, 64]);
    }

    private static Sequential Perceptron() =>
        nn.Sequential(("a", nn.Linear(64, 128)), ("b", nn.ReLU()), ("c", nn.Linear(128, 128)), ("d", nn.ReLU()), ("e", nn.Linear(128, 4)));

    private static IEnumerable<TensorCase> Layer(string name, int repeats, long[] size, nn.Module<Tensor, Tensor> layer)
    {
        Tensor x = randn(size), watched = randn(size, requires_grad: true);
        yield return new(name + " forward", repeats, () =>
        {
            using IDisposable none = no_grad();
            using Tensor y = layer.call(x);
        });
        yield return new(name + " both ways", repeats, () =>
        {
            using DisposeScope scope = NewDisposeScope();
            layer.zero_grad();
            watched.grad = null;
            layer.call(watched).sum().backward();
        });
    }

    private static IEnumerable<TensorCase> Sampling()
    {
        Tensor x = randn(2, 16, 128, 128), watched = randn(2, 16, 128, 128).requires_grad_(), grid = rand(2, 128, 128, 2) * 2 - 1, moving = (rand(2, 128, 128, 2) * 2 - 1).requires_grad_();
        yield return new("grid-sample 16ch 128px b2 forward", 10, () =>
        {
            using IDisposable none = no_grad();
            using Tensor y = F.grid_sample(x, grid, align_corners: false);
        });
        yield return new("grid-sample 16ch 128px b2 both ways", 10, () =>
        {
            using DisposeScope scope = NewDisposeScope();
            watched.grad = null;
            moving.grad = null;
            F.grid_sample(watched, moving, align_corners: false).sum().backward();
        });
    }

    private static TensorCase Step(string name, int repeats, nn.Module<Tensor, Tensor> network, long[] size)
    {
        Tensor x = rand(size), target;
        using (no_grad())
        using (Tensor y = network.call(x)) target = rand_like(y);
        var adam = optim.Adam(network.parameters(), 1e-3);
        return new(name, repeats, () =>
        {
            using DisposeScope scope = NewDisposeScope();
            network.zero_grad();
            F.l1_loss(network.call(x), target).backward();
            adam.step();
        });
    }
}
