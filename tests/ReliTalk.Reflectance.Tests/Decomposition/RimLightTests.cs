using System.Numerics;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;

namespace ReliTalk.Reflectance.Tests.Decomposition;

public sealed class RimLightTests
{
    private const int Size = 128, Plane = Size * Size;
    private const float Dark = 0.03f;

    // A frontal light that also grazes: something is there to be mirrored at the rim.
    private static readonly LightTable Source = LightTable.Build(
        new CoefficientLight(RadianceCoefficients.Constant(new Vector3(0.6f))), 12);

    private static readonly LightTable FromTheLeft = LightTable.Build(new DirectionalLight(new Vector3(-1, 0.2f, 0.4f), new Vector3(2)), 12);

    [Fact]
    public void A_rim_lighter_than_the_hair_inside_does_not_glow_in_a_new_light_and_stays_in_its_own()
    {
        var (linear, maps) = HairWithABrightRim();
        var plain = Relit(maps, FromTheLeft);
        RimLight.Weigh(maps, new float[Plane], Source);
        PhotometricAlbedo.Divide(linear, maps, Source);
        var told = Relit(maps, FromTheLeft);
        var again = Relit(maps, Source);

        foreach (var i in Rim())
        {
            Assert.Equal(linear[i], again[i], 1e-4f);
            Assert.True(told[i] < 0.75f * plain[i], $"{told[i]} after {plain[i]}");
            Assert.True(maps.Albedo[i] < 1.3f * Dark, $"albedo {maps.Albedo[i]}");
        }
        var middle = Size / 2 * Size + Size / 2;
        Assert.Equal(plain[middle], told[middle], 1e-6f);
    }

    [Fact]
    public void Skin_and_a_rim_like_the_inside_keep_their_weight()
    {
        var (_, bright) = HairWithABrightRim();
        var skin = new float[Plane];
        Array.Fill(skin, 1f);
        RimLight.Weigh(bright, skin, Source);
        Assert.All(bright.SpecularWeight, w => Assert.True(w is 0f or 0.02f, $"{w}"));

        var even = Spheres.Of(Size, Dark, 0.02f);
        RimLight.Weigh(even, new float[Plane], Source);
        Assert.All(even.SpecularWeight, w => Assert.True(w == 0f || MathF.Abs(w - 0.02f) < 1e-4f, $"{w}"));
    }

    private static (float[] Linear, IntrinsicMaps Maps) HairWithABrightRim()
    {
        var maps = Spheres.Of(Size, Dark, 0.02f);
        var linear = Relit(maps, Source);
        foreach (var i in Rim())
            for (var c = 0; c < 3; c++) linear[c * Plane + i] += 0.02f;
        PhotometricAlbedo.Divide(linear, maps, Source);
        return (linear, maps);
    }

    private static float[] Relit(IntrinsicMaps maps, LightTable light)
    {
        var linear = new float[3 * Plane];
        Relighter.Relight(maps, light, linear);
        return linear;
    }

    /// <summary>The outermost two pixels' columns left of the middle, where the new light falls.</summary>
    private static HashSet<int> Rim()
    {
        var rim = new HashSet<int>();
        for (var v = 48; v < 80; v++)
        {
            var u = 0;
            while (Squared(u, v) >= 0.98f) u++;
            rim.Add(v * Size + u);
            rim.Add(v * Size + u + 1);
        }
        return rim;

        static float Squared(int u, int v)
        {
            float x = (u + 0.5f) / Size * 2 - 1, y = 1 - (v + 0.5f) / Size * 2;
            return x * x + y * y;
        }
    }
}
