using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;
using ReliTalk.Rendering.Training;
using static TorchSharp.torch;

namespace ReliTalk.Rendering.Tests;

public sealed class RenderingModelTests
{
    private static readonly RenderingOptions Tiny = RenderingOptions.Draft with { LocalWidth = 4, BlendWidth = 6, Steps = 1, BatchSize = 2 };

    [Fact]
    public void An_untrained_blend_network_answers_with_no_correction()
    {
        using var scope = NewDisposeScope();
        var network = new BlendNetwork(4);
        var answer = network.call(rand(2, BlendNetwork.InputChannels, 32, 32));
        Assert.Equal([2, 3, 32, 32], answer.shape);
        Assert.Equal(0f, answer.abs().max().item<float>());
        network.Dispose();
    }

    [Fact]
    public void Every_weight_of_the_blend_network_receives_a_gradient_once_its_last_layer_is_not_zero()
    {
        using var scope = NewDisposeScope();
        var network = new BlendNetwork(4);
        foreach (var (name, weight) in network.named_parameters())
            if (name.StartsWith("leave", StringComparison.Ordinal))
                using (no_grad()) weight.add_(0.1);
        network.call(rand(1, BlendNetwork.InputChannels, 32, 32)).pow(2).sum().backward();
        Assert.All(network.named_parameters(), entry => Assert.True(entry.parameter.grad!.abs().sum().item<float>() > 0, entry.name));
        network.Dispose();
    }

    [Fact]
    public void Training_brings_the_mouth_closer_to_the_truth_than_the_bent_reference_alone()
    {
        // Half a period: every allowed reference has another opening, so there is something to correct.
        var bank = Faces.Bank(40, period: 80);
        var reports = new List<TrainingProgress>();
        using var model = RenderingTrainer.Train(bank, Tiny with { Steps = 60, LearningRate = 3e-3, Retrieval = new() { References = 1 } }, progress: new Collect(reports));
        // The network begins as the bent reference: its first losses are the reference's.
        var first = reports.Take(20).Average(report => report.Terms["blend"]);
        var last = reports.TakeLast(20).Average(report => report.Terms["blend"]);
        Assert.True(last < 0.9 * first, $"squared error {last:E2} at the end, {first:E2} of the reference alone");
        Assert.True(reports[^1].Terms["local"] < 0.5 * reports[0].Terms["local"]);
        Assert.Equal("rendering", reports[^1].Stage);
        Assert.Equal(60, reports[^1].Step);
    }

    [Fact]
    public void Lips_of_another_method_reach_the_picture_and_may_be_missing()
    {
        var bank = Faces.Bank(30);
        using var model = RenderingTrainer.Train(bank, Tiny with { Steps = 10, LearningRate = 1e-2 });
        byte[] Draw(ILipImageSource? lips)
        {
            var pixels = new byte[bank[12].Pixels.Length];
            var renderer = new PortraitRenderer(model, bank, HoleShape.Face, lips);
            for (var t = 0; t < 2; t++) renderer.Render(12, Faces.State(48, 56, 8, bank[12].Mouth.Area), pixels);
            return pixels;
        }
        var plain = Draw(null);
        var red = new FakeLips(draws: true);
        Assert.NotEqual(plain, Draw(red));
        Assert.Equal([0, 1], red.Frames);
        Assert.Equal(plain, Draw(new FakeLips(draws: false)));
    }

    private sealed class FakeLips(bool draws) : ILipImageSource
    {
        public List<int> Frames { get; } = [];

        public bool TryDraw(int frame, MouthState mouth, ReadOnlySpan<byte> background, Span<float> lips)
        {
            Frames.Add(frame);
            Assert.Equal(3 * mouth.Area.CropSize * mouth.Area.CropSize, lips.Length);
            lips.Clear();
            lips[..(lips.Length / 3)].Fill(1);
            return draws;
        }
    }

    [Fact]
    public void Rendering_changes_nothing_outside_the_hole_and_something_inside()
    {
        var bank = Faces.Bank(30);
        using var model = RenderingTrainer.Train(bank, Tiny);
        var renderer = new PortraitRenderer(model, bank);
        var background = bank[12];
        var pixels = new byte[background.Pixels.Length];
        renderer.Render(12, Faces.State(48, 56, 8, background.Mouth.Area), pixels);
        var area = background.Mouth.Area;
        var changed = 0;
        for (var y = 0; y < Faces.Size; y++)
            for (var x = 0; x < Faces.Size; x++)
            {
                var n = 3 * (y * Faces.Size + x);
                var same = pixels.AsSpan(n, 3).SequenceEqual(background.Pixels.Span.Slice(n, 3));
                var inside = x >= area.HoleX && x < area.HoleX + area.HoleSide && y >= area.HoleY && y < area.HoleY + area.HoleSide;
                if (!inside) Assert.True(same, $"pixel {x}, {y} outside the hole changed");
                else if (!same) changed++;
            }
        Assert.True(changed > 100, $"{changed} pixels changed");
        Assert.InRange(renderer.LastReference, 0, 29);
    }

    [Fact]
    public void A_mouth_that_stays_closed_is_drawn_the_same_in_every_frame()
    {
        var bank = Faces.Bank(40);
        using var model = RenderingTrainer.Train(bank, Tiny with { Steps = 3 });
        var renderer = new PortraitRenderer(model, bank);
        var closed = Faces.State(48, 56, 0, bank[5].Mouth.Area);
        var first = new byte[3 * Faces.Size * Faces.Size];
        renderer.Render(5, closed, first);
        var pixels = new byte[first.Length];
        for (var t = 0; t < 10; t++)
        {
            renderer.Render(5, closed, pixels);
            Assert.Equal(first, pixels);
        }
    }

    [Fact]
    public async Task Frames_prepared_ahead_on_another_thread_are_those_drawn_one_by_one()
    {
        var bank = Faces.Bank(40);
        using var model = RenderingTrainer.Train(bank, Tiny with { Steps = 3 });
        MouthState Mouth(int t) => Faces.State(48, 56, t % 7, bank[t].Mouth.Area);
        var (alone, overlapped) = (new PortraitRenderer(model, bank), new PortraitRenderer(model, bank));
        var queue = System.Threading.Channels.Channel.CreateBounded<PreparedMouth>(2);
        var preparing = Task.Run(async () =>
        {
            for (var t = 0; t < 12; t++) await queue.Writer.WriteAsync(overlapped.Prepare(t, Mouth(t)));
            queue.Writer.Complete();
        });
        var (expected, pixels) = (new byte[3 * Faces.Size * Faces.Size], new byte[3 * Faces.Size * Faces.Size]);
        var frame = 0;
        await foreach (var prepared in queue.Reader.ReadAllAsync())
        {
            alone.Render(frame, Mouth(frame), expected);
            overlapped.Complete(prepared, pixels);
            Assert.Equal(expected, pixels);
            Assert.Equal(bank[frame].Mouth.Area, prepared.Area);
            Assert.Contains(prepared.Share.ToArray(), share => share > 0);
            prepared.Dispose();
            frame++;
        }
        await preparing;
        Assert.Equal(12, frame);
    }

    [Fact]
    public void A_face_at_the_edge_of_the_picture_is_drawn_where_there_are_pixels()
    {
        var area = Faces.Area(90, 90);
        var frames = Enumerable.Range(0, 20).Select(t => new BankFrame(Faces.Picture(90, 90, t % 6), Faces.State(90, 90, t % 6, area), false)).ToArray();
        var bank = new FrameBank(Faces.Size, frames);
        using var model = RenderingTrainer.Train(bank, Tiny with { Steps = 2 });
        var pixels = new byte[3 * Faces.Size * Faces.Size];
        new PortraitRenderer(model, bank).Render(3, Faces.State(90, 90, 5, area), pixels);
        Assert.True(pixels.AsSpan(0, 3 * 40 * Faces.Size).SequenceEqual(frames[3].Pixels.Span[..(3 * 40 * Faces.Size)]));
        Assert.False(pixels.AsSpan().SequenceEqual(frames[3].Pixels.Span));
    }

    [Fact]
    public void A_background_outside_the_bank_is_refused()
    {
        var bank = Faces.Bank(20);
        using var model = RenderingTrainer.Train(bank, Tiny);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PortraitRenderer(model, bank).Render(20, bank[0].Mouth, new byte[3 * Faces.Size * Faces.Size]));
    }

    [Fact]
    public void A_model_read_back_draws_the_same_frame()
    {
        var bank = Faces.Bank(30);
        using var model = RenderingTrainer.Train(bank, Tiny with { Steps = 5 });
        using var scope = NewDisposeScope();
        using var copy = RenderingModel.FromTensors(model.ToTensors());
        var a = new byte[3 * Faces.Size * Faces.Size];
        var b = new byte[3 * Faces.Size * Faces.Size];
        new PortraitRenderer(model, bank).Render(4, bank[9].Mouth, a);
        new PortraitRenderer(copy, bank).Render(4, bank[9].Mouth, b);
        Assert.Equal(a, b);
    }

    [Fact]
    public void A_damaged_model_says_which_tensor_is_missing()
    {
        using var model = RenderingTrainer.Train(Faces.Bank(20), Tiny);
        using var scope = NewDisposeScope();
        var tensors = model.ToTensors();
        var name = tensors.Keys.First(key => key.StartsWith("blend.", StringComparison.Ordinal));
        tensors.Remove(name);
        Assert.Contains(name, Assert.Throws<WeightsFileException>(() => RenderingModel.FromTensors(tensors)).Message);
        tensors.Clear();
        Assert.Throws<WeightsFileException>(() => RenderingModel.FromTensors(tensors));
    }

    [Fact]
    public void A_bank_of_another_picture_size_is_refused()
    {
        using var model = RenderingTrainer.Train(Faces.Bank(20), Tiny);
        var area = Faces.Area(48, 56) with { CropSize = 64 };
        var other = new FrameBank(Faces.Size, [new BankFrame(Faces.Picture(48, 56, 2), Faces.State(48, 56, 2, area), false)]);
        Assert.Throws<ArgumentException>(() => new PortraitRenderer(model, other));
    }

    [Fact]
    public void Cancelling_stops_the_training()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => RenderingTrainer.Train(Faces.Bank(20), Tiny, cancellationToken: cancelled.Token));
    }

    [Fact]
    public void One_frame_is_too_few_to_train_on() => Assert.Throws<ArgumentException>(() => RenderingTrainer.Train(Faces.Bank(1), Tiny));

    private sealed class Collect(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }
}
