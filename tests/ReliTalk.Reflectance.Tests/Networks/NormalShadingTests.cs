using System.Numerics;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Networks;
using ReliTalk.Reflectance.Shading;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ReliTalk.Reflectance.Tests.Networks;

public sealed class NormalShadingTests
{
    private static readonly Vector3[] Normals = [Vector3.UnitZ, Vector3.Normalize(new(0.5f, 0.2f, 0.8f)), Vector3.Normalize(new(-0.7f, 0.4f, 0.4f)), Vector3.Normalize(new(0.1f, -0.6f, 0.7f))];

    private static Tensor Map()
    {
        var planes = new float[12];
        for (var i = 0; i < 4; i++) (planes[i], planes[4 + i], planes[8 + i]) = (Normals[i].X, Normals[i].Y, Normals[i].Z);
        return tensor(planes, [1, 3, 2, 2]);
    }

    [Fact]
    public void Diffuse_shading_of_a_normal_map_equals_the_closed_form_at_each_normal()
    {
        using var scope = NewDisposeScope();
        using var shading = new NormalShading(CPU);
        var light = new AreaLight(new Vector3(0.4f, 0.7f, 0.6f), 0.8f, new Vector3(1f, 0.6f, 0.3f)).Project();

        var result = shading.Diffuse(Map(), tensor(light.Values.ToArray(), [9, 3])).data<float>().ToArray();

        for (var i = 0; i < 4; i++)
        {
            var expected = Vector3.Max(light.Shading(Normals[i]), Vector3.Zero);
            Assert.Equal(expected.X, result[i], 4);
            Assert.Equal(expected.Z, result[8 + i], 4);
        }
    }

    [Fact]
    public void Specular_sums_of_a_normal_map_equal_the_baked_light_at_a_tabulated_exponent()
    {
        using var scope = NewDisposeScope();
        using var shading = new NormalShading(CPU);
        var light = new CoefficientLight(new AreaLight(new Vector3(0.4f, 0.7f, 0.6f), 0.8f, new Vector3(1f)).Project());
        var table = LightTable.Build(light, 16f);

        var result = shading.Specular(Map(), tensor(4f), tensor(light.Coefficients.Values.ToArray(), [9, 3])).data<float>().ToArray();

        for (var i = 0; i < 4; i++) Assert.Equal(table.Specular(Normals[i]).X, result[i], 0.02f);
    }

    [Fact]
    public void Specular_light_is_linear_in_L_and_passes_a_gradient_to_it()
    {
        using var scope = NewDisposeScope();
        using var shading = new NormalShading(CPU);
        var values = tensor(new AreaLight(Vector3.UnitZ, 1f, new Vector3(1f)).Project().Values.ToArray(), [9, 3], requires_grad: true);
        var once = shading.Specular(Map(), tensor(4f), values).sum();
        var twice = shading.Specular(Map(), tensor(4f), 2 * values).sum();
        Assert.Equal(2 * once.item<float>(), twice.item<float>(), 3);

        // Euler: a linear function equals its gradient times its argument.
        once.backward();
        Assert.Equal(once.item<float>(), (values.grad! * values).sum().item<float>(), 3);
    }

    [Fact]
    public void Shading_is_not_rescaled_by_what_else_is_in_the_picture()
    {
        using var scope = NewDisposeScope();
        using var shading = new NormalShading(CPU);
        var light = tensor(RadianceCoefficients.Constant(new Vector3(0.3f)).Values.ToArray(), [9, 3]);
        var alone = shading.Diffuse(Map(), light);
        var two = shading.Diffuse(cat([Map(), -Map()], 0), light);
        Assert.Equal(0.3f, alone[0, 0, 0, 0].item<float>(), 4);
        Assert.Equal(alone.data<float>().ToArray(), two[0].data<float>().ToArray());
    }

    [Fact]
    public void The_front_value_is_the_shading_of_a_normal_towards_the_viewer()
    {
        using var scope = NewDisposeScope();
        var light = new AreaLight(new Vector3(0.4f, 0.7f, 0.6f), 0.8f, new Vector3(1f, 0.6f, 0.3f)).Project();
        var front = NormalShading.Front(tensor(light.Values.ToArray(), [9, 3])).data<float>().ToArray();
        Assert.Equal(light.Shading(Vector3.UnitZ).X, front[0], 4);
        Assert.Equal(light.Shading(Vector3.UnitZ).Y, front[1], 4);
    }
}
