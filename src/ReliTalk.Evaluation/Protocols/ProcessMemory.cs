using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ReliTalk.Evaluation;

/// <summary>What this process runs on and has taken.</summary>
internal static class ProcessMemory
{
    /// <summary>Processor count and operating system, without any name of the machine.</summary>
    public static string Machine => $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}";

    /// <summary>Largest resident size so far in MB (10^6 bytes).</summary>
    public static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
