using BenchmarkDotNet.Running;
using ReliTalk.Benchmarks;
using ReliTalk.Benchmarks.Peers;

// peers [--json FILE] [--rounds N] [--only TEXT]: the table against PyTorch. Anything else goes to BenchmarkDotNet.
if (args is ["peers", .. var rest]) return PeerTable.Run(rest);
BenchmarkSwitcher.FromAssembly(typeof(TensorBenchmarks).Assembly).Run(args);
return 0;
