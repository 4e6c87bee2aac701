using ReliTalk.Learning.Models;
using ReliTalk.Learning.Tests.Models;
using ReliTalk.Learning.TFLite;
using ReliTalk.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Learning.Tests.TFLite;

/// <summary>Expected values were computed by an independent loader in PyTorch 1.13 on the inputs sin(0.013 i) and 0.5 + 0.5 sin(0.013 i), i = flat NHWC index.</summary>
[NoTensorLeaks]
public sealed class TFLiteNetworkTests
{
    [ModelFact("face_detection_short_range.tflite")]
    public void Short_range_detector_gives_the_reference_boxes()
    {
        var outputs = Run("face_detection_short_range.tflite", 128, Sine);
        var boxes = outputs[Array.FindIndex(outputs, o => o.Shape[2] == 16)];
        var scores = outputs[Array.FindIndex(outputs, o => o.Shape[2] == 1)];
        Assert.Equal([1, 896, 16], boxes.Shape);
        Close([0.5986f, -0.6036f, 28.5560f, 28.5556f], boxes.Values, 1e-3f);
        Close([-5.2248f, -4.2972f, -4.7031f], scores.Values, 1e-3f);
    }

    [ModelFact("face_detection_full_range.tflite")]
    public void Full_range_detector_gives_the_reference_scores()
    {
        var outputs = Run("face_detection_full_range.tflite", 192, Sine);
        Assert.Equal([1, 2304, 16], outputs[0].Shape);
        Assert.Equal(21.1034f, outputs[0].Values[2], 1e-3f);
        Close([-7.0446f, -6.7327f, -7.3040f], outputs[1].Values, 1e-3f);
    }

    [ModelFact("face_landmark.tflite")]
    public void Mesh_gives_the_reference_points()
    {
        var outputs = Run("face_landmark.tflite", 192, HalfSine);
        Close([101.2001f, 115.5252f, -9.5620f, 104.2004f, 101.5497f, -18.2605f], outputs[0].Values, 2e-3f);
        Close([-4.1435f], outputs[1].Values, 1e-3f);
    }

    [ModelFact("face_landmark_with_attention.tflite")]
    public void Attention_mesh_gives_the_reference_points()
    {
        var outputs = Run("face_landmark_with_attention.tflite", 192, HalfSine);
        Assert.Equal([1404, 160, 142, 142, 10, 10, 1], Array.ConvertAll(outputs, o => (int)o.Shape[3]));
        Close([97.1729f, 121.7201f, -10.2533f], outputs[0].Values, 2e-3f);
        Close([74.2705f, 124.8924f], outputs[1].Values, 2e-3f);
        Close([61.6234f, 73.2497f], outputs[2].Values, 2e-3f);
        Close([76.8015f, 68.5780f], outputs[4].Values, 2e-3f);
        Close([118.9220f, 71.5195f], outputs[5].Values, 2e-3f);
        Close([-14.6314f], outputs[6].Values, 2e-3f);
    }

    [ModelFact("selfie_segmentation.tflite")]
    public void Segmentation_gives_a_probability_for_every_pixel()
    {
        var outputs = Run("selfie_segmentation.tflite", 256, HalfSine);
        Assert.Equal([1, 256, 256, 1], outputs[0].Shape);
        Assert.All(outputs[0].Values, value => Assert.InRange(value, 0f, 1f));
    }

    [ModelFact("face_landmark.tflite")]
    public void A_batch_gives_what_its_pictures_give_alone()
    {
        using var network = TFLiteNetwork.Read(new ModelStore().Find("face_landmark.tflite"));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var first = Input(192, HalfSine);
        var second = 1 - first;
        var together = network.Run(cat([first, second], 0))[0];
        Assert.Equal([2, 1, 1, 1404], together.shape);
        var apart = network.Run(second)[0].data<float>().ToArray();
        Close(apart, together[1].contiguous().data<float>().ToArray(), 1e-3f);
    }

    [ModelFact("face_landmark_with_attention.tflite")]
    public void The_gradient_to_the_pixels_agrees_with_finite_differences()
    {
        using var network = TFLiteNetwork.Read(new ModelStore().Find("face_landmark_with_attention.tflite"));
        using var scope = NewDisposeScope();
        var picture = Input(192, HalfSine).requires_grad_();
        Tensor Objective(Tensor x)
        {
            var outputs = network.Run(x);
            return outputs[0].mean() + outputs[1].mean();
        }
        Objective(picture).backward();
        var gradient = picture.grad!;
        var direction = gradient / gradient.norm();
        var expected = gradient.norm().item<float>();
        using var noGradient = no_grad();
        const float step = 0.005f;
        var measured = (Objective(picture + direction * step) - Objective(picture - direction * step)).item<float>() / (2 * step);
        Assert.InRange(measured / expected, 0.97f, 1.03f);
    }

    [ModelFact("face_landmark.tflite")]
    public void Threads_that_share_a_network_get_the_same_result()
    {
        using var network = TFLiteNetwork.Read(new ModelStore().Find("face_landmark.tflite"));
        var results = new float[4][];
        Parallel.For(0, 4, i =>
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            results[i] = network.Run(Input(192, HalfSine))[0].data<float>().ToArray();
        });
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public void A_file_that_is_not_a_network_is_refused()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "this is not a network at all");
        Assert.Contains("TFL3", Assert.Throws<WeightsFileException>(() => TFLiteNetwork.Read(path)).Message);
        File.Delete(path);
        Assert.Throws<WeightsFileException>(() => TFLiteNetwork.Read(path));
    }

    private static (long[] Shape, float[] Values)[] Run(string name, int size, Func<double, double> wave)
    {
        using var network = TFLiteNetwork.Read(new ModelStore().Find(name));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return Array.ConvertAll(network.Run(Input(size, wave)), o => (o.shape, o.data<float>().ToArray()));
    }

    private static Tensor Input(int size, Func<double, double> wave)
    {
        var values = new float[size * size * 3];
        for (var i = 0; i < values.Length; i++) values[i] = (float)wave(0.013 * i);
        return tensor(values).reshape(1, size, size, 3);
    }

    private static double Sine(double x) => Math.Sin(x);

    private static double HalfSine(double x) => 0.5 + 0.5 * Math.Sin(x);

    private static void Close(float[] expected, float[] actual, float tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"[{i}] expected {expected[i]}, got {actual[i]}");
    }
}
