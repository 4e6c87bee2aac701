using ReliTalk.Learning.Optimisation;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.Optimisation;

/// <summary>Expected values are worked out by hand.</summary>
[NoTensorLeaks]
public sealed class LossTests
{
    [Fact]
    public void Errors_are_means()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new[] { 1f, 2f, 3f, 4f });
        var b = tensor(new[] { 1f, 0f, 6f, 4f });
        Assert.Equal(13f / 4, Loss.SquaredError(a, b).item<float>(), 1e-6f);
        Assert.Equal(5f / 4, Loss.AbsoluteError(a, b).item<float>(), 1e-6f);
        Assert.Equal(2.5f, Loss.Magnitude(-a).item<float>(), 1e-6f);
    }

    [Fact]
    public void A_mask_weighs_pixels_and_counts_every_channel()
    {
        using var scope = NewDisposeScope();
        var a = zeros(1, 2, 2, 2);
        var b = tensor(new[] { 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f }).reshape(1, 2, 2, 2);
        var mask = tensor(new[] { 1f, 0f, 0f, 0.5f }).reshape(1, 1, 2, 2);
        // Channel 1: 1 + 0.5 * 16; channel 2: 25 + 0.5 * 64; weights 2 * 1.5.
        Assert.Equal((1 + 8 + 25 + 32) / 3f, Loss.SquaredError(a, b, mask).item<float>(), 1e-4f);
        Assert.Equal((1 + 2 + 5 + 4) / 3f, Loss.AbsoluteError(a, b, mask).item<float>(), 1e-5f);
        Assert.Equal(0, Loss.SquaredError(a, b, zeros(1, 1, 2, 2)).item<float>());
    }

    [Fact]
    public void Total_variation_sums_the_squared_steps_to_the_right_and_below()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0f, 1f, 3f, 5f, 5f, 5f }).reshape(1, 1, 2, 3);
        // Right: 1, 4, 0, 0; below: 25, 16, 4.
        Assert.Equal(5f / 4 + 45f / 3, Loss.TotalVariation(x).item<float>(), 1e-5f);
        var mask = tensor(new[] { 1f, 1f, 0f, 1f, 1f, 1f }).reshape(1, 1, 2, 3);
        Assert.Equal((1f + 0 + 0) / 3 + 41f / 2, Loss.TotalVariation(x, mask).item<float>(), 1e-4f);
    }
}
