using ReliTalk.Learning.Networks;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.Networks;

/// <summary>
/// Parameter counts and values of the same networks written in PyTorch 1.13 with torch.nn: parameter k of the module is filled with
/// 0.1 sin(0.37 i + k), the input is sin(0.05 i).
/// </summary>
[NoTensorLeaks]
public sealed class NetworkBlockTests
{
    [Fact]
    public void ResNet_of_the_default_width_computes_what_PyTorch_computes()
        => Check(() => new ResNetGenerator(new() { InputChannels = 3, OutputChannels = 3 }), [1, 3, 64, 64],
            495011, [0.524946f, 0.524845f, 0.524853f], 0.530611f, 0.517271f);

    [Fact]
    public void ResNet_with_other_options_computes_what_PyTorch_computes()
        => Check(() => new ResNetGenerator(new()
        {
            InputChannels = 6, OutputChannels = 3, Width = 8, Blocks = 2, Downsamplings = 1, EdgeKernel = 3, Output = OutputRange.MinusOneToOne,
        }), [2, 6, 16, 16], 12363, [-0.299183f, -0.299153f, -0.297814f], -0.014015f, -0.076932f);

    // With gradients the channels lie first in memory, without them last.
    [Theory]
    [InlineData(1, 64)]
    [InlineData(1, 24)]
    [InlineData(3, 16)]
    public void ResNet_draws_the_same_picture_with_gradients_and_without(long batch, long side)
    {
        using var scope = NewDisposeScope();
        using var net = new ResNetGenerator(new() { InputChannels = 5, OutputChannels = 3, Width = 16, Blocks = 2, Downsamplings = 2, EdgeKernel = 5, Norm = NormKind.Group });
        var input = rand(batch, 5, side, side);
        var expected = net.call(input);
        Assert.True(expected.requires_grad);
        using var noGradient = no_grad();
        var actual = net.call(input);
        Assert.False(actual.requires_grad);
        Assert.True(actual.is_contiguous());
        Assert.True((actual - expected).abs().max().item<float>() < 1e-5f);
    }

    [Fact]
    public void UNet_of_depth_8_ends_in_one_pixel_and_computes_what_PyTorch_computes()
        => Check(() => new UNet(new() { InputChannels = 6, OutputChannels = 1 }), [1, 6, 256, 256],
            2450769, [0.466453f, 0.459959f, 0.460029f], 0.478488f, 0.469058f);

    [Fact]
    public void UNet_of_depth_3_computes_what_PyTorch_computes()
        => Check(() => new UNet(new() { InputChannels = 6, OutputChannels = 1, Width = 8, Depth = 3 }), [2, 6, 16, 16],
            18185, [0.496569f, 0.466638f, 0.459158f], 0.566306f, 0.56672f);

    [Fact]
    public void Dilated_UNet_computes_what_PyTorch_computes()
        => Check(() => new DilatedUNet(new() { InputChannels = 9, OutputChannels = 3 }), [1, 9, 40, 40],
            64851, [0.512022f, 0.515704f, 0.515509f], 0.495772f, 0.508703f);

    [Fact]
    public void Self_attention_computes_what_PyTorch_computes()
        => Check(() => new SelfAttention1d(16), [2, 16, 8], 341, [0.0f, 0.049979f, 0.099833f], 0.182599f, 0.00167f);

    [Fact]
    public void Self_attention_starts_as_the_identity()
    {
        using var scope = NewDisposeScope();
        using var attention = new SelfAttention1d(16);
        var x = randn(2, 16, 8);
        Assert.Equal(0, (attention.call(x) - x).abs().max().item<float>());
    }

    [Fact]
    public void UNet_says_which_picture_it_cannot_halve()
    {
        using var scope = NewDisposeScope();
        using var net = new UNet(new() { InputChannels = 3, OutputChannels = 1, Depth = 4 });
        Assert.Contains("40x32", Assert.Throws<ArgumentException>(() => net.call(zeros(1, 3, 32, 40))).Message);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new UNet(new() { InputChannels = 3, OutputChannels = 1, Depth = 9 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResNetGenerator(new() { InputChannels = 3, OutputChannels = 1, EdgeKernel = 4 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DilatedUNet(new() { InputChannels = 3, OutputChannels = 1, Dilations = [] }));
    }

    [Theory]
    [InlineData(9, 5)]
    [InlineData(8, 4)]
    public void A_strided_block_in_time_rounds_the_length_up(long length, long expected)
    {
        using var scope = NewDisposeScope();
        using var block = new ConvBlock1d(4, 7, kernel: 5, stride: 2);
        Assert.Equal([1, 7, expected], block.call(zeros(1, 4, length)).shape);
    }

    private static void Check(Func<nn.Module<Tensor, Tensor>> create, long[] shape, long parameters, float[] first, float last, float mean)
    {
        using var scope = NewDisposeScope();
        var net = create();
        using var noGradient = no_grad();
        using (net)
        {
            Assert.Equal(parameters, net.parameters().Sum(parameter => parameter.numel()));
            var index = 0;
            foreach (var parameter in net.parameters()) Fill(parameter, 0.1, 0.37, index++);
            var input = zeros(shape);
            Fill(input, 1, 0.05, 0);
            var output = net.call(input);
            Assert.Equal(shape[0], output.shape[0]);
            Assert.Equal(shape[2..], output.shape[2..]);
            var values = output.contiguous().data<float>().ToArray();
            for (var i = 0; i < first.Length; i++) Assert.Equal(first[i], values[i], 2e-5f);
            Assert.Equal(last, values[^1], 2e-5f);
            Assert.Equal(mean, (float)values.Average(value => (double)value), 2e-5f);
        }
    }

    private static void Fill(Tensor target, double amplitude, double frequency, int phase)
    {
        var values = new float[target.numel()];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(amplitude * Math.Sin(frequency * i + phase));
        target.copy_(tensor(values).reshape(target.shape));
    }
}
