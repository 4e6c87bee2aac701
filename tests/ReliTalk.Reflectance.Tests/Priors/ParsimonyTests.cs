using ReliTalk.Reflectance.Priors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ReliTalk.Reflectance.Tests.Priors;

public sealed class ParsimonyTests
{
    [Fact]
    public void The_entropy_of_four_pixels_equals_the_sum_written_out_by_hand()
    {
        using var scope = NewDisposeScope();
        float[] values = [0.2f, 0.25f, 0.7f, 0.71f];
        var albedo = tensor((float[])[.. values, .. values, .. values], [3, 2, 2]);

        var entropy = Parsimony.Entropy(albedo, arange(4, dtype: int64), bins: 8).item<float>();

        var histogram = new double[8];
        for (var b = 0; b < 8; b++)
            foreach (var v in values) histogram[b] += Math.Exp(-0.5 * Math.Pow((v - (b + 0.5) / 8) * 8, 2));
        var total = histogram.Sum();
        Assert.Equal(-histogram.Sum(h => h / total * Math.Log(h / total)), entropy, 3);
    }

    [Fact]
    public void One_albedo_is_more_parsimonious_than_many()
    {
        using var scope = NewDisposeScope();
        var one = Parsimony.Entropy(full([3, 8, 8], 0.4f), arange(64, dtype: int64)).item<float>();
        var many = Parsimony.Entropy(linspace(0, 1, 192).reshape(3, 8, 8), arange(64, dtype: int64)).item<float>();
        Assert.True(one < many);
    }

    [Fact]
    public void Only_the_sampled_pixels_count_and_receive_a_gradient()
    {
        using var scope = NewDisposeScope();
        var albedo = rand(3, 4, 4).requires_grad_();
        Parsimony.Entropy(albedo, tensor((long[])[1, 5])).backward();
        var gradient = albedo.grad!.abs().sum(0L).reshape(-1).data<float>().ToArray();
        for (var i = 0; i < 16; i++)
            if (i is 1 or 5) Assert.True(gradient[i] > 0);
            else Assert.Equal(0f, gradient[i]);
    }
}
