using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Learning.Tests.Models;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.Networks.Pretrained;

/// <summary>
/// Expected values: the face-api networks from the package's own JavaScript, the faceres trunk from a separate script in PyTorch 1.13. The
/// face-api input at flat [H, W, C] index i is 127.5 + 100 sin(0.013 i) + 27 cos(0.11 i) of 255.
/// </summary>
[NoTensorLeaks]
public sealed class PretrainedNetworkTests
{
    [ModelFact("face_recognition_model.bin")]
    public void Identity_embedding_agrees_with_the_package()
    {
        using var network = FaceRecognitionNetwork.Load(new ModelStore());
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var embedding = network.Embed(Waves(150));
        Assert.Equal([1, 128], embedding.shape);
        float[] expected = [-0.052741f, 0.123666f, 0.039906f, -0.044623f, -0.047286f];
        var actual = embedding.data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    [ModelFact("face_recognition_model.bin")]
    public void Identity_embedding_takes_other_sizes_and_gives_a_gradient()
    {
        using var network = FaceRecognitionNetwork.Load(new ModelStore());
        using var scope = NewDisposeScope();
        var picture = Waves(150);
        var enlarged = nn.functional.interpolate(picture, [300, 300], mode: InterpolationMode.Bilinear, align_corners: false).detach().requires_grad_();
        var distance = (network.Embed(enlarged) - network.Embed(picture).detach()).norm();
        Assert.InRange(distance.item<float>(), 0f, 0.2f);
        distance.backward();
        Assert.True(float.IsFinite(enlarged.grad!.norm().item<float>()));
        Assert.True(enlarged.grad!.norm().item<float>() > 0);
    }

    [ModelFact("face_landmark_68_model.bin")]
    public void Points_agree_with_the_package()
    {
        using var network = FaceLandmark68Network.Load(new ModelStore());
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var points = network.Locate(Waves(112));
        Assert.Equal([1, 68, 2], points.shape);
        float[] expected = [0.252008f, 0.495364f, 0.403190f, 0.563485f, 0.466836f, 0.589829f];
        var actual = points.data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);
        Assert.Throws<ArgumentException>(() => network.Locate(Waves(100)));
    }

    [ModelFact("faceres.bin", "faceres.json")]
    public void Perceptual_features_agree_with_PyTorch()
    {
        using var trunk = FaceresTrunk.Load(new ModelStore());
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var values = new float[64 * 64 * 3];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(0.5 + 0.5 * Math.Sin(0.013 * i));
        var taps = trunk.Features(tensor(values).reshape(1, 64, 64, 3).permute(0, 3, 1, 2));
        Assert.Equal([32, 64, 128, 256, 512], Array.ConvertAll(taps, tap => (int)tap.shape[1]));
        Assert.Equal([32, 32, 16, 8, 4], Array.ConvertAll(taps, tap => (int)tap.shape[2]));
        double[] means = [1.752121, 1.72506, 1.0115, 0.843133, 0.90314];
        float[] samples = [1.43973f, 3.26501f, 3.35843f, 0f, 0f];
        for (var i = 0; i < taps.Length; i++)
        {
            Assert.Equal(means[i], taps[i].to(float64).mean().item<double>(), 1e-4);
            Assert.Equal(samples[i], taps[i][0, 5, 1, 1].item<float>(), 1e-3f);
        }
        Assert.Equal(2.09287f, taps[4].contiguous().data<float>().ToArray()[3], 1e-3f);
    }

    [ModelFact("faceres.bin", "faceres.json")]
    public void Perceptual_distance_finds_noise_farther_than_a_shift_of_equal_pixel_error()
    {
        using var trunk = FaceresTrunk.Load(new ModelStore());
        using var scope = NewDisposeScope();
        using var generator = manual_seed(3);
        var picture = Waves(128).requires_grad_();
        var shifted = picture.roll(1, 3);
        var error = (shifted - picture).square().mean().sqrt();
        var noisy = picture + (randn(picture.shape) * error).detach();
        Assert.Equal(0, PerceptualDistance.Between(trunk, picture, picture).item<float>(), 1e-6f);
        var toShift = PerceptualDistance.Between(trunk, picture, shifted);
        var toNoise = PerceptualDistance.Between(trunk, picture, noisy);
        Assert.True(toNoise.item<float>() > toShift.item<float>(), $"noise {toNoise.item<float>()}, shift {toShift.item<float>()}");
        toNoise.backward();
        Assert.True(float.IsFinite(picture.grad!.norm().item<float>()));
        var known = Array.ConvertAll(trunk.Features(picture), tap => tap.detach());
        Assert.Equal(toNoise.item<float>(), PerceptualDistance.ToFeatures(trunk, noisy, known).item<float>(), 1e-5f);
    }

    [Fact]
    public void An_empty_store_is_reported_with_the_way_out()
        => Assert.Throws<BackendMissingException>(() => FaceresTrunk.Load(new ModelStore(Path.GetTempPath())));

    private static Tensor Waves(int size)
    {
        var values = new float[size * size * 3];
        for (var i = 0; i < values.Length; i++) values[i] = (float)((127.5 + 100 * Math.Sin(0.013 * i) + 27 * Math.Cos(0.11 * i)) / 255);
        return tensor(values).reshape(1, size, size, 3).permute(0, 3, 1, 2).contiguous();
    }
}
