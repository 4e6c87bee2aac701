using BenchmarkDotNet.Attributes;
using ReliTalk.Benchmarks.Peers;

namespace ReliTalk.Benchmarks;

/// <summary>The cases of the peer table under BenchmarkDotNet, with allocations.</summary>
[MemoryDiagnoser]
public class TensorBenchmarks
{
    private readonly Dictionary<string, TensorCase> _cases = TensorCases.All().ToDictionary(c => c.Name);
    private Action _work = () => { };

    /// <summary>Names of the cases.</summary>
    public IEnumerable<string> Names => _cases.Keys;

    /// <summary>The case measured.</summary>
    [ParamsSource(nameof(Names))]
    public string Case { get; set; } = "";

    /// <summary>Picks the case.</summary>
    [GlobalSetup]
    public void Setup()
    {
        TorchSharp.torch.set_num_threads(1);
        _work = _cases[Case].Work;
    }

    /// <summary>The case once.</summary>
    [Benchmark]
    public void Work() => _work();
}
