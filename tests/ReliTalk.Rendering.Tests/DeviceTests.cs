using ReliTalk.Rendering.Training;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Tests;

[Collection(AloneCollection.Name)]
public sealed class DeviceTests
{
    [LoopbackFact]
    public void A_step_of_F_local_and_F_blend_sends_one_batch_and_waits_for_the_device_once()
    {
        var options = RenderingOptions.Draft with { LocalWidth = 4, BlendWidth = 6, Steps = 5, BatchSize = 2 };
        var bank = Faces.Bank(24);
        var traffic = new StepTraffic<TrainingProgress>();
        using var model = RenderingTrainer.Train(bank, options, device: LoopbackDevice.Device, progress: traffic);
        // 15 planes of input, 1 of the mask, 3 of the truth for each of two frames; back come two losses and the gradient's length.
        var batch = 2 * (15 + 1 + 3) * bank.CropSize * bank.CropSize * sizeof(float);
        Assert.All(traffic.Steps, step => Assert.Equal((1, 1, 0, batch, 12), (step.ToDevice, step.FromDevice, step.Waits, step.BytesToDevice, step.BytesFromDevice)));

        Assert.All(model.Local.parameters().Concat(model.Blend.parameters()), weight => Assert.Equal(DeviceType.CPU, weight.device_type));
        using var here = RenderingTrainer.Train(bank, options);
        using var scope = NewDisposeScope();
        foreach (var (a, b) in here.Blend.parameters().Zip(model.Blend.parameters())) Assert.InRange((a - b).abs().max().item<float>(), 0, 2e-3f);
    }

    [Fact]
    public void Batches_written_side_by_side_are_those_written_one_by_one()
    {
        var options = RenderingOptions.Draft with { LocalWidth = 4, BlendWidth = 6, Steps = 3, BatchSize = 4 };
        var threads = get_num_threads();
        try
        {
            float[] Losses(int count)
            {
                set_num_threads(count);
                var seen = new List<float>();
                using var model = RenderingTrainer.Train(Faces.Bank(24), options, progress: new Collect(seen));
                return [.. seen];
            }

            foreach (var (one, three) in Losses(1).Zip(Losses(3))) Assert.Equal(one, three, 1e-5f);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private sealed class Collect(List<float> losses) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => losses.Add((float)value.Terms["blend"]);
    }
}
