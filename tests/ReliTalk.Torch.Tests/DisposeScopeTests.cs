using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Torch.Tests;

[NoTensorLeaks]
public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_created_inside()
    {
        Tensor a, b;
        using (NewDisposeScope())
        {
            a = zeros(3);
            b = a + 1;
            Assert.False(a.IsInvalid);
        }
        Assert.True(a.IsInvalid);
        Assert.True(b.IsInvalid);
        Assert.ThrowsAny<InvalidOperationException>(() => a.shape);
    }

    [Fact]
    public void A_result_moves_to_the_outer_scope_and_dies_with_it()
    {
        Tensor result;
        using (DisposeScope outer = NewDisposeScope())
        {
            using (NewDisposeScope()) result = (ones(2) * 3).MoveToOuterDisposeScope();
            Assert.True(outer.Contains(result));
            Assert.Equal(6, result.sum().ToSingle());
        }
        Assert.True(result.IsInvalid);
    }

    [Fact]
    public void Moving_out_of_the_outermost_scope_gives_the_tensor_to_the_caller()
    {
        Tensor kept;
        using (NewDisposeScope()) kept = ones(2).MoveToOuterDisposeScope();
        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void Detached_tensors_outlive_every_scope_and_attached_ones_do_not()
    {
        Tensor detached, attached = ones(1);
        using (NewDisposeScope())
        using (DisposeScope inner = NewDisposeScope())
        {
            detached = ones(1).DetachFromDisposeScope();
            inner.Attach(attached);
        }
        Assert.False(detached.IsInvalid);
        Assert.True(attached.IsInvalid);
        detached.Dispose();
    }

    [Fact]
    public void Everything_but_the_kept_is_disposed_and_the_scope_stays_open()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = ones(1), b = ones(1), c = ones(1);
        Tensor kept = scope.DisposeEverythingBut(b);
        Assert.Same(b, kept);
        Assert.True(a.IsInvalid && c.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
        Tensor d = ones(1);
        Assert.True(scope.Contains(d));
    }

    [Fact]
    public void Disposing_a_tensor_takes_it_out_of_its_scope()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] many = [.. Enumerable.Range(0, 3000).Select(_ => ones(1))];
        for (int i = 0; i < many.Length; i += 2) many[i].Dispose();
        Assert.Equal(1500, scope.DisposablesCount);
        Tensor late = ones(1);
        scope.DisposeEverything();
        Assert.All(many, t => Assert.True(t.IsInvalid));
        Assert.True(late.IsInvalid);
    }

    [Fact]
    public void A_scope_closed_out_of_order_keeps_the_others()
    {
        DisposeScope outer = NewDisposeScope(), inner = NewDisposeScope();
        Tensor a = ones(1);
        outer.Dispose();
        Assert.False(a.IsInvalid);
        Assert.Same(inner, CurrentDisposeScope);
        inner.Dispose();
        Assert.True(a.IsInvalid);
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void Every_thread_has_its_own_scopes()
    {
        using DisposeScope mine = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() => other = ones(1));
        thread.Start();
        thread.Join();
        Assert.False(mine.Contains(other!));
        other!.Dispose();
        Assert.Equal(0, mine.DisposablesCount);
    }

    [Fact]
    public void Forgotten_tensors_are_released_by_the_collector() => AssertCollected(() =>
    {
        for (int i = 0; i < 200; i++) ones(1);
    });

    [Fact]
    public void Tensors_taken_out_of_a_scope_and_forgotten_are_released_by_the_collector() => AssertCollected(() =>
    {
        using var scope = NewDisposeScope();
        for (int i = 0; i < 100; i++) ones(1).DetachFromDisposeScope();
        for (int i = 0; i < 100; i++) ones(1).MoveToOuterDisposeScope();
    });

    [Fact]
    public void Tensors_of_a_scope_that_a_thread_left_open_are_released_by_the_collector() => AssertCollected(() =>
    {
        NewDisposeScope();
        for (int i = 0; i < 200; i++) ones(1);
    });

    [Fact]
    public void A_tensor_in_use_outlives_the_thread_that_left_its_scope_open()
    {
        Tensor kept = null!;
        var thread = new Thread(() =>
        {
            NewDisposeScope();
            kept = full(1, 7f);
        });
        thread.Start();
        thread.Join();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal(7f, kept.item<float>());
        kept.Dispose();
    }

    private static void AssertCollected(Action forget)
    {
        long before = Tensor.TotalCount;
        Forget(forget);
        for (int i = 0; i < 300 && Tensor.TotalCount > before + 20; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(10);
        }
        Assert.True(Tensor.TotalCount <= before + 20, $"{Tensor.TotalCount - before} tensors still live");

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget(Action forget)
        {
            var thread = new Thread(() => forget());
            thread.Start();
            thread.Join();
        }
    }
}
