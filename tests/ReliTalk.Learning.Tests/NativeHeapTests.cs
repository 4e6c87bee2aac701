using System.Diagnostics;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests;

// Alone: a training beside it trims the same heap when it ends.
[Collection(AloneCollection.Name)]
[NoTensorLeaks]
public sealed class NativeHeapTests
{
    [Fact]
    public void Trimming_gives_freed_tensors_memory_back_to_the_system()
    {
        if (!File.Exists("/proc/self/statm") || !HasGlibc()) return;
        // 512 MiB in blocks small enough to lie in the heap; the last one stays and keeps the heap from shrinking by itself.
        using Tensor last = Fill();
        long held = Resident();
        NativeHeap.Trim();
        long left = Resident();
        Assert.True(held - left > 300L << 20, $"{held >> 20} MiB before, {left >> 20} MiB after");

        static Tensor Fill()
        {
            using var scope = NewDisposeScope();
            for (int i = 0; i < 1024; i++) ones(1 << 17);
            return ones(1 << 10).DetachFromDisposeScope();
        }
    }

    private static bool HasGlibc() => File.ReadLines("/proc/self/maps").Any(line => line.Contains("libc.so.6", StringComparison.Ordinal));

    private static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
