using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Torch.Tests;

/// <summary>Alone: another test that draws between a seed and its draw would take the numbers away.</summary>
[NoTensorLeaks]
[Collection(AloneCollection.Name)]
public sealed class RandomNumberTests
{
    [Fact]
    public void Seeds_and_states_repeat_random_numbers()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(7);
        Tensor state = random.get_rng_state(), a = randn(5), b = randn(5);
        manual_seed(7);
        Assert.True(a.Equals(randn(5)));
        random.set_rng_state(state);
        Assert.True(a.Equals(randn(5)));
        Assert.True(b.Equals(randn(5)));
        using var own = new Generator(7);
        Assert.True(a.Equals(randn(5, generator: own)));
    }
}
