using System.Diagnostics;
using System.Globalization;
using ReliTalk.Learning.Networks;
using ReliTalk.Learning.Optimisation;
using ReliTalk.Learning.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.Optimisation;

/// <summary>A training in a process of its own, which says every step on its standard output, so that a test can kill it in the middle.</summary>
internal static class ChildTraining
{
    public const string Result = "result.safetensors";
    private const string Checkpoint = "checkpoint.safetensors";

    public static Process Start(string folder, int steps)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { "exec", typeof(ChildTraining).Assembly.Location, "train", folder, steps.ToString(CultureInfo.InvariantCulture) },
        };
        // Code that the just-in-time compiler makes anew in the background would count as growth of the training.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        // The runtime lets as much garbage gather as the processor's cache holds, 300 MB on a large server: the first collection would come after the test.
        start.Environment["DOTNET_GCgen0size"] = "400000";
        return Process.Start(start)!;
    }

    public static int Run(string folder, int steps)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using var generator = manual_seed(5);
        using var net = new ResNetGenerator(new() { InputChannels = 3, OutputChannels = 3, Width = 8, Blocks = 1, Downsamplings = 1, EdgeKernel = 3 });
        using var light = nn.Parameter(zeros(9, 3));
        var picture = rand(2, 3, 16, 16);
        using var loop = new OptimisationLoop("child", new()
        {
            Seed = 11, Schedule = LearningRateSchedule.Cosine(5), CheckpointPath = Path.Combine(folder, Checkpoint), CheckpointEvery = 3,
        });
        loop.Add("net", net).Add("light", light, rate: 10);
        loop.Run(steps, step =>
        {
            var noisy = picture + 0.1 * randn(picture.shape);
            return new Losses
            {
                ["rgb"] = Loss.SquaredError(net.call(noisy), picture * step.Random.NextDouble()),
                ["light"] = Loss.SquaredError(light, ones(9, 3) * step.Random.NextDouble()),
            };
        }, new Reports());
        var weights = net.state_dict();
        weights.Add("light", light);
        SafeTensorsFile.Write(Path.Combine(folder, Result), weights);
        return 0;
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
            => Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Step} {Environment.WorkingSet}"));
    }
}
