using System.Numerics;
using ReliTalk.Reflectance.Priors;
using Xunit;

namespace ReliTalk.Reflectance.Tests.Priors;

public sealed class RandomLightTests
{
    [Fact]
    public void Random_lights_are_coloured_never_repeat_and_come_from_both_sides()
    {
        var random = new Random(5);
        var lights = Enumerable.Range(0, 200).Select(_ => RandomLight.Draw(random)).ToArray();
        Assert.All(lights, light => Assert.All(light.Values.ToArray(), value => Assert.True(float.IsFinite(value))));
        // The reference draws one of sixteen grey lights.
        Assert.Equal(200, lights.Select(light => light[3].X).Distinct().Count());
        Assert.True(lights.Count(light => MathF.Abs(light[0].X / light[0].Z - 1f) > 0.05f) > 150);
        Assert.InRange(lights.Count(light => light[3].Y > 0f), 60, 140);
        Assert.All(lights, light => Assert.InRange(light.Shading(Vector3.UnitZ).Y, 0.02f, 2.5f));
    }
}
