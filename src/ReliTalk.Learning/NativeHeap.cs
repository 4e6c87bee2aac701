using System.Runtime.InteropServices;

namespace ReliTalk.Learning;

/// <summary>The C heap that tensors live in. It keeps what was freed for the next step; between two phases of a training that is memory nobody uses.</summary>
public static partial class NativeHeap
{
    /// <summary>Gives freed pages back to the system where the C library can (glibc); elsewhere does nothing. Takes milliseconds: for ends of phases, not of steps.</summary>
    public static void Trim()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            malloc_trim(0);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library: it keeps its own counsel.
        }
    }

    [LibraryImport("libc")]
    private static partial int malloc_trim(nuint pad);
}
