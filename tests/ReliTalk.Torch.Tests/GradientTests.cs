using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ReliTalk.Torch.Tests;

// Derivatives through the bridge against central differences, in double precision.
public sealed class GradientTests
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;

    [Fact]
    public void Convolution_sampling_normalisation_and_accumulation_differentiate_together()
    {
        manual_seed(1);
        Tensor x = randn(1, 3, 6, 6, float64), w = randn(4, 3, 3, 3, float64), grid = rand(1, 5, 5, 2, float64) * 1.6 - 0.8;
        Tensor scale = randn(5, float64), shift = randn(5, float64), values = randn(4, float64), weights = randn(100, float64);
        Tensor at = tensor(new long[] { 0, 3, 3, 99 });
        Check(
            p =>
            {
                Tensor y = F.grid_sample(F.conv2d(p[0], p[1], padding: [1]), p[2], align_corners: false);
                Tensor flat = F.layer_norm(y, [5], p[3], p[4]).reshape(100);
                flat = flat.clone().index_put_(p[5], [at], true);
                return (flat * flat * weights).sum();
            },
            x, w, grid, scale, shift, values);
    }

    [Fact]
    public void Transposed_convolution_and_group_norm_differentiate()
    {
        manual_seed(2);
        Check(
            p => (F.group_norm(F.conv_transpose2d(p[0], p[1], p[2], strides: [2, 2], padding: [1, 1]), 2, p[3], p[4]).tanh() * 0.5).pow(2).sum(),
            randn(2, 3, 4, 4, float64), randn(3, 4, 4, 4, float64), randn(4, float64), randn(4, float64), randn(4, float64));
    }

    [Fact]
    public void The_eikonal_term_differentiates_twice()
    {
        manual_seed(3);
        Tensor points = randn(20, 3, float64);
        Check(
            p =>
            {
                Tensor q = points.clone().requires_grad_();
                Tensor f = F.linear(F.softplus(F.linear(q, p[0], p[1]), 10), p[2]);
                Tensor n = autograd.grad([f.sum()], [q], retain_graph: true, create_graph: true)[0];
                return (n.norm(1) - 1).pow(2).mean();
            },
            randn(8, 3, float64), randn(8, float64), randn(1, 8, float64));
    }

    private static void Check(Func<Tensor[], Tensor> f, params Tensor[] parameters)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor p in parameters) p.requires_grad = true;
        f(parameters).backward();
        for (int k = 0; k < parameters.Length; k++)
        {
            Tensor p = parameters[k].detach();
            double[] analytic = parameters[k].grad!.contiguous().data<double>().ToArray();
            double largest = analytic.Max(Math.Abs);
            Assert.True(largest > 0, $"parameter {k} has no gradient");
            var data = p.view(-1).data<double>();
            for (long i = 0; i < data.Count; i += Math.Max(1, data.Count / 40))
            {
                double before = data[i];
                data[i] = before + Step;
                double up = f(parameters).ToDouble();
                data[i] = before - Step;
                double down = f(parameters).ToDouble();
                data[i] = before;
                Assert.True(Math.Abs((up - down) / (2 * Step) - analytic[i]) < Tolerance * Math.Max(1, largest), $"parameter {k}, element {i}: {(up - down) / (2 * Step)} and {analytic[i]}");
            }
        }
    }
}
