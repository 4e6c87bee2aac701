using ReliTalk.Rendering.Networks;
using ReliTalk.Rendering.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Tests;

public sealed class AdversarialTests
{
    private static readonly RenderingOptions Tiny = RenderingOptions.Draft with { LocalWidth = 4, BlendWidth = 6, Steps = 12, BatchSize = 2, PerceptualShare = 1 };

    [Fact]
    public void Without_a_weight_the_training_is_the_same_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var bank = Faces.Bank(30);
        using var plain = RenderingTrainer.Train(bank, Tiny);
        using var off = RenderingTrainer.Train(bank, Tiny with { AdversarialWeight = 0 });
        using var on = RenderingTrainer.Train(bank, Tiny with { AdversarialWeight = 0.01 });
        Assert.Equal(Weights(plain), Weights(off));
        Assert.NotEqual(Weights(plain), Weights(on));
    }

    [Fact]
    public void The_judge_learns_and_the_drawing_still_comes_closer_to_the_truth()
    {
        var reports = new List<TrainingProgress>();
        using var model = RenderingTrainer.Train(Faces.Bank(40, period: 80), Tiny with { Steps = 60, LearningRate = 3e-3, AdversarialWeight = 0.001, Retrieval = new() { References = 1 } },
            progress: new Collect(reports));
        Assert.True(reports.TakeLast(15).Average(report => report.Terms["judge"]) < 0.8 * reports[0].Terms["judge"], $"{reports[0].Terms["judge"]} to {reports[^1].Terms["judge"]}");
        Assert.True(reports.TakeLast(20).Average(report => report.Terms["blend"]) < reports.Take(20).Average(report => report.Terms["blend"]));
        // The judge belongs to the training: a portrait's file has no trace of it.
        using var scope = NewDisposeScope();
        Assert.DoesNotContain(model.ToTensors().Keys, name => name.Contains("judge", StringComparison.Ordinal));
    }

    [Fact]
    public void The_judge_tells_the_drawing_how_to_change_and_is_not_changed_by_it()
    {
        using var scope = NewDisposeScope();
        using var judge = new PatchDiscriminator(4);
        var drawn = rand(1, 3, 32, 32).requires_grad_();
        judge.Deceit(drawn).backward();
        Assert.True(drawn.grad!.abs().sum().item<float>() > 0);
        Assert.All(judge.parameters(), weight => Assert.True(weight.grad is null || weight.grad.abs().sum().item<float>() == 0));
        judge.Loss(drawn, rand(1, 3, 32, 32)).backward();
        Assert.All(judge.parameters(), weight => Assert.True(weight.grad!.abs().sum().item<float>() > 0));
    }

    private static float[] Weights(RenderingModel model) => [.. model.ToTensors().OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value.data<float>().ToArray())];

    private sealed class Collect(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
