using ReliTalk.Learning.Networks;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Learning.Optimisation;
using ReliTalk.Testing;
using ReliTalk.Learning.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.Optimisation;

/// <summary>Training away from the processor, on the pretend device: nothing goes back and forth that need not, and the result is the same.</summary>
[NoTensorLeaks]
[Collection(AloneCollection.Name)]
public sealed class DeviceTests
{
    private const int Steps = 6;

    [LoopbackFact]
    public void A_step_of_any_network_copies_nothing_to_the_device_and_waits_for_it_once()
    {
        foreach (var name in new[] { "ResNetGenerator", "UNet", "DilatedUNet" })
        {
            var traffic = new StepTraffic<TrainingProgress>();
            Train(name, LoopbackDevice.Device, traffic).Weights.Dispose();
            Assert.Equal(Steps - 1, traffic.Steps.Count);
            // One copy of two losses and a gradient's length, 12 bytes.
            Assert.All(traffic.Steps, step => Assert.Equal((0, 1, 0, 12), (step.ToDevice, step.FromDevice, step.Waits, step.BytesFromDevice)));
            Assert.All(traffic.Steps, step => Assert.True(step.Operators > 50, $"{name}: {step.Operators} operators"));
        }
    }

    [LoopbackFact]
    public void Training_on_a_device_ends_where_training_on_the_processor_ends()
    {
        using var scope = NewDisposeScope();
        var here = Train("ResNetGenerator", CPU);
        var there = Train("ResNetGenerator", LoopbackDevice.Device);
        Assert.Equal(here.Loss, there.Loss, 1e-4);
        Assert.InRange((here.Weights - there.Weights).abs().max().item<float>(), 0, 2e-3f);
    }

    [LoopbackFact]
    public void A_staging_buffer_makes_one_copy_of_a_batch_and_keeps_the_last_one_apart_from_the_next()
    {
        using var scope = NewDisposeScope();
        using var staging = new StagingBuffer(LoopbackDevice.Device, 6);
        var before = LoopbackDevice.Traffic();
        staging.Next.Fill(1);
        var first = staging.Send();
        staging.Next.Fill(2);
        var second = staging.Send();
        var seen = LoopbackDevice.Traffic() - before;
        Assert.Equal((2, 48), (seen.ToDevice, seen.BytesToDevice));
        Assert.Equal(LoopbackDevice.Device.type, first.device_type);
        Assert.Equal(1f, first.cpu().min().item<float>());
        Assert.Equal(2f, second.cpu().min().item<float>());
    }

    [Fact]
    public void A_batch_on_the_processor_does_not_change_when_the_next_one_is_written()
    {
        using var scope = NewDisposeScope();
        using var staging = new StagingBuffer(null, 3);
        staging.Next.Fill(1);
        var first = staging.Send();
        for (var i = 0; i < 3; i++)
        {
            staging.Next.Fill(9);
            staging.Send();
        }
        Assert.Equal([1f, 1f, 1f], first.data<float>().ToArray());
    }

    [ModelFact("faceres.bin")]
    public void The_frozen_trunk_works_on_the_device_it_is_loaded_to()
    {
        if (LoopbackDevice.Missing is not null) return;
        using var scope = NewDisposeScope();
        using var here = FaceresTrunk.Load(new());
        using var there = FaceresTrunk.Load(new(), LoopbackDevice.Device);
        Tensor a = rand(1, 3, 32, 32), b = rand(1, 3, 32, 32);
        Tensor x = a.to(LoopbackDevice.Device), y = b.to(LoopbackDevice.Device);
        var before = LoopbackDevice.Traffic();
        var distance = PerceptualDistance.Between(there, x, y);
        var seen = LoopbackDevice.Traffic() - before;
        Assert.Equal((0, 0, 0), (seen.ToDevice, seen.FromDevice, seen.Waits));
        Assert.Equal(PerceptualDistance.Between(here, a, b).item<float>(), distance.item<float>(), 1e-4f);
    }

    // The weights belong to the caller's scope, or to the caller.
    private static (double Loss, Tensor Weights) Train(string name, Device device, IProgress<TrainingProgress>? progress = null)
    {
        using var scope = NewDisposeScope();
        using var generator = manual_seed(4);
        using nn.Module<Tensor, Tensor> network = name switch
        {
            "ResNetGenerator" => new ResNetGenerator(new() { InputChannels = 3, OutputChannels = 3, Width = 8, Blocks = 1, Downsamplings = 1, EdgeKernel = 3 }),
            "UNet" => new UNet(new() { InputChannels = 3, OutputChannels = 3, Width = 8, Depth = 3 }),
            _ => new DilatedUNet(new() { InputChannels = 3, OutputChannels = 3, Width = 8 }),
        };
        Tensor x = rand(2, 3, 16, 16).to(device), y = rand(2, 3, 16, 16).to(device);
        network.to(device);
        using var loop = new OptimisationLoop("device", new() { GradientClip = 0.5, WeightDecay = 0.01 });
        loop.Add("network", network);
        var result = loop.Run(Steps, _ =>
        {
            var made = network.call(x);
            return new Losses { ["rgb"] = Loss.SquaredError(made, y), ["smooth"] = Loss.TotalVariation(made) };
        }, progress);
        return (result.Loss!.Value, cat([.. network.parameters().Select(p => p.detach().reshape(-1))], 0).cpu().MoveToOuterDisposeScope());
    }
}
