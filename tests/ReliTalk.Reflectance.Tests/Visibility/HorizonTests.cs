using System.Numerics;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Visibility;
using Xunit;

namespace ReliTalk.Reflectance.Tests.Visibility;

public sealed class HorizonTests
{
    private const int Size = 64;

    // A flat floor with a wall 12 pixels high, 4 pixels wide, in the middle columns.
    private static (HorizonMap Map, float[] Normals) Wall()
    {
        var heights = new float[Size * Size];
        var normals = new float[3 * Size * Size];
        Array.Fill(normals, 1f, 2 * Size * Size, Size * Size);
        for (var i = 0; i < heights.Length; i++) heights[i] = i % Size is >= 30 and < 34 ? 12f : 0f;
        return (HorizonMap.Build(HeightField.From(heights, Size, Size), normals), normals);
    }

    [Fact]
    public void A_wall_casts_a_shadow_as_long_as_its_height_over_the_tangent_of_the_sun()
    {
        var (map, _) = Wall();
        // From the right at 45 degrees: the shadow on the left of the wall is 12 pixels long.
        var light = LightTable.Build(new DirectionalLight(new Vector3(1f, 0f, 1f), Vector3.One), 12);
        var share = VisibleShare.Of(map, light, new ShadowOptions { SharpStrength = 1f, Penumbra = 0.05f });
        float At(int column) => share.Values[4 * (32 * Size + column)];
        Assert.Equal(0f, At(22), 0.05f);
        Assert.Equal(0f, At(27), 0.05f);
        Assert.Equal(1f, At(14), 0.05f);
        Assert.Equal(1f, At(40), 0.05f);
    }

    [Fact]
    public void The_shadow_of_a_thin_post_points_away_from_the_sun_and_glides_with_it()
    {
        var heights = new float[Size * Size];
        var normals = new float[3 * Size * Size];
        Array.Fill(normals, 1f, 2 * Size * Size, Size * Size);
        for (var y = 31; y < 33; y++)
            for (var x = 31; x < 33; x++) heights[y * Size + x] = 12f;
        var map = HorizonMap.Build(HeightField.From(heights, Size, Size), normals);
        VisibleShare Share(float degrees)
        {
            var (sine, cosine) = MathF.SinCos(degrees * MathF.PI / 180f);
            return VisibleShare.Of(map, LightTable.Build(new DirectionalLight(new Vector3(cosine, sine, 0.7f), Vector3.One), 12), new ShadowOptions { SharpStrength = 1f });
        }

        // Half-way between two of the map's own directions, where their mean would see the post only in part.
        var away = -10f * Vector2.Normalize(new Vector2(MathF.Cos(16.875f * MathF.PI / 180f), -MathF.Sin(16.875f * MathF.PI / 180f)));
        var share = Share(16.875f);
        Assert.Equal(0f, share.Values[4 * ((int)(32 + away.Y) * Size + (int)(32 + away.X))], 0.1f);
        Assert.Equal(1f, share.Values[4 * ((int)(32 - away.Y) * Size + (int)(32 - away.X))], 0.02f);
        for (var degrees = 0; degrees < 90; degrees++)
        {
            var (here, next) = (Share(degrees), Share(degrees + 0.5f));
            var largest = here.Values.Zip(next.Values, (a, b) => MathF.Abs(a - b)).Max();
            Assert.True(largest < 0.4f, $"at {degrees} degrees a pixel changes by {largest}");
        }
    }

    [Fact]
    public void A_ball_without_anything_that_stands_out_keeps_its_cosine_up_to_the_terminator()
    {
        var heights = new float[Size * Size];
        var normals = new float[3 * Size * Size];
        for (var i = 0; i < heights.Length; i++)
        {
            float x = (i % Size + 0.5f - 32) / 32, y = -(i / Size + 0.5f - 32) / 32, square = x * x + y * y;
            heights[i] = square < 0.9f ? 32 * MathF.Sqrt(1 - square) : HeightField.Empty;
            if (square < 0.9f) (normals[i], normals[Size * Size + i], normals[2 * Size * Size + i]) = (x, y, MathF.Sqrt(1 - square));
        }
        var toLight = Vector3.Normalize(new Vector3(0.9f, 0.1f, 0.4f));
        var share = VisibleShare.Of(HorizonMap.Build(HeightField.From(heights, Size, Size), normals), LightTable.Build(new DirectionalLight(toLight, Vector3.One), 12), new ShadowOptions { SharpStrength = 1f });
        for (var i = 0; i < heights.Length; i++)
        {
            var cosine = normals[i] * toLight.X + normals[Size * Size + i] * toLight.Y + normals[2 * Size * Size + i] * toLight.Z;
            if (cosine > 0.03f) Assert.True(share.Values[4 * i] > 0.9f, $"{share.Values[4 * i]} where the cosine is {cosine}");
        }
    }

    [Fact]
    public void A_light_from_the_viewer_casts_no_shadow()
    {
        var (map, _) = Wall();
        var share = VisibleShare.Of(map, LightTable.Build(new DirectionalLight(Vector3.UnitZ, Vector3.One), 12), new ShadowOptions());
        // At the wall's foot the horizon is steep, yet not as high as the viewer.
        Assert.All(share.Values, value => Assert.Equal(1f, value, 0.02f));
    }

    [Fact]
    public void A_strength_of_zero_switches_shadows_off()
    {
        var (map, _) = Wall();
        var light = LightTable.Build(new DirectionalLight(new Vector3(1f, 0f, 0.5f), Vector3.One), 12);
        var share = VisibleShare.Of(map, light, new ShadowOptions { SharpStrength = 0f, BroadStrength = 0f });
        Assert.All(share.Values, value => Assert.Equal(1f, value, 3));
    }

    [Fact]
    public void The_foot_of_a_wall_sees_about_half_of_a_uniform_sky()
    {
        // Lambert irradiance beside an endless wall that hides elevation e over half of the azimuths: 1 - sin^2(e) / 2.
        var (map, _) = Wall();
        var light = LightTable.Build(new EnvironmentLight(Maps.Of(64, (_, _) => Vector3.One)), 12);
        var share = VisibleShare.Of(map, light, new ShadowOptions { BroadStrength = 1f });
        // Four pixels from the wall the horizon seen at right angles is 12 / 3.5: averaged over azimuths sin^2 is about 0.8.
        Assert.InRange(share.Values[4 * (32 * Size + 26)], 0.5f, 0.72f);
        Assert.InRange(share.Values[4 * (32 * Size + 2)], 0.85f, 1f);
    }

    [Fact]
    public void Heights_integrated_from_the_normals_of_a_cap_are_the_caps()
    {
        var normals = new float[3 * Size * Size];
        var matte = new float[Size * Size];
        const float radius = 48f;
        float Height(int u, int v) => MathF.Sqrt(radius * radius - MathF.Pow(u + 0.5f - 32, 2) - MathF.Pow(v + 0.5f - 32, 2));
        for (var i = 0; i < matte.Length; i++)
        {
            float x = (i % Size + 0.5f - 32) / radius, y = -(i / Size + 0.5f - 32) / radius;
            if (x * x + y * y > 0.35f) continue;
            matte[i] = 1f;
            (normals[i], normals[Size * Size + i], normals[2 * Size * Size + i]) = (x, y, MathF.Sqrt(1 - x * x - y * y));
        }

        var field = HeightField.Integrate(normals, matte, Size, Size);

        float At(int u, int v) => field.Heights[v * Size + u];
        foreach (var (u, v) in (ReadOnlySpan<(int, int)>)[(50, 32), (32, 12), (18, 40), (40, 44)])
            Assert.Equal(Height(32, 32) - Height(u, v), At(32, 32) - At(u, v), 0.4f);
        Assert.Equal(HeightField.Empty, At(0, 0));
    }

    [Fact]
    public void Known_depth_brings_a_jump_that_normals_cannot_show()
    {
        var normals = new float[3 * Size * Size];
        Array.Fill(normals, 1f, 2 * Size * Size, Size * Size);
        var matte = new float[Size * Size];
        Array.Fill(matte, 1f);
        var depth = new float[Size * Size];
        for (var i = 0; i < depth.Length; i++) depth[i] = i / Size < 20 ? 15f : 0f;

        var field = HeightField.Integrate(normals, matte, Size, Size, depth);

        Assert.Equal(15f, field.Heights[10 * Size + 30] - field.Heights[40 * Size + 30], 0.3f);
    }

    [Fact]
    public void Light_from_behind_the_wall_leaves_the_relit_picture_dark_there()
    {
        var (map, normals) = Wall();
        var white = new float[3 * Size * Size];
        Array.Fill(white, 1f);
        var matte = new float[Size * Size];
        Array.Fill(matte, 1f);
        var maps = new IntrinsicMaps(Size, Size, white, normals, new float[Size * Size], matte) { Horizon = map, Shadows = new ShadowOptions { SharpStrength = 1f } };
        var linear = new float[3 * Size * Size];
        Relighter.Relight(maps, LightTable.Build(new DirectionalLight(new Vector3(1f, 0f, 1f), new Vector3(MathF.PI)), 12), linear);
        Assert.Equal(MathF.Sqrt(0.5f), linear[32 * Size + 50], 0.02f);
        Assert.Equal(0f, linear[32 * Size + 25], 0.02f);
    }
}
