using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ReliTalk.Torch.Tests;

// Expected values: PyTorch 1.13, run by hand, or worked out on paper where the arithmetic is short.
[NoTensorLeaks]
public sealed class FunctionalTests
{
    [Theory]
    [InlineData(GridSamplePaddingMode.Zeros, GridSampleMode.Bilinear, 0.5799994468688965f, 0f)]
    [InlineData(GridSamplePaddingMode.Zeros, GridSampleMode.Nearest, 0f, 0f)]
    [InlineData(GridSamplePaddingMode.Border, GridSampleMode.Bilinear, 5.799999713897705f, 11f)]
    [InlineData(GridSamplePaddingMode.Border, GridSampleMode.Nearest, 4f, 11f)]
    [InlineData(GridSamplePaddingMode.Reflection, GridSampleMode.Bilinear, 5.799999713897705f, 10.59999942779541f)]
    [InlineData(GridSamplePaddingMode.Reflection, GridSampleMode.Nearest, 4f, 11f)]
    public void Sampling_outside_follows_the_padding_mode(GridSamplePaddingMode padding, GridSampleMode mode, float first, float second)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor grid = tensor(new[] { -1.2f, 0.3f, 0.9f, 1.4f }, [1, 1, 2, 2]);
        Near([first, second], F.grid_sample(arange(12f).reshape(1, 1, 3, 4), grid, mode, padding, false));
    }

    [Fact]
    public void Bilinear_resampling_uses_the_given_factors()
    {
        using DisposeScope scope = NewDisposeScope();
        Near(
            [0f, 0.3823529779911041f, 0.9705883264541626f, 0.7647059559822083f, 1.1470589637756348f, 1.7352943420410156f, 1.9411766529083252f, 2.3235297203063965f, 2.9117648601531982f],
            F.interpolate(arange(4f).reshape(1, 1, 2, 2), scale_factor: [1.7, 1.7], mode: InterpolationMode.Bilinear, align_corners: false));
    }

    [Fact]
    public void Bicubic_antialiased_area_and_nearest_resampling_agree_with_PyTorch()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor small = arange(4f).reshape(1, 1, 2, 2), large = arange(16f).reshape(1, 1, 4, 4);
        Near([0f, 0.5f, 1f, 1f, 1.5f, 2f, 2f, 2.5f, 3f], F.interpolate(small, [3, 3], mode: InterpolationMode.Bicubic, align_corners: true));
        Near([3.5714287757873535f, 5.142857551574707f, 9.85714340209961f, 11.428571701049805f], F.interpolate(large, [2, 2], mode: InterpolationMode.Bilinear, antialias: true));
        Near([2.5f, 4.5f, 10.5f, 12.5f], F.interpolate(large, [2, 2], mode: InterpolationMode.Area));
        Near([0f, 2f, 8f, 10f], F.interpolate(large, [2, 2]));
    }

    [Fact]
    public void Same_padding_of_a_convolution_keeps_the_length()
    {
        using DisposeScope scope = NewDisposeScope();
        Near([-1f, -2f, -2f, -2f, -2f, 4f], F.conv1d_padding(arange(6f).reshape(1, 1, 6), tensor(new[] { 1f, 0f, -1f }, [1, 1, 3]), padding: Padding.Same));
    }

    [Theory]
    [InlineData(PaddingModes.Circular, new[] { 114f, 123f, 114f, 195f, 204f, 195f, 114f, 123f, 114f })]
    [InlineData(PaddingModes.Reflect, new[] { 96f, 114f, 120f, 186f, 204f, 210f, 168f, 186f, 192f })]
    public void A_convolution_pads_as_it_is_told(PaddingModes mode, float[] expected)
    {
        using DisposeScope scope = NewDisposeScope();
        using var conv = nn.Conv2d(1, 1, 3, padding: 1, padding_mode: mode, bias: false);
        using (no_grad()) conv.weight.copy_(arange(9f).reshape(1, 1, 3, 3));
        Near(expected, conv.call(arange(9f).reshape(1, 1, 3, 3)));
    }

    [Fact]
    public void Batch_normalisation_keeps_running_statistics()
    {
        using DisposeScope scope = NewDisposeScope();
        using var norm = nn.BatchNorm2d(3);
        Tensor y = norm.call(arange(24f).reshape(2, 3, 2, 2));
        Near([-1.2288477420806885f, -1.065001368522644f, -0.9011549949645996f, -0.7373086810112f], y[0, 0]);
        Near([0.75f, 1.149999976158142f, 1.5500000715255737f], norm.running_mean!);
        Near([5.1571431159973145f, 5.1571431159973145f, 5.1571431159973145f], norm.running_var!);
        norm.eval();
        Tensor use = norm.call(full(new long[] { 1, 3, 1, 1 }, 0.75f));
        Assert.Equal(0, use[0, 0, 0, 0].ToSingle(), 5);
    }

    [Fact]
    public void The_spectrogram_of_a_sine_has_PyTorchs_sum()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor s = stft(arange(10f).sin(), 4, 2, window: hann_window(4), return_complex: true);
        Assert.Equal([3, 6], s.shape);
        Assert.Equal(14.290078163146973, s.abs().sum().ToDouble(), 4);
    }

    [Fact]
    public void Attention_weights_average_the_values()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor q = zeros(1, 2, 4), k = randn(1, 3, 4), v = tensor(new[] { 1f, 2f, 6f }, [1, 3, 1]);
        Near([3f, 3f], F.scaled_dot_product_attention(q, k, v));
        Near([1f, 1.5f], F.scaled_dot_product_attention(q, k, v, is_casual: true));
    }

    [Fact]
    public void Losses_follow_their_formulas()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new[] { 0f, 2f }), b = tensor(new[] { 0.5f, 0f });
        Assert.Equal(1.25, F.l1_loss(a, b).ToDouble(), 6);
        Assert.Equal(2.125, F.mse_loss(a, b).ToDouble(), 6);
        Assert.Equal(4.25, F.mse_loss(a, b, nn.Reduction.Sum).ToDouble(), 6);
        Assert.Equal((0.125 + 1.5) / 2, F.smooth_l1_loss(a, b).ToDouble(), 6);
        Assert.Equal((0.125 + 0.5 * (2 - 0.25)) / 2, F.huber_loss(a, b, 0.5).ToDouble(), 6);
        Assert.Equal(Math.Log(2), F.binary_cross_entropy_with_logits(zeros(3), ones(3)).ToDouble(), 6);
        Assert.Equal(Math.Log(4), F.cross_entropy(zeros(2, 4), tensor(new long[] { 0, 3 })).ToDouble(), 6);
    }

    [Fact]
    public void Fold_undoes_unfold_where_windows_do_not_overlap()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = arange(32f).reshape(1, 2, 4, 4);
        Tensor columns = F.unfold(x, 2, stride: 2);
        Assert.Equal([1, 8, 4], columns.shape);
        Assert.True(F.fold(columns, 4, 2, stride: 2).allclose(x));
    }

    [Fact]
    public void Normalised_vectors_have_length_one_and_zero_stays_zero()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor n = F.normalize(tensor(new[] { 3f, 4f, 0f, 0f }, [2, 2]), dim: 1);
        Near([0.6f, 0.8f, 0f, 0f], n);
    }

    private static void Near(float[] expected, Tensor actual)
    {
        float[] values = actual.detach().contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < values.Length; i++) Assert.True(Math.Abs(expected[i] - values[i]) < 2e-5f * Math.Max(1, Math.Abs(expected[i])), $"element {i}: {expected[i]} and {values[i]}");
    }
}
