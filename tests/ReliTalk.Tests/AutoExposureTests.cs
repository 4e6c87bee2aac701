using System.Numerics;
using ReliTalk.Driving;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;

namespace ReliTalk.Tests;

public sealed class AutoExposureTests
{
    private const int Side = 8;
    private const float Albedo = 0.5f;

    [Theory]
    [InlineData(0.01f)]
    [InlineData(3f)]
    [InlineData(200f)]
    public void Skin_gets_the_luminance_that_it_had_in_the_source(float irradiance)
    {
        // sRGB 128 is 0.21586 in linear light (IEC 61966-2-1); a Lambert surface that faces the light sends back albedo / pi times the irradiance.
        var expected = 0.21586f / (Albedo / MathF.PI * irradiance);
        Assert.Equal(1, Gain(irradiance, sourceLevel: 128) / expected, 2);
    }

    [Fact]
    public void Skin_is_kept_from_clipping_where_the_source_was_white()
    {
        var expected = 0.9f / (Albedo / MathF.PI * 3f);
        Assert.Equal(1, Gain(3f, sourceLevel: 255) / expected, 2);
    }

    [Fact]
    public void A_black_light_is_left_as_it_is() => Assert.Equal(1f, Gain(0f, sourceLevel: 128));

    private static float Gain(float irradiance, byte sourceLevel)
    {
        const int Plane = Side * Side;
        var normals = new float[3 * Plane];
        Array.Fill(normals, 1f, 2 * Plane, Plane);
        var maps = new IntrinsicMaps(Side, Side, Filled(3 * Plane, Albedo), normals, new float[Plane], Filled(Plane, 1f));
        var table = LightTable.Build(new DirectionalLight(Vector3.UnitZ, new Vector3(irradiance)), 16);
        var source = new byte[3 * Plane];
        Array.Fill(source, sourceLevel);
        return AutoExposure.Gain(maps, table, source, 3, Filled(Plane, 1f));
    }

    private static float[] Filled(int count, float value)
    {
        var values = new float[count];
        Array.Fill(values, value);
        return values;
    }
}
