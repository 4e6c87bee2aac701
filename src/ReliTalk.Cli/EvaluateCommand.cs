using ReliTalk.Audio;
using System.CommandLine;
using ReliTalk.Evaluation;
using ReliTalk.Learning.Models;
using ReliTalk.Media;

namespace ReliTalk.Cli;

internal static class EvaluateCommand
{
    public static Command Create() => new("evaluate", "Measure portraits: relitalk evaluate drive speaker.mp4 --json drive.json --report report/")
    {
        Frames(), Drive(), Relight(),
        Study<GuidanceRecord>(
            "guidance", "video", "Table 3: F_exp on speech features alone, on the lip mesh alone, and on both: relitalk evaluate guidance speaker.mp4",
            (training, input, progress, token) => new GuidanceProtocol { Training = training }.RunAsync(input, progress, cancellationToken: token)),
        Study<AblationRecord>(
            "ics", "set", "Table 4: normals with and without identity consistency: relitalk evaluate ics sets/A",
            (training, input, progress, token) => AblationProtocol.IdentityConsistency(training).RunAsync(input, progress, cancellationToken: token), record => record.Table()),
        Study<AblationRecord>(
            "ablations", "set", "Fig. 9: every part of the decomposition left out once: relitalk evaluate ablations sets/A",
            (training, input, progress, token) => AblationProtocol.EveryPart(training).RunAsync(input, progress, cancellationToken: token), record => record.Table()),
        Study<GeometryRecord>(
            "geometry", "set", "Landmarks, head rotation and normals against truth: relitalk evaluate geometry sets/A",
            (training, input, progress, token) => new GeometryProtocol { Training = training }.RunAsync(input, progress, cancellationToken: token)),
        Audio(), Results(),
    };

    private static Command Frames()
    {
        var truth = new Argument<string>("truth") { Description = "Video or folder of pictures: what is right." };
        var candidate = new Argument<string>("candidate") { Description = "Video or folder of pictures of the same size and length." };
        var (json, lpips) = (Json(), Lpips());
        var command = new Command("frames", "Compare two videos or folders frame by frame: relitalk evaluate frames film.mp4 made.mp4") { truth, candidate, json, lpips };
        command.SetAction((parse, cancellationToken) => ConsoleSession.RunAsync(async token =>
        {
            using var perceptual = Perceptual(parse.GetValue(lpips));
            FramesRecord? record = null;
            await ProgressDisplay.RunAsync(async progress => record = await new FramesProtocol { Perceptual = perceptual.Metric }
                .RunAsync(parse.GetValue(truth)!, parse.GetValue(candidate)!, progress, token));
            foreach (var region in record!.Regions) Print(region, FramesProtocol.Name, record.Size);
            await WriteAsync(parse.GetValue(json), record, token);
        }, cancellationToken));
        return command;
    }

    private static Command Drive()
    {
        var video = new Argument<string>("video") { Description = "A clip of one person who talks, with sound." };
        var (preset, seed, device, json, frames, report, lpips) = (Preset(), Seed(), Device(), Json(), FramesOut(), Report(), Lpips());
        var features = Features();
        var portrait = PortraitFile("A portrait of the clip's beginning (relitalk train --hold-out 0.2): measured instead of training one.");
        var syncNet = new Option<string?>("--syncnet") { Description = "Judge lip-sync with your own SyncNet v2 weights (.safetensors or .pth)." };
        var size = new Option<int>("--size") { Description = "Side of the square portrait in pixels.", DefaultValueFactory = _ => 256 };
        var command = new Command("drive", "Table 1: learn the first 80 %, drive the rest with its own sound: relitalk evaluate drive speaker.mp4") { video, preset, size, seed, device, features, portrait, json, frames, report, lpips, syncNet };
        command.SetAction((parse, cancellationToken) => ConsoleSession.RunAsync(async token =>
        {
            using var perceptual = Perceptual(parse.GetValue(lpips));
            using var sync = parse.GetValue(syncNet) is { } weights ? SyncNetNetwork.Load(weights) : null;
            var protocol = new DriveProtocol
            {
                Training = new() { Preset = parse.GetValue(preset), Size = parse.GetValue(size), Seed = parse.GetValue(seed), Device = parse.GetValue(device)!, SpeechFeatures = parse.GetValue(features) },
                Perceptual = perceptual.Metric,
                Sync = sync,
                PortraitPath = parse.GetValue(portrait),
                FramesFolder = parse.GetValue(frames),
                ReportFolder = parse.GetValue(report),
            };
            DriveRecord? record = null;
            await ProgressDisplay.RunAsync(async progress => record = await protocol.RunAsync(parse.GetValue(video)!, progress, cancellationToken: token));
            Print(record!.Full, DriveProtocol.Name, record.Size);
            Print(record.Driven, DriveProtocol.Name, record.Size);
            foreach (var (name, baseline) in record.Baselines) Print(baseline.Driven, $"{DriveProtocol.Name}, baseline {name}", record.Size);
            Console.WriteLine(FormattableString.Invariant(
                $"lips: correlation {record.Lip.Corr:0.000}, lag {record.Lip.LagFrames} frames, error {record.Lip.ErrorPx:0.00} px, closures met {record.Lip.ClosureRecall:0.00} [{record.Frames} frames, {DriveProtocol.Name}, network: attention mesh]"));
            await WriteAsync(parse.GetValue(json), record, token);
        }, cancellationToken));
        return command;
    }

    private static Command Relight()
    {
        var folder = new Argument<string>("set") { Description = "Folder with relighting truth, laid out as docs/evaluation.md says." };
        var (preset, seed, device, json, frames, report) = (Preset(), Seed(), Device(), Json(), FramesOut(), Report());
        var portrait = PortraitFile("A portrait of the set's video (relitalk train --whole-picture): measured instead of training one.");
        var head = Head();
        var implicitNormals = new Option<bool>("--implicit-normals") { Description = "Rough normals from the implicit surface instead of the mesh." };
        var command = new Command("relight", "Table 2: learn the set's video, relight it under every other light: relitalk evaluate relight sets/A") { folder, preset, seed, device, portrait, head, implicitNormals, json, frames, report };
        command.SetAction((parse, cancellationToken) => ConsoleSession.RunAsync(async token =>
        {
            var protocol = new RelightProtocol
            {
                Training = new()
                {
                    Preset = parse.GetValue(preset), Seed = parse.GetValue(seed), Device = parse.GetValue(device)!, HeadModelPath = parse.GetValue(head), ImplicitNormals = parse.GetValue(implicitNormals),
                },
                PortraitPath = parse.GetValue(portrait),
                FramesFolder = parse.GetValue(frames),
                ReportFolder = parse.GetValue(report),
            };
            RelightRecord? record = null;
            await ProgressDisplay.RunAsync(async progress => record = await protocol.RunAsync(parse.GetValue(folder)!, progress, cancellationToken: token));
            foreach (var (kind, scores) in record!.Mean)
            {
                Print(kind, "foreground", scores.Fg, scores.Pictures, record);
                Print(kind, "skin", scores.Skin, scores.Pictures, record);
                Print(kind, "skin after gain", scores.SkinGain, scores.Pictures, record);
                Print($"{kind}, copy of the source", "foreground", record.Copy[kind].Fg, scores.Pictures, record);
            }
            await WriteAsync(parse.GetValue(json), record, token);
        }, cancellationToken));
        return command;
    }

    private static Command Audio()
    {
        var learnt = new Option<double?>("--learnt-seconds") { Description = "Learn only from so many seconds, those nearest to the part that is held out: shows what a longer clip brings." };
        return Study<AudioRecord>(
            "audio", "video", "Table 3 without pictures: mean expression, audio only, mesh only and both on held-out speech: relitalk evaluate audio speaker.mp4",
            (training, input, parse, progress, token) => new AudioProtocol { Training = training, LearntSeconds = parse.GetValue(learnt) }.RunAsync(input, progress, cancellationToken: token),
            record => record.Table(), learnt);
    }

    private static Command Study<T>(string name, string input, string description, Func<TrainingOptions, string, IProgress<TrainingProgress>, CancellationToken, Task<T>> run, Func<T, string>? table = null)
        => Study(name, input, description, (training, given, _, progress, token) => run(training, given, progress, token), table);

    /// <summary>A protocol whose outcome is a small record: it is printed whole, so that no figure stands alone.</summary>
    private static Command Study<T>(
        string name, string input, string description, Func<TrainingOptions, string, ParseResult, IProgress<TrainingProgress>, CancellationToken, Task<T>> run, Func<T, string>? table, params Option[] own)
    {
        var argument = new Argument<string>(input) { Description = input == "video" ? "A clip of one person who talks, with sound." : "Folder with truth, laid out as docs/evaluation.md says." };
        var (preset, seed, device, json) = (Preset(), Seed(), Device(), Json());
        var head = Head();
        var share = new Option<double>("--step-share") { Description = "Share of the preset's steps, up to 10; 0.01 tries the whole protocol in minutes.", DefaultValueFactory = _ => 1 };
        var features = Features();
        var command = new Command(name, description) { argument, preset, seed, device, json, head, share, features };
        foreach (var option in own) command.Add(option);
        command.SetAction((parse, cancellationToken) => ConsoleSession.RunAsync(async token =>
        {
            var training = new TrainingOptions { Preset = parse.GetValue(preset), Seed = parse.GetValue(seed), Device = parse.GetValue(device)!, HeadModelPath = parse.GetValue(head), StepShare = parse.GetValue(share), SpeechFeatures = parse.GetValue(features) };
            T? record = default;
            await ProgressDisplay.RunAsync(async progress => record = await run(training, parse.GetValue(argument)!, parse, progress, token));
            Console.WriteLine(table is null ? EvaluationJson.Serialize(record) : table(record!));
            await WriteAsync(parse.GetValue(json), record, token);
        }, cancellationToken));
        return command;
    }

    private static Option<SpeechFeatureKind> Features() => new("--features") { Description = "Speech features that are learnt from.", DefaultValueFactory = _ => SpeechFeatureKind.Moonshine };

    private static Command Results()
    {
        var folder = new Argument<string>("folder") { Description = "Folder with the JSON records." };
        var output = new Option<string>("--out", "-o") { Description = "The page to write.", DefaultValueFactory = _ => "results.md" };
        var summary = new Option<string?>("--summary") { Description = "Also put the headline figures into this page, between <!-- results --> and <!-- /results -->." };
        var command = new Command("results", "Write the results page from JSON records: relitalk evaluate results docs/results --out docs/results.md") { folder, output, summary };
        command.SetAction((parse, cancellationToken) => ConsoleSession.RunAsync(async token =>
        {
            await ResultsPage.WriteAsync(parse.GetValue(folder)!, parse.GetValue(output)!, token);
            if (parse.GetValue(summary) is { } page) await ResultsPage.WriteSummaryAsync(parse.GetValue(folder)!, page, token);
            Console.WriteLine(Path.GetFullPath(parse.GetValue(output)!));
        }, cancellationToken));
        return command;
    }

    private static Option<TrainingPreset> Preset() => new("--preset") { Description = "Draft, Standard or Paper.", DefaultValueFactory = _ => TrainingPreset.Draft };

    private static Option<int> Seed() => new("--seed") { Description = "Seed of every random choice.", DefaultValueFactory = _ => 1 };

    private static Option<string> Device() => new("--device") { Description = "auto, cpu, cuda or cuda:N.", DefaultValueFactory = _ => "auto" };

    private static Option<string?> Head() => new("--head") { Description = "A head model of your own (ICT-FaceKit or FLAME) in the place of the default one." };

    private static Option<string?> PortraitFile(string description) => new("--portrait") { Description = description };

    private static Option<string?> Json() => new("--json") { Description = "Write the record as JSON." };

    private static Option<string?> FramesOut() => new("--frames-out") { Description = "Folder for the scored pictures." };

    private static Option<string?> Report() => new("--report") { Description = "Folder for an HTML report." };

    private static Option<string[]?> Lpips() => new("--lpips")
    {
        Description = "LPIPS from your own weights: AlexNet's file and the heads' file (.safetensors or .pth). Without it: the faceres distance.",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>LPIPS where the user gave its weights, else the stand-in under its own name, else none.</summary>
    private static PerceptualChoice Perceptual(string[]? lpips)
    {
        if (lpips is { Length: 2 }) return new(LpipsMetric.Load(lpips[0], lpips[1]));
        var models = new ModelStore();
        return new(models.Contains("faceres.bin") ? FaceresMetric.Load(models) : null);
    }

    private sealed record PerceptualChoice(IPerceptualMetric? Metric) : IDisposable
    {
        public void Dispose() => (Metric as IDisposable)?.Dispose();
    }

    private static void Print(RegionScores scores, string protocol, int[] size)
    {
        foreach (var measurement in scores.Measurements(protocol, new FrameSize(size[0], size[1]))) Console.WriteLine(measurement.ToString());
    }

    private static void Print(string kind, string region, PairScores scores, int pictures, RelightRecord record)
    {
        var size = new FrameSize(record.Size[0], record.Size[1]);
        Console.WriteLine(new Measurement("PSNR", scores.Psnr, "dB", region, size, pictures, $"{record.Protocol}, {kind}").ToString());
        Console.WriteLine(new Measurement("SSIM", scores.Ssim, "", region, size, pictures, $"{record.Protocol}, {kind}").ToString());
    }

    private static Task WriteAsync<T>(string? path, T record, CancellationToken token)
        => path is null ? Task.CompletedTask : EvaluationJson.WriteAsync(path, record, token);
}
