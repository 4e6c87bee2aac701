using ReliTalk.Audio.Expression;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Tests.Expression;

public sealed class LipClosureTests
{
    private const int Frames = 400;

    /// <summary>Lips that shut for 3 of every 20 frames, which the prediction shows only half and the evidence shows clearly.</summary>
    private static (float[] Truth, float[] Predicted, double[][] Evidence) Clip()
    {
        var random = new Random(5);
        var truth = new float[Frames];
        var predicted = new float[Frames];
        var evidence = new double[Frames][];
        for (var t = 0; t < Frames; t++)
        {
            var shut = t % 20 < 3;
            truth[t] = shut ? 0.01f * random.NextSingle() : 0.6f + 0.2f * MathF.Sin(t * 0.3f) * random.NextSingle();
            predicted[t] = shut ? 0.35f : truth[t];
            evidence[t] = [shut ? -0.2 : -3 - random.NextDouble()];
        }

        return (truth, predicted, evidence);
    }

    [Fact]
    public void Lips_shut_where_the_phones_say_so_and_nowhere_else()
    {
        using var scope = NewDisposeScope();
        var (truth, predicted, evidence) = Clip();
        var closure = LipClosure.Learn(Outputs(predicted), Outputs(truth), null, [.. truth.Select(v => 2.0 * v)], evidence);
        Assert.NotNull(closure);
        var result = closure.Apply(Outputs(predicted), evidence).narrow(1, 0, 1).contiguous().data<float>().ToArray();
        for (var t = 0; t < Frames; t++)
            if (t % 20 < 3) Assert.InRange(result[t], -0.05f, 0.05f);
            else Assert.Equal(predicted[t], result[t], 0.02f);
    }

    [Fact]
    public void Frames_that_shall_be_shut_whatever_was_learnt_are_shut_as_far_as_is_said()
    {
        using var scope = NewDisposeScope();
        var (truth, predicted, evidence) = Clip();
        var closure = LipClosure.Learn(Outputs(predicted), Outputs(truth), null, [.. truth.Select(v => 2.0 * v)], evidence)!;
        var least = new double[Frames];
        (least[10], least[11]) = (1, 0.5);
        var result = closure.Apply(Outputs(predicted), evidence, least).narrow(1, 0, 1).contiguous().data<float>().ToArray();
        Assert.InRange(result[10], -0.05f, 0.05f);
        Assert.Equal(predicted[11] / 2, result[11], 0.05f);
        Assert.Equal(predicted[12], result[12], 0.02f);
    }

    [Fact]
    public void A_restored_closure_does_the_same()
    {
        using var scope = NewDisposeScope();
        var (truth, predicted, evidence) = Clip();
        var closure = LipClosure.Learn(Outputs(predicted), Outputs(truth), null, [.. truth.Select(v => (double)v)], evidence)!;
        var state = closure.State();
        var again = LipClosure.FromState(state).Apply(Outputs(predicted), evidence).data<float>().ToArray();
        Assert.Equal(closure.Apply(Outputs(predicted), evidence).data<float>().ToArray(), again);
        Assert.Throws<WeightsFileException>(() => LipClosure.FromState(state.narrow(0, 0, state.shape[0] - 1).contiguous()));
    }

    [Fact]
    public void Lips_that_never_move_teach_nothing()
    {
        using var scope = NewDisposeScope();
        var still = new float[100];
        Assert.Null(LipClosure.Learn(Outputs(still), Outputs(still), null, new double[100], [.. Enumerable.Range(0, 100).Select(_ => new[] { 0.0 })]));
    }

    /// <summary>Two outputs that both follow the aperture, one of them backwards.</summary>
    private static TorchSharp.torch.Tensor Outputs(float[] aperture) => tensor([.. aperture.SelectMany(a => (float[])[a, -3 * a])], [aperture.Length, 2]);
}
