namespace TorchSharp.Native;

// Native bytes of large tensors that no scope owns: the collector cannot see them, and would let forgotten ones pile up.
internal static class UnownedMemory
{
    // Telling the collector costs more than a small operator, so it hears of growth in steps, not of every tensor that comes and goes.
    private const long Step = 64L << 20;

    private static readonly Lock s_gate = new();
    private static long s_bytes;
    private static long s_told;

    internal static void Add(long bytes)
    {
        if (Interlocked.Add(ref s_bytes, bytes) >= Volatile.Read(ref s_told) + Step) Tell();
    }

    internal static void Remove(long bytes)
    {
        if (Interlocked.Add(ref s_bytes, -bytes) <= Volatile.Read(ref s_told) - 2 * Step) Tell();
    }

    private static void Tell()
    {
        long change;
        lock (s_gate)
        {
            change = Interlocked.Read(ref s_bytes) / Step * Step - s_told;
            s_told += change;
        }
        // Outside of the lock: the collector may run finalizers' threads that come here too.
        if (change > 0) GC.AddMemoryPressure(change);
        else if (change < 0) GC.RemoveMemoryPressure(-change);
    }
}
