using ReliTalk.Learning.Networks;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.Networks;

[NoTensorLeaks]
public sealed class ConvolutionPrecisionTests
{
    private static ResNetGenerator Generator(ConvolutionPrecision precision)
        => new(new() { InputChannels = 3, OutputChannels = 3, Width = 8, Blocks = 2, Downsamplings = 1, EdgeKernel = 5, Precision = precision });

    [Fact]
    public void BFloat16_follows_single_precision_in_pictures_and_gradients_and_draws_exactly_like_it()
    {
        using var scope = NewDisposeScope();
        using var exact = Generator(ConvolutionPrecision.Single);
        using var rough = Generator(ConvolutionPrecision.BFloat16);
        rough.load_state_dict(exact.state_dict());
        Tensor x = rand(2, 3, 32, 32), y = rand(2, 3, 32, 32);

        var (a, b) = (exact.call(x), rough.call(x));
        Assert.Equal(ScalarType.Float32, b.dtype);
        Assert.InRange((a - b).abs().max().item<float>(), 0, 0.03f);
        (a - y).square().mean().backward();
        (b - y).square().mean().backward();
        var (p, q) = (Gradient(exact), Gradient(rough));
        Assert.InRange((p * q).sum().item<float>() / (p.norm() * q.norm()).item<float>(), 0.98f, 1.0001f);

        using (no_grad()) Assert.Equal(0, (exact.call(x) - rough.call(x)).abs().max().item<float>());

        static Tensor Gradient(nn.Module network) => cat([.. network.parameters().Select(w => w.grad!.reshape(-1))], 0);
    }

    [LoopbackFact]
    public void A_device_that_is_not_the_processor_stays_in_single_precision()
    {
        using var scope = NewDisposeScope();
        using var exact = Generator(ConvolutionPrecision.Single);
        using var rough = Generator(ConvolutionPrecision.BFloat16);
        rough.load_state_dict(exact.state_dict());
        var x = rand(1, 3, 16, 16).to(LoopbackDevice.Device);
        exact.to(LoopbackDevice.Device);
        rough.to(LoopbackDevice.Device);
        Assert.Equal(0, (exact.call(x) - rough.call(x)).abs().max().item<float>());
    }
}
