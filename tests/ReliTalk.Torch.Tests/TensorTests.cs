using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Torch.Tests;

[NoTensorLeaks]
public sealed class TensorTests
{
    [Fact]
    public void A_dimension_can_be_split_into_several()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor split = arange(12L).reshape(2, 6).unflatten(1, 3, 2);
        Assert.Equal([2, 3, 2], split.shape);
        Assert.Equal(9, split[1, 1, 1].item<long>());
    }

    [Fact]
    public void Subscripts_read_views_and_copies()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = arange(24).reshape(2, 3, 4);
        Assert.Equal(17, t[1, 1, 1].ToInt64());
        Assert.Equal([4L, 5, 6, 7], t[0, 1].data<long>().ToArray());
        Assert.Equal([2, 2], t[TensorIndex.Colon, TensorIndex.Slice(1), 2].shape);
        Assert.Equal([3L, 7, 11], t[0, TensorIndex.Ellipsis, ^1].data<long>().ToArray());
        Assert.Equal([1, 3, 2], t[0..1, .., 1..3].shape);
        Assert.Equal([2, 1, 3, 4], t[TensorIndex.Colon, TensorIndex.None].shape);
        Assert.Equal([0L, 2], t[0, 0, TensorIndex.Slice(step: 2)].data<long>().ToArray());
        Assert.Equal([20L, 8], t[tensor(new long[] { 1, 0 }), 2, 0].data<long>().ToArray());
        Assert.Equal([22L, 23], t[t > 21].data<long>().ToArray());
        Tensor mask = tensor(new[] { true, false, true });
        Assert.Equal([2, 2, 4], t[TensorIndex.Colon, TensorIndex.Tensor(mask)].shape);
        Tensor plane = ones(3, 4).to_type(ScalarType.Bool);
        Assert.Equal([2, 12], t[TensorIndex.Colon, TensorIndex.Tensor(plane)].shape);
        Assert.ThrowsAny<Exception>(() => t[0, 0, 0, 0]);
    }

    [Fact]
    public void Subscripts_write_in_place()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = zeros(3, 3);
        t[1] = ones(3);
        t[TensorIndex.Colon, 0] = tensor(5f);
        t[2, 2] = 7;
        t.index_put_(tensor(1f), [tensor(new long[] { 0, 0 }), tensor(new long[] { 1, 1 })], true);
        Assert.Equal([5f, 2, 0, 5, 1, 1, 5, 0, 7], t.data<float>().ToArray());
        t[t == 5] = tensor(-1f);
        Assert.Equal(3, (t == -1).sum().ToInt64());
    }

    [Fact]
    public void Numbers_work_on_both_sides_of_operators()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = tensor(new[] { 1f, 2f, 4f });
        Assert.Equal([0f, -1, -3], (1 - t).data<float>().ToArray());
        Assert.Equal([1f, 0.5f, 0.25f], (1 / t).data<float>().ToArray());
        Assert.Equal([3f, 4, 6], (2 + t).data<float>().ToArray());
        Assert.Equal([0.5f, 1, 2], (t * 0.5f).data<float>().ToArray());
        Assert.Equal([1f, 0, 0], (t % 2).data<float>().ToArray());
        Assert.Equal([false, true, true], (t >= 2).data<bool>().ToArray());
        Assert.Equal([true, false, false], (2 > t).data<bool>().ToArray());
        Assert.Equal([-1f, -2, -4], (-t).data<float>().ToArray());
        Assert.Equal(ScalarType.Float32, (tensor(new[] { 1, 2 }) * 0.5).dtype);
        Assert.Equal(ScalarType.Int64, (tensor(new long[] { 1 }) + 1).dtype);
    }

    [Fact]
    public void Reductions_and_order_agree_with_arithmetic()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = tensor(new[] { 3f, 1, 2, 6, 5, 4 }, [2, 3]);
        Assert.Equal([9f, 6, 6], t.sum(0L).data<float>().ToArray());
        Assert.Equal([2f, 5], t.mean([1]).data<float>().ToArray());
        (Tensor values, Tensor at) = t.max(1);
        Assert.Equal([3f, 6], values.data<float>().ToArray());
        Assert.Equal([0L, 0], at.data<long>().ToArray());
        Assert.Equal(3.5, t.var().ToDouble(), 5);
        Assert.Equal([1f, 1], t.std(1).data<float>().ToArray());
        (Tensor sorted, Tensor order) = t.sort(1, descending: true);
        Assert.Equal([3f, 2, 1, 6, 5, 4], sorted.data<float>().ToArray());
        Assert.Equal([0L, 2, 1, 0, 1, 2], order.data<long>().ToArray());
        Assert.Equal([6f, 5], t.topk(2).values[1].data<float>().ToArray());
        Assert.Equal(Math.Sqrt(91), t.norm().ToDouble(), 5);
        (Tensor unique, _, Tensor? counts) = tensor(new long[] { 3, 1, 3 }).unique(return_counts: true);
        Assert.Equal([1L, 3], unique.data<long>().ToArray());
        Assert.Equal([1L, 2], counts!.data<long>().ToArray());
    }

    [Fact]
    public void Data_is_read_in_the_order_of_the_indices()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = arange(6f).reshape(2, 3).t();
        Assert.Equal([0f, 3, 1, 4, 2, 5], t.data<float>().ToArray());
        Assert.Equal(4f, t.data<float>()[1, 1]);
        t.data<float>()[2, 0] = 9;
        Assert.Equal(9f, t[2, 0].ToSingle());
        Assert.Throws<InvalidOperationException>(() => t.bytes.Length);
        Assert.Equal(24, t.contiguous().bytes.Length);
        Assert.Throws<IndexOutOfRangeException>(() => t.data<float>()[3, 0]);
    }

    [Fact]
    public void Arrays_of_any_rank_become_tensors()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = tensor(new[,] { { 1.0, 2.0, 3.0 }, { 4.0, 5.0, 6.0 } }, dtype: float32);
        Assert.Equal([2, 3], t.shape);
        Assert.Equal([1f, 2, 3, 4, 5, 6], t.data<float>().ToArray());
        Assert.Equal([1, 2, 1], from_array(new byte[1, 2, 1]).shape);
        Assert.Equal(6f, tensor(new List<float> { 1, 2, 3 }).sum().ToSingle());
        Assert.Throws<ArgumentException>(() => tensor(new[] { 1f, 2f }, [3]));
    }

    [Fact]
    public void A_buffer_shares_the_arrays_memory()
    {
        float[] array = [1, 2, 3, 4];
        using (Tensor t = frombuffer(array, ScalarType.Float32, 2, 1))
        {
            t.mul_(10);
            Assert.Equal([1f, 20, 30, 4], array);
        }
    }

    [Fact]
    public void Bytes_written_to_a_stream_read_back()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = randn(1000, 7), back = zeros(1000, 7);
        using var stream = new MemoryStream();
        t.WriteBytesToStream(stream);
        Assert.Equal(28000, stream.Length);
        stream.Position = 0;
        back.ReadBytesFromStream(stream);
        Assert.True(t.Equals(back));
        stream.Position = 4;
        Assert.Throws<EndOfStreamException>(() => back.ReadBytesFromStream(stream));
    }

    [Fact]
    public void Gradient_modes_nest_and_restore()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(1, requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((x * 2).requires_grad);
        }
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Gradients_add_up_until_cleared_and_grad_leaves_them_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(3f, requires_grad: true);
        x.pow(2).backward();
        x.pow(2).backward();
        Assert.Equal(12, x.grad!.ToSingle());
        Assert.Equal(27, autograd.grad([x.pow(3)], [x])[0].ToSingle());
        Assert.Equal(12, x.grad!.ToSingle());
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void Linear_algebra_solves_and_factors()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new[,] { { 4.0, 1.0 }, { 1.0, 3.0 } }), b = tensor(new[,] { { 1.0 }, { 2.0 } });
        Assert.Equal([1.0 / 11, 7.0 / 11], linalg.solve(a, b).data<double>().ToArray(), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal(11, linalg.det(a).ToDouble(), 10);
        (Tensor u, Tensor s, Tensor vh) = linalg.svd(a);
        Assert.True(u.matmul(s.diag()).matmul(vh).allclose(a));
        (Tensor values, Tensor vectors) = linalg.eigh(a);
        Assert.True(vectors.matmul(values.diag()).matmul(vectors.t()).allclose(a));
        (Tensor q, Tensor r) = linalg.qr(a);
        Assert.True(q.matmul(r).allclose(a));
        Assert.True(linalg.lstsq(a, b).Solution.allclose(linalg.solve(a, b)));
        Assert.True(fft.irfft(fft.rfft(a), 2).allclose(a));
        Assert.True(einsum("ij,jk->ik", a, b).allclose(a.mm(b)));
    }

    [Fact]
    public void Many_arguments_and_long_lists_cross_the_bridge()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] parts = [.. Enumerable.Range(0, 300).Select(i => tensor((float)i).reshape(1))];
        Tensor joined = cat(parts);
        Assert.Equal(300 * 299 / 2, joined.sum().ToSingle());
        Tensor[] back = joined.split([.. Enumerable.Repeat(1L, 300)]);
        Assert.Equal(299f, back[^1].ToSingle());
    }
}
