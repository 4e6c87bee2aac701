using ReliTalk.Rendering.Networks;

namespace ReliTalk.Rendering.Tests;

public sealed class DetailTests
{
    [Fact]
    public void An_even_or_linear_picture_has_no_detail_to_strengthen()
    {
        var planes = new float[16 * 16];
        for (var i = 0; i < planes.Length; i++) planes[i] = 0.2f + 0.01f * (i % 16) + 0.02f * (i / 16);
        var result = new float[planes.Length];
        DetailFilter.Apply(planes, 16, 1.3f, result);
        for (var i = 0; i < planes.Length; i++) Assert.Equal(planes[i], result[i], 5);
        Assert.Equal(0, DetailFilter.LaplacianEnergy(planes, 16), 8);
    }

    [Fact]
    public void A_checkerboard_is_strengthened_by_one_plus_the_gain()
    {
        // The binomial blur of a checkerboard of +-a is zero, so detail is all of it; its Laplacian is 8a.
        var planes = new float[2 * 16 * 16];
        for (var i = 0; i < planes.Length; i++) planes[i] = 0.5f + ((i % 16 + i / 16) % 2 == 0 ? 0.1f : -0.1f);
        var result = new float[planes.Length];
        DetailFilter.Apply(planes, 16, 0.5f, result);
        Assert.Equal(0.5f + 0.15f, result[5 * 16 + 5], 5);
        Assert.Equal(0.64, DetailFilter.LaplacianEnergy(planes, 16), 4);
        Assert.Equal(0.64 * 2.25, DetailFilter.LaplacianEnergy(result, 16), 4);
    }
}
