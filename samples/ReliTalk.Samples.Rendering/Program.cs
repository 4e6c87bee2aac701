using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using ReliTalk;
using ReliTalk.Learning.Models;
using ReliTalk.Learning.Networks.Pretrained;
using ReliTalk.Media;
using ReliTalk.Rendering;
using ReliTalk.Rendering.Areas;
using ReliTalk.Rendering.Bank;
using ReliTalk.Rendering.Networks;
using ReliTalk.Rendering.Training;
using ReliTalk.Samples.Rendering;

if (args.Length == 0) args = ["evaluate", Path.Combine(AppContext.BaseDirectory, "assets", "speaker.mp4"), "--out", Path.Combine("out", "rendering")];
if (args.Length < 2 || args[0] is not ("evaluate" or "drive") || (args[0] == "drive" && args.Length < 3))
{
    Console.Error.WriteLine(
        """
        usage: evaluate VIDEO [--out FOLDER] [options]
               drive VIDEO OUT.mp4 [options]
        Without arguments: evaluate on the embedded demo, to out/rendering.
        options: --preset draft|standard  --steps N  --threads N  --perceptual WEIGHT  --crop whole|head
        Both train F_local and F_blend on the first 80 % of the frames.
        evaluate redraws the mouths of the other frames from their own lips and pose, and prints PSNR (dB, mean over frames) and SSIM with the
        80 and the 120 box (of 256) pasted into the truth; sharp, flick and seam are ratios to the truth. With --out it writes mouths.png
        (rows: truth, bent reference, driven) and frames.png.
        drive puts the held-out lips on the walk through the learnt frames and writes a silent video.
        """);
    return 2;
}

try
{
    if (args[0] == "evaluate") await EvaluateAsync(args[1], ReadOptions(args[2..]), CancellationToken.None);
    else await DriveAsync(args[1], args[2], ReadOptions(args[3..]), CancellationToken.None);
    return 0;
}
catch (ReliTalkException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static Dictionary<string, string> ReadOptions(string[] args)
{
    var options = new Dictionary<string, string>();
    for (var i = 0; i + 1 < args.Length; i += 2) options[args[i].TrimStart('-')] = args[i + 1];
    return options;
}

static async Task<(Clip Clip, FrameBank Bank, RenderingModel Model)> LearnAsync(string video, Dictionary<string, string> given, CancellationToken cancellationToken)
{
    const int size = 256;
    TorchSharp.torch.set_num_threads(int.Parse(given.GetValueOrDefault("threads", "2"), CultureInfo.InvariantCulture));
    var watch = Stopwatch.StartNew();
    var whole = given.GetValueOrDefault("crop", "whole") != "head";
    var clip = await Clip.OpenAsync(video, size, whole, new MouthAreaOptions { ScaleToFace = !whole }, cancellationToken);
    var train = clip.Pictures.Count * 4 / 5;
    var bank = clip.Bank(0, train);
    Console.WriteLine($"{clip.Pictures.Count} frames tracked and fitted in {watch.Elapsed.TotalSeconds:F0} s; {train} to learn, {clip.Pictures.Count - train} held out");
    Console.WriteLine($"driven area {clip.Areas[0].DrivenSide}, hole {clip.Areas[0].HoleSide}, crop {clip.Areas[0].CropSize} of {size} pixels; face scale {clip.FaceShare:F3} of the picture");

    var options = given.GetValueOrDefault("preset", "draft") == "standard" ? RenderingOptions.Standard : RenderingOptions.Draft;
    if (given.TryGetValue("steps", out var steps)) options = options with { Steps = int.Parse(steps, CultureInfo.InvariantCulture) };
    if (given.TryGetValue("perceptual", out var weight)) options = options with { PerceptualWeight = double.Parse(weight, CultureInfo.InvariantCulture) };
    using var trunk = options.PerceptualWeight > 0 ? FaceresTrunk.Load(new ModelStore()) : null;
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    watch.Restart();
    var model = RenderingTrainer.Train(bank, options, trunk, progress: new ConsoleProgress(), cancellationToken: cancellationToken);
    Console.WriteLine($"trained {options.Steps} steps in {watch.Elapsed.TotalSeconds:F0} s, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:F0} s of processor time; detail gain {model.DetailGain:F1}");
    return (clip, bank, model);
}

static async Task DriveAsync(string video, string output, Dictionary<string, string> given, CancellationToken cancellationToken)
{
    var (clip, bank, model) = await LearnAsync(video, given, cancellationToken);
    using var unused = model;
    var renderer = new PortraitRenderer(model, bank);
    var path = BankPath.Plan(bank, clip.Pictures.Count - bank.Count);
    await using var writer = await VideoWriter.CreateAsync(output, cancellationToken: cancellationToken);
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    for (var t = 0; t < path.Length; t++)
    {
        var from = bank.Count + t;
        var frame = new Frame(clip.Size, clip.Size);
        renderer.Render(path[t], clip.Mouth(clip.Fit.ExpressionOf(from), clip.Fit.JawPoseOf(from), path[t]), frame.Pixels);
        await writer.WriteAsync(frame, cancellationToken);
    }
    await writer.CompleteAsync(cancellationToken);
    Console.WriteLine($"{path.Length} frames, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / path.Length:F0} ms of processor time each (normals, rendering, encoding): {output}");
}

static async Task EvaluateAsync(string video, Dictionary<string, string> given, CancellationToken cancellationToken)
{
    var (clip, bank, model) = await LearnAsync(video, given, cancellationToken);
    using var unused = model;
    var (size, train) = (clip.Size, bank.Count);
    var baselines = new Baselines(bank, model.WarpPoints);
    // The paper's square hole: everything that is scored was drawn, nothing in it is the truth's own pixel.
    var driven = new PortraitRenderer(model, bank, HoleShape.Box);
    var mean = new PortraitRenderer(model, bank, HoleShape.Box);
    var (meanExpression, meanJaw) = MeanMouth(clip, train);
    Evaluation[] methods = [new("frozen closed mouth", size), new("nearest head pose", size), new("mean mouth shape, our renderer", size), new("bent reference, no network", size), new("driven (F_local, F_blend)", size)];
    var boxes = new List<Box>();
    var truths = new List<byte[]>();
    var seconds = 0.0;
    for (var t = train; t < clip.Pictures.Count; t++)
    {
        var truth = clip.Pictures[t];
        var mouth = clip.OwnMouth(t);
        var area = mouth.Area;
        var behind = new BankFrame(truth, mouth, false);
        var box80 = Box.Inside(area.DrivenX, area.DrivenY, area.DrivenSide, size);
        var box120 = Box.Inside(area.HoleX, area.HoleY, area.HoleSide, size);
        Draw(methods[0], pixels => baselines.Frozen(mouth, pixels));
        Draw(methods[1], pixels => baselines.NearestPose(mouth, pixels));
        Draw(methods[2], pixels => mean.Render(behind, clip.Mouth(meanExpression, meanJaw, t), pixels));
        Draw(methods[3], pixels => baselines.BentReference(mouth, pixels));
        var start = Stopwatch.GetTimestamp();
        Draw(methods[4], pixels => driven.Render(behind, mouth, pixels));
        seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        boxes.Add(box80);
        truths.Add(truth);

        void Draw(Evaluation method, Action<byte[]> draw)
        {
            var pixels = (byte[])truth.Clone();
            draw(pixels);
            method.Add(pixels, truth, box80, box120);
        }
    }
    Console.WriteLine(Evaluation.Header);
    foreach (var method in methods) Console.WriteLine(method.Line());
    Console.WriteLine($"rendering: {1000 * seconds / truths.Count:F1} ms a frame");
    if (given.TryGetValue("out", out var folder))
    {
        Directory.CreateDirectory(folder);
        int[] shown = [.. Enumerable.Range(0, 10).Select(i => i * (truths.Count - 1) / 9)];
        IReadOnlyList<byte[]> Pick(IReadOnlyList<byte[]> all) => [.. shown.Select(i => all[i])];
        await ContactSheet.WriteAsync(Path.Combine(folder, "mouths.png"), [Pick(truths), Pick(methods[3].Drawn), Pick(methods[4].Drawn)], [.. shown.Select(i => boxes[i])], size, 2, cancellationToken);
        await ContactSheet.WriteAsync(Path.Combine(folder, "frames.png"), [Pick(truths), Pick(methods[4].Drawn)], [.. shown.Select(_ => new Box(0, 0, size))], size, 1, cancellationToken);
    }
}

static (float[] Expression, Vector3 Jaw) MeanMouth(Clip clip, int train)
{
    var expression = new float[clip.Fit.ExpressionCount];
    var jaw = Vector3.Zero;
    for (var t = 0; t < train; t++)
    {
        var own = clip.Fit.ExpressionOf(t);
        for (var k = 0; k < expression.Length; k++) expression[k] += own[k] / train;
        jaw += clip.Fit.JawPoseOf(t) / train;
    }
    return (expression, jaw);
}

internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private int last;

    public void Report(TrainingProgress value)
    {
        if (value.TotalSteps == 0 || value.Step * 10 / value.TotalSteps <= last) return;
        last = value.Step * 10 / value.TotalSteps;
        Console.WriteLine($"  {value.Stage} {value.Step}/{value.TotalSteps} {string.Join(' ', value.Terms.Select(term => $"{term.Key} {term.Value:G3}"))} {value.Remaining:mm\\:ss} left");
    }
}
