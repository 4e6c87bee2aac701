using System.Diagnostics;

namespace ReliTalk.Evaluation;

/// <summary>What this process has taken.</summary>
internal static class ProcessMemory
{
    /// <summary>Largest resident size so far in MB (10^6 bytes).</summary>
    public static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
