using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests;

[NoTensorLeaks]
public sealed class ColorSpaceTests
{
    /// <summary>Values of the sRGB standard's curve worked out by hand: 0.5 is 21.404 % of the light, 18 % grey is 0.4614.</summary>
    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(0.04f, 0.0030959752f)]
    [InlineData(0.5f, 0.21404114f)]
    [InlineData(0.46135613f, 0.18f)]
    [InlineData(1f, 1f)]
    public void Both_directions_follow_the_standard(float encoded, float linear)
    {
        Assert.Equal(linear, ColorSpace.ToLinear(encoded), 1e-6f);
        Assert.Equal(encoded, ColorSpace.ToSrgb(linear), 1e-6f);
        using var scope = NewDisposeScope();
        Assert.Equal(linear, ColorSpace.ToLinear(tensor(new[] { encoded })).item<float>(), 1e-6f);
        Assert.Equal(encoded, ColorSpace.ToSrgb(tensor(new[] { linear })).item<float>(), 1e-6f);
    }

    [Fact]
    public void The_table_of_8_bit_values_agrees_with_the_curve()
    {
        Span<float> linear = stackalloc float[3];
        ColorSpace.ToLinear([0, 128, 255], linear);
        Assert.Equal([0f, ColorSpace.ToLinear(128 / 255f), 1f], linear.ToArray());
    }

    [Fact]
    public void Light_brighter_than_white_survives_the_round_trip()
        => Assert.Equal(3.7f, ColorSpace.ToLinear(ColorSpace.ToSrgb(3.7f)), 1e-5f);

    [Fact]
    public void The_gradient_is_finite_at_black_and_below()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { -0.1f, 0f, 0.5f }).requires_grad_();
        (ColorSpace.ToSrgb(x).sum() + ColorSpace.ToLinear(x).sum()).backward();
        var gradient = x.grad!.data<float>().ToArray();
        Assert.Equal(12.92f + 1 / 12.92f, gradient[0], 1e-4f);
        Assert.Equal(12.92f + 1 / 12.92f, gradient[1], 1e-4f);
        // 0.44 * 0.5^(1/2.4 - 1) and 2.4 / 1.055 * ((0.5 + 0.055) / 1.055)^1.4, by hand.
        Assert.Equal(0.658586f + 0.925544f, gradient[2], 1e-3f);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("cpu")]
    [InlineData("cuda:2")]
    public void A_device_name_survives_the_round_trip(string name) => Assert.Equal(name, ComputeDevice.Parse(name).ToString());

    [Fact]
    public void A_device_that_is_not_there_is_reported_with_the_way_out()
    {
        Assert.Equal(ComputeDevice.Cuda(), ComputeDevice.Parse("CUDA"));
        Assert.Equal(DeviceType.CPU, ComputeDevice.Cpu.Resolve().type);
        Assert.Throws<FormatException>(() => ComputeDevice.Parse("gpu"));
        Assert.Contains("cpu", Assert.Throws<BackendMissingException>(() => ComputeDevice.Cuda(99).Resolve()).Message);
    }
}
