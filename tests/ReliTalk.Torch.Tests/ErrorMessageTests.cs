using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace ReliTalk.Torch.Tests;

public sealed class ErrorMessageTests
{
    [Fact]
    public void A_wrong_kind_names_operator_and_argument()
    {
        using Tensor a = ones(2);
        var e = Assert.Throws<ExternalException>(() => Call.Tensor(Ops.add_Tensor, a, "two"));
        Assert.Contains("aten::add.Tensor", e.Message);
        Assert.Contains("argument 'other'", e.Message);
        Assert.Contains("takes a tensor, but a string was given", e.Message);
        Assert.DoesNotContain("INTERNAL ASSERT", e.Message);
    }

    [Fact]
    public void A_missing_tensor_names_operator_and_argument()
    {
        using Tensor a = ones(2, 2);
        var e = Assert.Throws<ExternalException>(() => Call.Tensor(Ops.clamp, a, (string)"low"));
        Assert.Contains("argument 'min'", e.Message);
    }

    [Fact]
    public void Missing_and_surplus_arguments_are_reported()
    {
        using Tensor a = ones(2);
        Assert.Contains("argument 'other' (number 2) is missing", Assert.Throws<ExternalException>(() => Call.Tensor(Ops.maximum, a)).Message);
        Assert.Contains("3 were given", Assert.Throws<ExternalException>(() => Call.Tensor(Ops.maximum, a, a, a)).Message);
    }

    [Fact]
    public void An_operator_that_does_not_exist_is_named() =>
        Assert.Contains("aten::no_such_operator", Assert.Throws<ExternalException>(() => Call.Run(new Op("no_such_operator"))).Message);

    [Theory]
    [InlineData(new long[] { 2, 3 }, new long[] { 4, 5 })]
    [InlineData(new long[] { 3 }, new long[] { 4 })]
    [InlineData(new long[] { 7, 2, 3 }, new long[] { 7, 2, 3 })]
    [InlineData(new long[0], new long[] { 3 })]
    public void A_matrix_product_that_does_not_fit_is_refused_before_the_call(long[] left, long[] right)
    {
        using Tensor a = ones(left), b = ones(right);
        var e = Assert.Throws<ArgumentException>(() => a.matmul(b));
        Assert.Contains($"[{string.Join(", ", left)}]", e.Message);
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_carry_ATens_message()
    {
        using Tensor a = ones(2), b = ones(3);
        Assert.Contains("must match", Assert.Throws<ExternalException>(() => a + b).Message);
    }

    [Fact]
    public void Reading_with_the_wrong_type_says_what_the_tensor_holds()
    {
        using Tensor a = ones(1, dtype: float64);
        Assert.Contains("Float64", Assert.Throws<ArgumentException>(() => a.item<float>()).Message);
        Assert.Contains("Float64", Assert.Throws<ArgumentException>(() => a.data<float>()).Message);
    }

    [Fact]
    public void A_device_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentException>(() => device("gpu"));
        Assert.Throws<ArgumentException>(() => device("cuda:one"));
        Assert.Equal(3, device("cuda:3").index);
        Assert.Equal("cuda:3", device("cuda:3").ToString());
        Assert.Equal(-1, device("cpu").index);
    }

    [Fact]
    public void Work_on_an_absent_card_fails_with_a_message()
    {
        if (cuda.is_available()) return;
        Assert.Equal(0, cuda.device_count());
        var e = Assert.Throws<ExternalException>(() => zeros(1, device: CUDA));
        Assert.Contains("CUDA", e.Message);
    }
}
