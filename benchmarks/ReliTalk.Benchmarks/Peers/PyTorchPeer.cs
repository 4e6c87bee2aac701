using System.Diagnostics;
using System.Globalization;

namespace ReliTalk.Benchmarks.Peers;

/// <summary>A Python process with PyTorch that does a case on request and says how long it took.</summary>
internal sealed class PyTorchPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly Process _process;

    private PyTorchPeer(Process process, string version)
    {
        _process = process;
        Version = version;
    }

    internal string Version { get; }

    /// <summary>Starts the peer; null where Python or PyTorch is absent.</summary>
    internal static PyTorchPeer? Start(int threads)
    {
        if (!File.Exists(Python)) return null;
        var start = new ProcessStartInfo(Python)
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "peers", "pytorch.py"), threads.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["OPENBLAS_NUM_THREADS"] = "1", ["OMP_WAIT_POLICY"] = "PASSIVE" },
        };
        var process = Process.Start(start)!;
        if (process.StandardOutput.ReadLine() is { } version && version.StartsWith("PyTorch", StringComparison.Ordinal)) return new PyTorchPeer(process, version);
        process.Kill();
        process.Dispose();
        return null;
    }

    /// <summary>Does a case and gives the processor time of one repeat, milliseconds; null where the peer has no such case.</summary>
    internal double? Measure(string name, int repeats)
    {
        _process.StandardInput.WriteLine($"{repeats}\t{name}");
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The peer ended in the case '{name}'.");
        return answer == "-" ? null : double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000)) _process.Kill();
        _process.Dispose();
    }
}
