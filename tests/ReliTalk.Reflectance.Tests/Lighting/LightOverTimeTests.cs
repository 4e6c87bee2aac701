using System.Numerics;
using ReliTalk.Reflectance.Lighting;
using Xunit;

namespace ReliTalk.Reflectance.Tests.Lighting;

public sealed class LightOverTimeTests
{
    [Fact]
    public void A_turning_light_in_front_stands_on_the_right_after_a_quarter_turn()
    {
        var moving = LightOverTime.Turning(new DirectionalLight(Vector3.UnitZ, Vector3.One), TimeSpan.FromSeconds(4));
        var light = Assert.IsType<DirectionalLight>(moving.At(TimeSpan.FromSeconds(1)));
        Assert.Equal(1f, light.Direction.X, 4);
        Assert.True(moving.Moves);
    }

    [Fact]
    public void A_steady_light_is_the_same_object_at_any_time()
    {
        var steady = LightOverTime.Steady(new DirectionalLight(Vector3.UnitZ, Vector3.One));
        Assert.Same(steady.At(TimeSpan.Zero), steady.At(TimeSpan.FromMinutes(3)));
        Assert.False(steady.Moves);
    }
}
