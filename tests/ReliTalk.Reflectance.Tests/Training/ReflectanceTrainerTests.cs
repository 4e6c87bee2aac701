using System.Numerics;
using ReliTalk.Media;
using ReliTalk.Reflectance.Colour;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Training;
using ReliTalk.Testing;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ReliTalk.Reflectance.Tests.Training;

public sealed class ReflectanceTrainerTests
{
    static ReflectanceTrainerTests() => set_num_threads(1);

    private const int Size = 64;
    private static readonly Light Sun = new CoefficientLight(new AreaLight(new Vector3(0.6f, 0.5f, 0.8f), 1.1f, new Vector3(2.2f)).Project());
    private static readonly ReflectanceOptions Small = new() { Steps = 8, IdentitySteps = 0, KeyFrames = 2, Width = 4, SpecularWidth = 4 };

    // A ball of skin under a known light, with rough normals as true ones.
    private static ReflectanceFrame Ball(Vector3? skin = null)
    {
        var colour = skin ?? new Vector3(0.48f, 0.29f, 0.21f);
        var ball = Spheres.Of(Size, 1f, 0.04f);
        for (var c = 0; c < 3; c++) Array.Fill(ball.Albedo, colour[c], c * Size * Size, Size * Size);
        var linear = new float[3 * Size * Size];
        Relighter.Relight(ball, LightTable.Build(Sun, 32), linear);
        var frame = new Frame(Size, Size);
        for (var i = 0; i < Size * Size; i++)
        for (var c = 0; c < 3; c++)
            frame.Pixels[3 * i + c] = SrgbTransfer.ToByte(linear[c * Size * Size + i]);
        return new ReflectanceFrame(frame, ball.Normals, ball.Matte, ball.Matte, ball.Matte);
    }

    [Fact]
    public void Training_reports_every_step_and_the_loss_falls()
    {
        var losses = new List<double>();
        using var model = ReflectanceTrainer.Train(4, _ => Ball(), Small with { Steps = 24 }, progress: new Collect(r => losses.Add(r.Terms["rgb"])));
        Assert.Equal(24, losses.Count);
        Assert.True(losses[^5..].Average() < losses[..5].Average(), $"{losses[..5].Average()} to {losses[^5..].Average()}");
    }

    [Fact]
    public void The_learned_light_keeps_the_scale_that_the_skin_albedo_pins()
    {
        using var model = ReflectanceTrainer.Train(2, _ => Ball(), Small with { Light = new() { NeutralExposure = 0f } });
        var truth = Sun.Project();
        Assert.Equal(truth[0].Y, model.SourceLight.Coefficients[0].Y, 0.12f * truth[0].Y);
    }

    [Fact]
    public void Dark_skin_stays_dark_in_an_absolute_light()
    {
        // The same light on skin four times darker: a fixed light-skin albedo would blame the light and answer with light skin.
        var dark = new Vector3(0.12f, 0.0725f, 0.0525f);
        using var model = ReflectanceTrainer.Train(2, _ => Ball(dark), Small with { Steps = 1, RefineNormals = false, SpecularMap = false });
        using var light = ReflectanceTrainer.Train(2, _ => Ball(), Small with { Steps = 1, RefineNormals = false, SpecularMap = false });
        Assert.InRange(model.SkinAlbedo.Y / light.SkinAlbedo.Y, 0.25f, 0.5f);

        var uniform = LightTable.Build(new CoefficientLight(RadianceCoefficients.Constant(Vector3.One)), 32f);
        var (darkPicture, lightPicture) = (Relighter.Relight(model.Decompose(Ball(dark)), uniform), Relighter.Relight(light.Decompose(Ball()), uniform));
        var middle = 4 * (Size / 2 * Size + Size / 2) + 1;
        Assert.True(darkPicture.Pixels[middle] < 0.75 * lightPicture.Pixels[middle], $"{darkPicture.Pixels[middle]} beside {lightPicture.Pixels[middle]}");
    }

    [Fact]
    public void Relighting_with_the_source_light_returns_the_picture()
    {
        var frame = Ball();
        using var model = ReflectanceTrainer.Train(2, _ => frame, Small);
        var again = Relighter.Relight(model.Decompose(frame), LightTable.Build(model.SourceLight, model.Exponent));
        for (var i = 0; i < Size * Size; i++)
            if (frame.Matte[i] > 0 && frame.Normals[2 * Size * Size + i] > 0.5f)
                Assert.InRange(again.Pixels[4 * i], frame.Picture.Pixels[3 * i] - 2, frame.Picture.Pixels[3 * i] + 2);
    }

    [Fact]
    public void Maps_that_are_done_with_serve_the_next_picture()
    {
        var frame = Ball();
        using var model = ReflectanceTrainer.Train(2, _ => frame, Small);
        var source = model.Decompose(frame);
        var table = LightTable.Build(new DirectionalLight(new Vector3(1, 0.3f, 0.5f), Vector3.One), model.Exponent);
        var fresh = model.Explain(frame.Picture, source.Normals, source.SpecularWeight, source.Matte);
        var expected = Relighter.Relight(fresh, table).Pixels;
        // Twice over the same arrays, the first time with another picture in them.
        IntrinsicMaps? maps = null;
        foreach (var picture in new[] { Ball(Vector3.One * 0.4f).Picture, frame.Picture }) maps = model.Explain(picture, source.Normals, source.SpecularWeight, source.Matte, done: maps);
        Assert.Equal(fresh.Albedo, maps!.Albedo);
        Assert.Equal(fresh.Foreground, maps.Foreground);
        Assert.Equal(expected, Relighter.Relight(maps, table).Pixels);
    }

    [Fact]
    public void Refined_normals_have_unit_length()
    {
        var frame = Ball();
        using var model = ReflectanceTrainer.Train(2, _ => frame, Small);
        var maps = model.Decompose(frame);
        for (var i = 0; i < Size * Size; i++)
        {
            var n = new Vector3(maps.Normals[i], maps.Normals[Size * Size + i], maps.Normals[2 * Size * Size + i]);
            Assert.Equal(frame.Matte[i] > 0 ? 1f : 0f, n.Length(), 3);
        }
    }

    [Fact]
    public void A_model_that_went_through_named_tensors_decomposes_alike()
    {
        var frame = Ball();
        using var scope = NewDisposeScope();
        using var model = ReflectanceTrainer.Train(2, _ => frame, Small);
        using var restored = ReflectanceModel.FromTensors(model.ToTensors());
        Assert.Equal(model.Decompose(frame).Normals, restored.Decompose(frame).Normals);
        Assert.Equal(model.Decompose(frame).Albedo, restored.Decompose(frame).Albedo);
        Assert.Equal(model.Exponent, restored.Exponent);
    }

    [Fact]
    public void A_state_with_a_missing_tensor_is_refused()
    {
        using var scope = NewDisposeScope();
        using var model = ReflectanceTrainer.Train(2, _ => Ball(), Small with { Steps = 1 });
        var tensors = model.ToTensors();
        var removed = tensors.Keys.First(k => k.Contains("light", StringComparison.Ordinal));
        tensors.Remove(removed);
        Assert.Contains(removed, Assert.Throws<WeightsFileException>(() => ReflectanceModel.FromTensors(tensors)).Message);
    }

    [Fact]
    public void Identity_consistency_sees_each_picture_alone_with_its_three_colours()
    {
        // The embedding is the mean of each colour plane. The test looks at what it is handed: one picture, three planes in RGB order, red skin.
        var shapes = new List<long[]>();
        var redder = true;
        Tensor Embed(Tensor pictures)
        {
            shapes.Add(pictures.shape);
            var mean = pictures.mean([2, 3]);
            redder &= mean[0, 0].item<float>() > mean[0, 2].item<float>() * 0.8f;
            return mean;
        }

        using var model = ReflectanceTrainer.Train(2, _ => Ball(), Small with { Steps = 1, IdentitySteps = 3 }, Embed);

        Assert.Equal(6, shapes.Count);
        Assert.All(shapes, shape => Assert.Equal([1, 3], shape[..2]));
        Assert.True(redder);
    }

    [LoopbackFact]
    public void A_step_sends_one_small_sample_to_the_device_and_waits_for_it_once()
    {
        var traffic = new StepTraffic<TrainingProgress>();
        using var model = ReflectanceTrainer.Train(2, _ => Ball(), Small with { Steps = 4, IdentitySteps = 3 }, pictures => pictures.mean([2, 3]), LoopbackDevice.Device, traffic);
        // Decomposing: the numbers of the skin pixels that the entropy looks at; keeping identity: a random light. Between the two stages the second is prepared.
        DeviceTraffic[] steps = [.. traffic.Steps.Take(3), .. traffic.Steps.TakeLast(2)];
        Assert.All(steps, step => Assert.Equal((1, 1, 0), (step.ToDevice, step.FromDevice, step.Waits)));
        Assert.All(steps, step => Assert.InRange(step.BytesToDevice, 9 * 3 * sizeof(float), 1024 * sizeof(long)));
        Assert.All(steps, step => Assert.InRange(step.BytesFromDevice, 1, 64));
        using var here = ReflectanceTrainer.Train(2, _ => Ball(), Small with { Steps = 4, IdentitySteps = 3 }, pictures => pictures.mean([2, 3]));
        Assert.Equal(here.SourceLight.Coefficients[0].Y, model.SourceLight.Coefficients[0].Y, 0.001f);
    }

    [Fact]
    public void Every_switch_of_the_ablations_trains()
    {
        ReflectanceOptions[] all =
        [
            Small with { RefineNormals = false }, Small with { NormalResidual = false }, Small with { InitialNormals = false, NormalResidual = false },
            Small with { Parsimony = false }, Small with { Smoothness = false }, Small with { Specular = false }, Small with { SpecularMap = false }, Small with { Shadows = false },
        ];
        var frame = Ball();
        foreach (var options in all)
        {
            using var model = ReflectanceTrainer.Train(2, _ => frame, options with { Steps = 2 });
            var maps = model.Decompose(frame);
            Assert.All(maps.Albedo, value => Assert.True(float.IsFinite(value)));
            if (!options.Specular) Assert.All(maps.SpecularWeight, value => Assert.Equal(0f, value));
            if (!options.Shadows) Assert.Null(maps.Horizon);
            if (!options.RefineNormals) Assert.Equal(0.999f, Vector3.Dot(Normal(maps), new Vector3(frame.Normals[2080], frame.Normals[4096 + 2080], frame.Normals[8192 + 2080])), 2);
        }

        static Vector3 Normal(IntrinsicMaps maps) => new(maps.Normals[2080], maps.Normals[4096 + 2080], maps.Normals[8192 + 2080]);
    }

    [Fact]
    public void Cancellation_stops_the_training()
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => ReflectanceTrainer.Train(2, _ => Ball(), Small, progress: new Collect(_ => stop.Cancel()), cancellationToken: stop.Token));
    }

    [Fact]
    public void Frames_without_skin_are_refused()
    {
        var ball = Ball();
        var bare = new ReflectanceFrame(ball.Picture, ball.Normals, new float[Size * Size], ball.Face, ball.Matte);
        Assert.Throws<FaceNotFoundException>(() => ReflectanceTrainer.Train(2, _ => bare, Small));
    }

    private sealed class Collect(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
