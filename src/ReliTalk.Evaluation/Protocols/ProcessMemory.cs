using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ReliTalk.Evaluation;

/// <summary>What this process runs on and has taken.</summary>
internal static class ProcessMemory
{
    private const string ForgetPeak = "5";

    /// <summary>Processor count and operating system, without any name of the machine.</summary>
    public static string Machine => $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}";

    /// <summary>The processor's name where the system tells it, else its architecture.</summary>
    public static string Processor
        => FirstValue("/proc/cpuinfo", "model name") ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>Largest resident size in MB (10^6 bytes), since the start or the last <see cref="ForgetPeakMegabytes"/>.</summary>
    public static double PeakMegabytes()
    {
        if (FirstValue("/proc/self/status", "VmHWM") is { } kibibytes && double.TryParse(kibibytes.Split(' ')[0], CultureInfo.InvariantCulture, out var value)) return value * 1024 / 1e6;
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    /// <summary>Begins a new peak where the system can (Linux); elsewhere the peak stays that of the whole process.</summary>
    public static void ForgetPeakMegabytes()
    {
        try
        {
            if (OperatingSystem.IsLinux()) File.WriteAllText("/proc/self/clear_refs", ForgetPeak);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A sandbox may forbid it; the figure is then an upper bound.
        }
    }

    private static string? FirstValue(string file, string key)
    {
        if (!File.Exists(file)) return null;
        foreach (var line in File.ReadLines(file))
            if (line.StartsWith(key, StringComparison.Ordinal) && line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) return line[(colon + 1)..].Trim();
        return null;
    }
}
