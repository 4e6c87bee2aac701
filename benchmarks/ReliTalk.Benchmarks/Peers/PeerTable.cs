using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace ReliTalk.Benchmarks.Peers;

/// <summary>Measures every case here and in PyTorch, in turns, and prints the medians.</summary>
internal static class PeerTable
{
    private const int Threads = 1;

    internal static int Run(string[] args)
    {
        string? json = Option(args, "--json"), only = Option(args, "--only");
        int rounds = int.Parse(Option(args, "--rounds") ?? "7", CultureInfo.InvariantCulture);
        set_num_threads(Threads);
        manual_seed(1);
        using PyTorchPeer? peer = PyTorchPeer.Start(Threads);
        Console.WriteLine($"libtorch {__version__} through this binding; peer: {peer?.Version ?? "none (needs /usr/bin/python3 with torch)"}");
        Console.WriteLine($"processor time of the process, {Threads} thread, median of {rounds} rounds in turns");
        Console.WriteLine($"{"case",-44} {"ours ms",12} {"PyTorch ms",12} {"ratio",7}  quartiles of the rounds' ratios");
        var rows = new List<Row>();
        foreach (TensorCase c in TensorCases.All())
        {
            if (only is not null && !c.Name.Contains(only, StringComparison.OrdinalIgnoreCase)) continue;
            Row row = Measure(c, peer, rounds);
            rows.Add(row);
            string theirs = row.PyTorchMs is { } p ? p.ToString("F5", CultureInfo.InvariantCulture) : "-";
            string ratio = row.Ratio is { } r ? r.ToString("F2", CultureInfo.InvariantCulture) : "-";
            string spread = row.Ratio is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{row.LowerQuartile:F2} - {row.UpperQuartile:F2}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Case,-44} {row.OursMs,12:F5} {theirs,12} {ratio,7}  {spread}"));
        }
        if (json is not null) File.WriteAllText(json, JsonSerializer.Serialize(rows, new JsonSerializerOptions { WriteIndented = true }));
        return 0;
    }

    private static Row Measure(TensorCase c, PyTorchPeer? peer, int rounds)
    {
        var ours = new List<double>();
        var theirs = new List<double>();
        // The first round of both is thrown away: compilation, caches, the optimiser's state.
        for (int round = -1; round < rounds; round++)
        {
            double a = Time(c);
            double? b = peer?.Measure(c.Name, c.Repeats);
            if (round < 0) continue;
            ours.Add(a);
            if (b is { } value) theirs.Add(value);
        }
        double mine = Quantile(ours, 0.5);
        if (theirs.Count == 0) return new Row(c.Name, mine, null, null, null, null);
        List<double> ratios = [.. ours.Zip(theirs, (a, b) => a / b)];
        double peers = Quantile(theirs, 0.5);
        return new Row(c.Name, mine, peers, mine / peers, Quantile(ratios, 0.25), Quantile(ratios, 0.75));
    }

    private static double Time(TensorCase c)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < c.Repeats; i++) c.Work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / c.Repeats;
    }

    private static double Quantile(List<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        return sorted[below] + (at - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }

    private static string? Option(string[] args, string name)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    private sealed record Row(string Case, double OursMs, double? PyTorchMs, double? Ratio, double? LowerQuartile, double? UpperQuartile);
}
