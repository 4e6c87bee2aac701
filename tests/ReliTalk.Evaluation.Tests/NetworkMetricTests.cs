using System.Numerics;
using ReliTalk.Geometry.Tracking;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.WeightFiles;
using ReliTalk.Media;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Evaluation.Tests;

public sealed class NetworkMetricTests
{
    private static readonly long[][] AlexNetShapes = [[64, 3, 11, 11], [192, 64, 5, 5], [384, 192, 3, 3], [256, 384, 3, 3], [256, 256, 3, 3]];
    private static readonly int[] AlexNetIndices = [0, 3, 6, 8, 10];

    /// <summary>Weights from a formula, so that PyTorch can have the same; the expected distance was printed by PyTorch 1.13 from the published definition.</summary>
    [Fact]
    public void Lpips_computes_the_published_definition()
    {
        using var folder = new TemporaryFolder();
        string trunk = Path.Combine(folder.Path, "alexnet.safetensors"), heads = Path.Combine(folder.Path, "heads.safetensors");
        using (NewDisposeScope())
        {
            var layers = new Dictionary<string, Tensor>();
            var lines = new Dictionary<string, Tensor>();
            for (var i = 0; i < AlexNetShapes.Length; i++)
            {
                var shape = AlexNetShapes[i];
                var fanIn = shape[1] * shape[2] * shape[3];
                layers[$"features.{AlexNetIndices[i]}.weight"] = Formula(shape[0] * fanIn, 0.37 + 0.1 * i, 1.5 / Math.Sqrt(fanIn)).view(shape);
                layers[$"features.{AlexNetIndices[i]}.bias"] = Formula(shape[0], 0.9, 0.1);
                lines[$"lin{i}.model.1.weight"] = Formula(shape[0], 0.7, 1).abs().view(1, shape[0], 1, 1);
            }
            SafeTensorsFile.Write(trunk, layers);
            SafeTensorsFile.Write(heads, lines);
        }
        using var lpips = LpipsMetric.Load(trunk, heads);

        Assert.Equal(0.658822, lpips.Distance(TestPictures.Make(0), TestPictures.Make(1)), 4);
        Assert.Equal(0, lpips.Distance(TestPictures.Make(1), TestPictures.Make(1)), 6);
        Assert.Equal("LPIPS", lpips.Metric);
        Assert.Contains("features.0.weight", Assert.Throws<WeightsFileException>(() => LpipsMetric.Load(heads, heads)).Message);
    }

    [Fact]
    public void The_substitute_orders_pictures_and_does_not_call_itself_lpips()
    {
        var models = new ModelStore();
        if (!models.Contains("faceres.bin")) return;
        using var metric = FaceresMetric.Load(models);
        Frame a = TestPictures.Make(0), b = TestPictures.Make(1);

        var far = metric.Distance(a, b);

        Assert.Equal(0, metric.Distance(a, a), 5);
        Assert.True(far > 10 * metric.Distance(a, Brighter(a, 2)));
        Assert.DoesNotContain("LPIPS", metric.Metric);
        Assert.Contains("not LPIPS", metric.Network);
    }

    [Fact]
    public void The_identity_cut_follows_eyes_and_mouth()
    {
        var landmarks = new Vector3[FaceLandmarks.Count];
        foreach (var point in FaceLandmarks.LeftEyeContour) landmarks[point] = new Vector3(40, 50, 0);
        foreach (var point in FaceLandmarks.RightEyeContour) landmarks[point] = new Vector3(80, 50, 0);
        foreach (var point in FaceLandmarks.Lips) landmarks[point] = new Vector3(60, 98, 0);

        var box = IdentityMetric.FaceBox(landmarks);

        // Both eyes are sqrt(20^2 + 48^2) = 52 from the mouth: side 52 / 0.45 = 115.56; the centres' mean is (60, 66).
        Assert.Equal(new CropBox(2, 16, 116, 116), box);
    }

    private static Tensor Formula(long count, double frequency, double scale)
        => (sin(arange(count, ScalarType.Float64) * frequency) * scale).to(ScalarType.Float32);

    private static Frame Brighter(Frame frame, int levels)
        => new(frame.Width, frame.Height, frame.PixelFormat, [.. frame.Pixels.Select(p => (byte)Math.Min(255, p + levels))]);
}
