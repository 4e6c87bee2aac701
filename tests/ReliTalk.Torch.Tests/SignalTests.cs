using System.Runtime.InteropServices;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Torch.Tests;

/// <summary>The .NET runtime signals threads to stop them; a signal must not write over the memory of an operator that runs.</summary>
[NoTensorLeaks]
[Collection(AloneCollection.Name)]
public sealed partial class SignalTests
{
    // Where signals reach a thread in the middle of a product, this ends the whole process by a damaged heap, or a value is wrong.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Signals_during_matrix_products_leave_the_heap_whole(int threads)
    {
        if (!OperatingSystem.IsLinux()) return;
        using PosixSignalRegistration handled = PosixSignalRegistration.Create(PosixSignal.SIGCONT, context => context.Cancel = true);
        int before = get_num_threads(), product = 0, sent = 0;
        bool done = false;
        var sender = new Thread(() =>
        {
            while (Volatile.Read(ref product) == 0 && !Volatile.Read(ref done)) Thread.Yield();
            for (; !Volatile.Read(ref done); sent++)
            {
                _ = tgkill(Environment.ProcessId, product, SigCont);
                Thread.SpinWait(500);
            }
        });
        sender.Start();
        try
        {
            set_num_threads(threads);
            Volatile.Write(ref product, gettid());
            for (int round = 0; round < 3000; round++)
            {
                using DisposeScope scope = NewDisposeScope();
                // Blocks of many sizes come and go, so that the product's workspace lies between others.
                Tensor[] blocks = [.. Enumerable.Range(0, 16).Select(i => ones(25 + ((round * 37) + (i * 101)) % 750))];
                for (int i = 0; i < blocks.Length; i += 2) blocks[i].Dispose();
                Assert.Equal(64 * 64 * 387, ones(64, 387).mm(ones(387, 64)).sum().item<float>());
                for (int i = 1; i < blocks.Length; i += 2) Assert.Equal(blocks[i].shape[0], blocks[i].sum().item<float>());
            }
        }
        finally
        {
            Volatile.Write(ref done, true);
            sender.Join();
            set_num_threads(before);
        }
        Assert.True(sent > 1000, $"only {sent} signals were sent");
    }

    private const int SigCont = 18;

    [LibraryImport("libc")]
    private static partial int gettid();

    [LibraryImport("libc")]
    private static partial int tgkill(int process, int thread, int signal);
}
