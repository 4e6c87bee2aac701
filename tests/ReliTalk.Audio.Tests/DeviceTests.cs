using ReliTalk.Audio.Expression;
using ReliTalk.Testing;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests;

[NoTensorLeaks]
[Collection(AloneCollection.Name)]
public sealed class DeviceTests
{
    [LoopbackFact]
    public void A_step_of_F_exp_copies_nothing_to_the_device_and_waits_for_it_once()
    {
        using var scope = NewDisposeScope();
        using var generator = manual_seed(2);
        var examples = new ExpressionExamples(rand(60, 16, 8), rand(60, 20, 3), rand(60, 4), rand(60, 3));
        var options = new ExpressionPredictorOptions { Steps = 4, Ensemble = 1, Width = 16 };
        var traffic = new StepTraffic<TrainingProgress>();
        using var predictor = ExpressionPredictor.Train(examples, options, LoopbackDevice.Device, traffic);
        Assert.All(traffic.Steps, step => Assert.Equal((0, 1, 0, 12), (step.ToDevice, step.FromDevice, step.Waits, step.BytesFromDevice)));

        using var here = ExpressionPredictor.Train(examples, options);
        var (a, b) = (predictor.Predict(examples.Windows, examples.Lips), here.Predict(examples.Windows, examples.Lips));
        Assert.InRange((a.Expression - b.Expression).abs().max().item<float>(), 0, 1e-2f);
    }
}
