using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Torch.Tests;

[NoTensorLeaks]
public sealed class OperatorTests
{
    [Fact]
    public void Functions_of_one_number_are_those_of_the_runtime()
    {
        (string Name, Func<Tensor, Tensor> Ours, Func<double, double> Theirs, double[] At)[] cases =
        [
            ("abs", x => x.abs(), Math.Abs, [-2, 0, 3]), ("acos", x => x.acos(), Math.Acos, [-0.5, 0.3]), ("acosh", x => x.acosh(), Math.Acosh, [1.5, 4]),
            ("asin", x => x.asin(), Math.Asin, [-0.5, 0.3]), ("asinh", x => x.asinh(), Math.Asinh, [-2, 0.3]), ("atan", x => x.atan(), Math.Atan, [-2, 0.3]),
            ("atanh", x => x.atanh(), Math.Atanh, [-0.5, 0.3]), ("ceil", x => x.ceil(), Math.Ceiling, [-1.5, 1.2]), ("cosh", x => x.cosh(), Math.Cosh, [-1, 2]),
            ("deg2rad", x => x.deg2rad(), d => d * Math.PI / 180, [-90, 30]), ("exp", x => x.exp(), Math.Exp, [-1, 2]), ("exp2", x => x.exp2(), d => Math.Pow(2, d), [-1, 2.5]),
            ("expm1", x => x.expm1(), d => Math.Exp(d) - 1, [-1, 0.5]), ("floor", x => x.floor(), Math.Floor, [-1.5, 1.2]), ("frac", x => x.frac(), d => d - Math.Truncate(d), [-1.5, 1.25]),
            ("log", x => x.log(), Math.Log, [0.5, 7]), ("log10", x => x.log10(), Math.Log10, [0.5, 7]), ("log1p", x => x.log1p(), d => Math.Log(1 + d), [-0.5, 7]),
            ("log2", x => x.log2(), Math.Log2, [0.5, 7]), ("neg", x => x.neg(), d => -d, [-2, 3]), ("rad2deg", x => x.rad2deg(), d => d * 180 / Math.PI, [-1, 2]),
            ("reciprocal", x => x.reciprocal(), d => 1 / d, [-2, 0.5]), ("round", x => x.round(), d => Math.Round(d), [-1.5, 0.5, 2.4]), ("rsqrt", x => x.rsqrt(), d => 1 / Math.Sqrt(d), [0.25, 9]),
            ("sigmoid", x => x.sigmoid(), d => 1 / (1 + Math.Exp(-d)), [-2, 3]), ("sign", x => x.sign(), d => Math.Sign(d), [-2, 0, 3]), ("sin", x => x.sin(), Math.Sin, [-2, 3]),
            ("sinh", x => x.sinh(), Math.Sinh, [-1, 2]), ("sqrt", x => x.sqrt(), Math.Sqrt, [0.25, 9]), ("tan", x => x.tan(), Math.Tan, [-1, 0.5]), ("tanh", x => x.tanh(), Math.Tanh, [-1, 0.5]),
            ("trunc", x => x.trunc(), Math.Truncate, [-1.5, 1.7]),
        ];
        foreach (var (name, ours, theirs, at) in cases)
        {
            using var scope = NewDisposeScope();
            double[] values = ours(tensor(at)).data<double>().ToArray();
            for (int i = 0; i < at.Length; i++) Assert.True(Math.Abs(values[i] - theirs(at[i])) < 1e-12, $"{name}({at[i]}) is {values[i]}, not {theirs(at[i])}");
            // The form that writes into its own tensor has the same name and an underscore.
            if (typeof(Tensor).GetMethod(name + "_", Type.EmptyTypes) is not { } inPlace) continue;
            Tensor x = tensor(at);
            Assert.Same(x, inPlace.Invoke(x, null));
            Assert.Equal(values, x.data<double>().ToArray());
        }
    }

    [Fact]
    public void Picking_sorting_and_counting_agree_with_lists()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor((double[])[3, -1, 4, 1, -5, 9], [2, 3]);
        Assert.Equal([2L, 2L], x.argmax(1).data<long>().ToArray());
        Assert.Equal([1L, 1L], x.argmin(1).data<long>().ToArray());
        Assert.Equal([3.0, 2, 6, 1, -4, 5], x.cumsum(1).data<double>().ToArray());
        Assert.Equal([4.0, 1], x.gather(1, tensor((long[])[2, 0], [2, 1])).data<double>().ToArray());
        Assert.Equal([4.0, 3, -1, 9, 1, -5], x.index_select(1, tensor((long[])[2, 0, 1])).data<double>().ToArray());
        Assert.Equal([3.0, 4, 1, 9], x.masked_select(x.gt(0)).data<double>().ToArray());
        Assert.Equal([3.0, -1, 4, 1, -5, 9, 3, -1, 4, 1, -5, 9], x.repeat(2, 1).data<double>().ToArray());
        Assert.Equal([4.0, 3, -1, 9, 1, -5], x.roll(1, 1).data<double>().ToArray());
        Assert.Equal([3.0, 0, 4, 1, 0, 9], where(x.gt(0), x, x.zeros_like()).data<double>().ToArray());
        Assert.Equal([-1.0, -5], x.amin([1]).data<double>().ToArray());
    }
}
