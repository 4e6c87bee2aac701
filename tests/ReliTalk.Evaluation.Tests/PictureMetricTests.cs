using ReliTalk.Evaluation.Images;
using ReliTalk.Evaluation.Metrics;
using ReliTalk.Media;

namespace ReliTalk.Evaluation.Tests;

/// <summary>Expected values were computed once with NumPy and PyTorch (float64 convolutions with the 11 x 11 Gaussian) on the same pictures.</summary>
public sealed class PictureMetricTests
{
    private static readonly CropBox Box = new(40, 60, 50, 40);

    private readonly ColourPlanes _a = TestPictures.Planes(0);
    private readonly ColourPlanes _b = TestPictures.Planes(1);

    [Fact]
    public void Psnr_agrees_with_numpy_on_the_whole_and_in_a_box()
    {
        Assert.Equal(13.384642, PeakSignalToNoise.Between(_a, _b), 4);
        Assert.Equal(12.972306, PeakSignalToNoise.Between(_a, _b, RegionMask.Of(Box, _a.Width, _a.Height)), 4);
        Assert.Equal(99, PeakSignalToNoise.Between(_a, _a));
    }

    [Fact]
    public void Ssim_agrees_with_a_float64_convolution_on_the_whole_and_in_a_box()
    {
        var map = StructuralSimilarity.Map(_a, _b);

        Assert.Equal(0.461357, map.Mean(), 4);
        Assert.Equal(0.463773, map.Mean(RegionMask.Of(Box, _a.Width, _a.Height)), 4);
        Assert.Equal(1, StructuralSimilarity.Map(_a, _a).Mean(), 5);
    }

    [Fact]
    public void MsSsim_agrees_with_pytorch_and_is_undefined_for_small_pictures()
    {
        Assert.Equal(0.579774, MultiScaleSimilarity.Between(_a, _b), 4);
        Assert.True(double.IsNaN(MultiScaleSimilarity.Between(_a.Cut(Box), _b.Cut(Box))));
    }

    [Fact]
    public void Sharpness_gradient_and_seam_agree_with_numpy()
    {
        Assert.Equal(165.42574, Sharpness.Energy(_b) / Sharpness.Energy(_a), 2);
        Assert.Equal(28.311259, NormalMaps.GradientPsnr(_a, _b, default), 4);
        Assert.Equal(2.316667, SeamEnergy.Step(_b, Box) - SeamEnergy.Step(_a, Box), 4);
    }

    [Fact]
    public void Second_difference_ignores_even_change_and_counts_jumps()
    {
        static ColourPlanes Grey(float level) => new(4, 4, [Filled(level), Filled(level), Filled(level)]);
        static float[] Filled(float level) => [.. Enumerable.Repeat(level, 16)];

        Assert.Equal(0, TemporalDifference.Second(Grey(0.1f), Grey(0.2f), Grey(0.3f)), 3);
        Assert.Equal(0.2 * 255, TemporalDifference.Second(Grey(0.2f), Grey(0.3f), Grey(0.2f)), 3);
    }

    [Fact]
    public void Normal_angle_of_maps_turned_by_ten_degrees_is_ten_degrees()
    {
        static ColourPlanes Normals(double turn)
        {
            float[][] planes = [new float[64], new float[64], new float[64]];
            for (var i = 0; i < 64; i++)
            {
                var angle = (i - 32) * 0.02 + turn;
                planes[0][i] = (float)((Math.Sin(angle) + 1) / 2);
                planes[1][i] = 0.5f;
                planes[2][i] = (float)((Math.Cos(angle) + 1) / 2);
            }
            return new ColourPlanes(8, 8, planes);
        }

        Assert.Equal(10, NormalMaps.AngleDegrees(Normals(0), Normals(10 * Math.PI / 180), default), 4);
    }

    [Fact]
    public void Erosion_takes_what_lacks_one_of_its_four_neighbours()
    {
        var mask = new bool[49];
        for (var y = 1; y < 6; y++)
            for (var x = 1; x < 6; x++) mask[y * 7 + x] = true;

        var once = RegionMask.Eroded(mask, 7, 7, 1);
        var twice = RegionMask.Eroded(mask, 7, 7, 2);

        Assert.Equal(9, once.Count(m => m));
        Assert.Equal(1, twice.Count(m => m));
        Assert.True(twice[3 * 7 + 3]);
    }
}
