using ReliTalk.Learning.Networks;
using ReliTalk.Learning.Optimisation;
using ReliTalk.Testing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.Optimisation;

[NoTensorLeaks]
[Collection(AloneCollection.Name)]
public sealed class OptimisationLoopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relitalk-loop-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>torch.optim.Adam and AdamW of PyTorch 1.13 on (a - 3)^2 + 10 (b + 1)^2 + 0.5 c^4, five steps, c with twice the learning rate.</summary>
    [Theory]
    [InlineData(null, 0.0, 0.498221f, -0.492036f, 1.067845f)]
    [InlineData(1.0, 0.1, 0.492125f, -0.491684f, 0.891179f)]
    public void Five_steps_of_Adam_are_those_of_PyTorch(double? clip, double decay, float a, float b, float c)
    {
        using var scope = NewDisposeScope();
        using var p = nn.Parameter(tensor(new[] { 0f, 0f }));
        using var q = nn.Parameter(tensor(new[] { 2f }));
        using var loop = new OptimisationLoop("test", new() { LearningRate = 0.1, GradientClip = clip, WeightDecay = decay });
        loop.Add("p", p).Add("q", q, rate: 2);
        loop.Run(5, _ => new Losses { ["all"] = (p[0] - 3).square() + 10 * (p[1] + 1).square() + 0.5 * q.pow(4).sum() });
        Assert.Equal(a, p[0].item<float>(), 1e-5f);
        Assert.Equal(b, p[1].item<float>(), 1e-5f);
        Assert.Equal(c, q[0].item<float>(), 1e-5f);
    }

    [Fact]
    public void Two_runs_with_one_seed_are_equal_bit_for_bit_and_another_seed_differs()
    {
        var first = Train(seed: 7, steps: 12);
        Assert.Equal(first, Train(seed: 7, steps: 12));
        Assert.NotEqual(first, Train(seed: 8, steps: 12));
    }

    [Fact]
    public void A_cancelled_run_that_is_resumed_equals_the_unbroken_one()
    {
        var unbroken = Train(seed: 7, steps: 12);
        var path = Path.Combine(_folder, "resumed.safetensors");
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train(7, 12, path, step => { if (step == 4) cancellation.Cancel(); }, cancellation.Token));
        var seen = new List<int>();
        Assert.Equal(unbroken, Train(7, 12, path, seen.Add));
        Assert.Equal(5, seen[0]);
    }

    [Fact]
    public void A_finished_checkpoint_is_loaded_and_nothing_is_run_again()
    {
        var path = Path.Combine(_folder, "done.safetensors");
        var trained = Train(7, 6, path);
        var seen = new List<int>();
        Assert.Equal(trained, Train(7, 6, path, seen.Add));
        Assert.Empty(seen);
    }

    [Fact]
    public void Cancellation_takes_effect_within_one_step()
    {
        using var cancellation = new CancellationTokenSource();
        var seen = new List<int>();
        Assert.Throws<OperationCanceledException>(() => Train(1, 1000, null, step =>
        {
            seen.Add(step);
            if (step == 3) cancellation.Cancel();
        }, cancellation.Token));
        Assert.Equal([0, 1, 2, 3], seen);
    }

    [Fact]
    public void A_term_that_is_not_a_number_is_named_with_its_step_and_changes_nothing()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(_folder, "good.safetensors");
        using var p = nn.Parameter(tensor(new[] { 1f }));
        using var loop = new OptimisationLoop("reflectance", new() { CheckpointPath = path, CheckpointEvery = 2 });
        loop.Add("p", p);
        var before = 0f;
        var error = Assert.Throws<TrainingDivergedException>(() => loop.Run(10, step =>
        {
            before = p.item<float>();
            return new Losses { ["rgb"] = p.square().sum(), ["smooth"] = step.Index == 5 ? p.sum() * float.NaN : p.sum() };
        }));
        Assert.Equal(("reflectance", "smooth", 5), (error.Stage, error.Term, error.Step));
        Assert.Equal(before, p.item<float>());
        using var again = new OptimisationLoop("reflectance", new() { CheckpointPath = path });
        again.Add("p", p);
        again.Run(4, _ => throw new InvalidOperationException("nothing is left to do"));
        Assert.Equal(4, again.StepsDone);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_caught_before_it_reaches_the_weights()
    {
        using var scope = NewDisposeScope();
        using var p = nn.Parameter(zeros(1));
        using var loop = new OptimisationLoop("test");
        loop.Add("p", p);
        var error = Assert.Throws<TrainingDivergedException>(() => loop.Run(3, _ => new Losses { ["root"] = p.abs().sqrt().sum() * 1e30 + p.sqrt().sum() }));
        Assert.Equal(("gradient", 0), (error.Term, error.Step));
        Assert.Equal(0f, p.item<float>());
    }

    [Fact]
    public void Reports_hold_the_weighted_terms_and_count_the_steps()
    {
        using var scope = NewDisposeScope();
        using var p = nn.Parameter(ones(1));
        using var loop = new OptimisationLoop("local", new() { LearningRate = 1e-9, Weights = new() { ["perceptual"] = 100 } });
        loop.Add("p", p);
        var reports = new Reports();
        var result = loop.Run(3, _ => new Losses { ["rgb"] = p.sum(), ["perceptual"] = p.sum() * 2 }, reports);
        Assert.Equal([1, 2, 3], reports.Seen.Select(report => report.Step));
        Assert.All(reports.Seen, report =>
        {
            Assert.Equal(("local", 3), (report.Stage, report.TotalSteps));
            Assert.Equal(1, report.Terms["rgb"], 1e-5);
            Assert.Equal(200, report.Terms["perceptual"], 1e-3);
            Assert.Equal(201, report.Loss!.Value, 1e-3);
        });
        Assert.Equal(TimeSpan.Zero, reports.Seen[^1].Remaining);
        Assert.Equal(3, result.StepsRun);
        Assert.Equal(201, result.Loss!.Value, 1e-3);
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused_and_nothing_is_changed()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(_folder, "mine.safetensors");
        using var p = nn.Parameter(ones(2));
        using (var loop = new OptimisationLoop("one", new() { CheckpointPath = path })) loop.Add("p", p).Run(1, _ => new Losses { ["x"] = p.sum() });

        using var q = nn.Parameter(ones(3));
        using var otherShape = new OptimisationLoop("one", new() { CheckpointPath = path });
        otherShape.Add("p", q);
        Assert.Contains("another shape", Assert.Throws<WeightsFileException>(() => otherShape.Run(2, _ => new Losses { ["x"] = q.sum() })).Message);
        Assert.Equal([1f, 1f, 1f], q.data<float>().ToArray());
        using var otherStage = new OptimisationLoop("two", new() { CheckpointPath = path });
        otherStage.Add("p", p);
        Assert.Contains("'one'", Assert.Throws<WeightsFileException>(() => otherStage.Run(2, _ => new Losses { ["x"] = p.sum() })).Message);
    }

    [Fact]
    public void A_loop_says_what_it_lacks()
    {
        using var scope = NewDisposeScope();
        using var p = nn.Parameter(ones(2));
        Assert.Throws<InvalidOperationException>(() => new OptimisationLoop("x").Run(1, _ => new Losses()));
        using var silent = new OptimisationLoop("x").Add("p", p);
        Assert.Throws<InvalidOperationException>(() => silent.Run(1, _ => new Losses()));
        Assert.Throws<ArgumentException>(() => new OptimisationLoop("x").Add("p", p).Add("p", p));
        Assert.Throws<ArgumentException>(() => new Losses { ["x"] = p });
        Assert.Throws<ArgumentOutOfRangeException>(() => new OptimisationLoop("x", new() { LearningRate = 0 }));
        using var wide = nn.Parameter(ones(2, dtype: float64));
        Assert.Contains("float32", Assert.Throws<InvalidOperationException>(() => new OptimisationLoop("x").Add("p", wide).Run(1, _ => new Losses())).Message);
    }

    [Fact]
    public void Schedules_follow_their_formulas()
    {
        Assert.Equal(1, LearningRateSchedule.Constant.Factor(50, 100));
        var cosine = LearningRateSchedule.Cosine(warmupSteps: 4, floor: 0.1);
        Assert.Equal([0.2, 0.4, 0.6, 0.8, 1.0], Enumerable.Range(0, 5).Select(step => Math.Round(cosine.Factor(step, 104), 12)));
        Assert.Equal(0.55, cosine.Factor(54, 104), 1e-12);
        Assert.Equal(0.1, cosine.Factor(104, 104), 1e-12);
        Assert.Equal(Math.Sqrt(0.1), LearningRateSchedule.Exponential(0.1).Factor(50, 100), 1e-12);
    }

    private static float[] Train(ulong seed, int steps, string? path = null, Action<int>? onStep = null, CancellationToken token = default)
    {
        using var scope = NewDisposeScope();
        using var generator = manual_seed(99);
        using var net = new ResNetGenerator(new() { InputChannels = 3, OutputChannels = 3, Width = 8, Blocks = 1, Downsamplings = 1, EdgeKernel = 3 });
        var picture = rand(1, 3, 16, 16);
        using var loop = new OptimisationLoop("test", new()
        {
            Seed = seed, Schedule = LearningRateSchedule.Cosine(2), CheckpointPath = path, CheckpointEvery = 3,
        });
        loop.Add("net", net);
        loop.Run(steps, step =>
        {
            onStep?.Invoke(step.Index);
            var brightness = 0.5 + step.Random.NextDouble();
            var noisy = picture + 0.1 * randn(picture.shape);
            return new Losses { ["rgb"] = Loss.SquaredError(net.call(noisy), picture * brightness) };
        }, null, token);
        return net.parameters().SelectMany(parameter => parameter.detach().contiguous().data<float>().ToArray()).ToArray();
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Seen { get; } = [];

        public void Report(TrainingProgress value) => Seen.Add(value);
    }
}
