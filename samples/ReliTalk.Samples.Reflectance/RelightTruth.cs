using System.Diagnostics;
using System.Text.Json;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Media;
using ReliTalk.Reflectance.Decomposition;
using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using ReliTalk.Reflectance.Training;

namespace ReliTalk.Samples.Reflectance;

/// <summary>Trains on the rendered set's video and relights its test frames to its other lights.</summary>
internal static class RelightTruth
{
    public static async Task RunAsync(CommandLine command, CancellationToken stop)
    {
        Directory.CreateDirectory(command.Output);
        using var clip = await Clip.OpenAsync(Path.Combine(command.Input, "train.mp4"), whole: true, command.Head, stop);
        Console.WriteLine($"tracked {clip.Frames.Count} frames");
        var truth = TruthClip.Frames(command.Input);
        var oracle = new Dictionary<int, ReflectanceFrame>();
        var mattes = new Dictionary<int, float[]>();
        foreach (var t in truth)
        {
            mattes[t] = await TruthClip.MatteAsync(command.Input, t, stop);
            if (command.Oracle) oracle[t] = await TruthClip.FrameAsync(command.Input, t, clip.Frames[t], stop);
        }

        using var model = Train(command, clip, oracle, truth, stop);
        Print(model, command.Input);
        var lights = new List<(int Index, LightTable Table)>();
        for (var l = 1; File.Exists(Path.Combine(command.Input, "lights", $"light_{l:00}.hdr")); l++)
        {
            var path = Path.Combine(command.Input, "lights", $"light_{l:00}.hdr");
            var light = new EnvironmentLight(EnvironmentMap.From(await HdrImage.ReadAsync(path, cancellationToken: stop), path));
            lights.Add((l, LightTable.Build(light, model.Exponent)));
        }
        var watch = Stopwatch.StartNew();
        foreach (var t in truth)
        {
            var frame = command.Oracle ? oracle[t] : clip.Frame(t, mattes[t]);
            var maps = model.Decompose(frame);
            await Pictures.WriteNormalsAsync(Path.Combine(command.Output, $"normal_f{t:000}.png"), maps, stop);
            foreach (var (l, table) in lights)
                await ImageFile.WriteAsync(Path.Combine(command.Output, $"f{t:000}_l{l:00}.png"), Relighter.Relight(maps, table), cancellationToken: stop);
        }
        Console.WriteLine($"{truth.Count} frames decomposed and relit to {lights.Count} lights in {watch.Elapsed.TotalSeconds:F1} s");
    }

    private static ReflectanceModel Train(CommandLine command, Clip clip, Dictionary<int, ReflectanceFrame> oracle, IReadOnlyList<int> truth, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        FaceRecognitionNetwork? identity = command.Options.IdentitySteps > 0 ? FaceRecognitionNetwork.Load(new ModelStore()) : null;
        using (identity)
        {
            var progress = new StepProgress();
            var model = command.Oracle
                ? ReflectanceTrainer.Train(truth.Count, k => oracle[truth[k]], command.Options, identity is null ? null : identity.Embed, progress: progress, cancellationToken: stop)
                : ReflectanceTrainer.Train(clip.Frames.Count, t => clip.Frame(t), command.Options, identity is null ? null : identity.Embed, progress: progress, cancellationToken: stop);
            Console.WriteLine($"trained in {watch.Elapsed.TotalSeconds:F1} s");
            return model;
        }
    }

    private static void Print(ReflectanceModel model, string folder)
    {
        Console.WriteLine($"exponent {model.Exponent:F1}; light, estimated and true:");
        using var meta = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "meta.json")));
        var truth = meta.RootElement.GetProperty("lights")[0].GetProperty("sh9_rgb");
        for (var k = 0; k < 9; k++)
            Console.WriteLine($"  {model.SourceLight.Coefficients[k]:F3}   {truth[k][0].GetDouble():F3} {truth[k][1].GetDouble():F3} {truth[k][2].GetDouble():F3}");
    }
}
