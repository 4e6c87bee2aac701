using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Torch.Tests;

[NoTensorLeaks]
public sealed class MatrixProductTests
{
    // Every combination of layouts reaches the BLAS entry point with other transposition letters and leading dimensions.
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 1, 7)]
    [InlineData(1, 9, 3)]
    [InlineData(17, 33, 65)]
    [InlineData(128, 64, 200)]
    public void Single_precision_products_agree_with_a_plain_loop_in_every_layout(int rows, int columns, int inner)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(5);
        Tensor a = randn(rows, inner), b = randn(inner, columns), c = randn(rows, columns);
        float[] expected = Plain(a, b, rows, columns, inner);
        Tensor aColumns = a.t().contiguous().t(), bColumns = b.t().contiguous().t();
        Tensor aWide = zeros(rows, inner + 3), bWide = zeros(inner, columns + 2);
        aWide[TensorIndex.Colon, TensorIndex.Slice(0, inner)] = a;
        bWide[TensorIndex.Colon, TensorIndex.Slice(0, columns)] = b;
        foreach (Tensor left in new[] { a, aColumns, aWide[TensorIndex.Colon, TensorIndex.Slice(0, inner)] })
        {
            foreach (Tensor right in new[] { b, bColumns, bWide[TensorIndex.Colon, TensorIndex.Slice(0, columns)] })
            {
                Near(expected, left.mm(right));
                Near(expected, left.unsqueeze(0).bmm(right.unsqueeze(0))[0]);
            }
        }
        float[] added = [.. c.data<float>().ToArray().Zip(expected, (x, y) => 0.5f * x + 2 * y)];
        Near(added, c.addmm(a, b, 0.5f, 2));
    }

    [Fact]
    public void Products_are_the_same_bits_every_time()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(6);
        Tensor a = randn(300, 200), b = randn(200, 100), first = a.mm(b);
        for (int i = 0; i < 5; i++) Assert.True(first.Equals(a.mm(b)));
    }

    [Fact]
    public void An_empty_inner_dimension_gives_zeros()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Equal([0f, 0, 0, 0], zeros(2, 0).mm(zeros(0, 2)).data<float>().ToArray());
    }

    private static float[] Plain(Tensor a, Tensor b, int rows, int columns, int inner)
    {
        float[] x = a.data<float>().ToArray(), y = b.data<float>().ToArray();
        var result = new float[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < inner; k++) sum += (double)x[i * inner + k] * y[k * columns + j];
                result[i * columns + j] = (float)sum;
            }
        }
        return result;
    }

    private static void Near(float[] expected, Tensor actual)
    {
        float[] values = actual.contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < values.Length; i++) Assert.True(Math.Abs(expected[i] - values[i]) < 2e-4f, $"element {i}: {expected[i]} and {values[i]}");
    }
}
