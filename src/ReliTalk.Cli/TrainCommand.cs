using System.CommandLine;
using System.Diagnostics;
using ReliTalk.Audio;

namespace ReliTalk.Cli;

internal static class TrainCommand
{
    public static Command Create()
    {
        var video = new Argument<string>("video") { Description = "A video of one person who talks to the camera, with sound." };
        var output = new Option<string>("--out", "-o") { Description = "The portrait file to write.", DefaultValueFactory = _ => "out.portrait" };
        var preset = new Option<TrainingPreset>("--preset") { Description = "Draft, Standard or Paper.", DefaultValueFactory = _ => TrainingPreset.Draft };
        var size = new Option<int>("--size") { Description = "Side of the square portrait in pixels: 128 to 1024, a multiple of 32.", DefaultValueFactory = _ => 256 };
        var seed = new Option<int>("--seed") { Description = "Seed of every random choice.", DefaultValueFactory = _ => 1 };
        var seconds = new Option<double?>("--max-seconds") { Description = "Use only so many seconds of the video's beginning." };
        var holdOut = new Option<double>("--hold-out") { Description = "Share of the video's end, 0 to 0.5, that is not learnt from: relitalk evaluate drive --portrait measures on it." };
        var whole = new Option<bool>("--whole-picture") { Description = "Learn the whole picture instead of a square around the head." };
        var features = new Option<SpeechFeatureKind>("--features") { Description = "Speech features; Phones is quicker and follows less closely, DeepSpeech needs your own file.", DefaultValueFactory = _ => SpeechFeatureKind.Moonshine };
        var lips = new Option<LipMeshKind>("--lip-mesh") { Description = "What guides the lips; Voca needs your own file and --features DeepSpeech.", DefaultValueFactory = _ => LipMeshKind.Learned };
        var perceptual = new Option<PerceptualFeatures>("--perceptual") { Description = "What measures how a drawn mouth looks; VggFace needs your own file.", DefaultValueFactory = _ => PerceptualFeatures.Faceres };
        var surface = new Option<bool>("--implicit-normals") { Description = "Learn the implicit surface of section 3.1 and take the rough normals from it; slow." };
        var checkpoints = new Option<string?>("--checkpoints") { Description = "Folder for checkpoints; a stopped run resumes from it." };
        var share = new Option<double>("--step-share") { Description = "Share of the preset's steps, up to 10; 0.01 tries the whole line in seconds.", DefaultValueFactory = _ => 1 };
        var device = new Option<string>("--device") { Description = "auto, cpu, cuda or cuda:N.", DefaultValueFactory = _ => "auto" };
        var head = new Option<string?>("--head") { Description = "A head model of your own (ICT-FaceKit or FLAME) in the place of the default one." };
        var json = new Option<bool>("--json") { Description = "Print what was made as JSON." };
        var command = new Command("train", """
            Learn a portrait: relitalk train speaker.mp4 --out speaker.portrait
            relitalk train speaker.mp4 --preset Standard --checkpoints work/ --out speaker.portrait
            relitalk train speaker.mp4 --step-share 0.01 --max-seconds 5 --out trial.portrait
            """) { json, video, output, preset, size, seed, seconds, holdOut, whole, features, lips, perceptual, surface, checkpoints, share, device, head };
        command.SetAction((parse, cancellationToken) => ConsoleSession.RunAsync(async token =>
        {
            var options = new TrainingOptions
            {
                Preset = parse.GetValue(preset),
                Size = parse.GetValue(size),
                Seed = parse.GetValue(seed),
                MaxSeconds = parse.GetValue(seconds),
                HoldOut = parse.GetValue(holdOut),
                WholePicture = parse.GetValue(whole),
                SpeechFeatures = parse.GetValue(features),
                LipMesh = parse.GetValue(lips),
                Perceptual = parse.GetValue(perceptual),
                ImplicitNormals = parse.GetValue(surface),
                CheckpointFolder = parse.GetValue(checkpoints),
                StepShare = parse.GetValue(share),
                Device = parse.GetValue(device)!,
                HeadModelPath = parse.GetValue(head),
            };
            var path = parse.GetValue(output)!;
            var training = Portrait.Train(parse.GetValue(video)!, options);
            OutputFile.EnsureWritable(path);
            var clock = Stopwatch.StartNew();
            var frames = 0;
            await ProgressDisplay.RunAsync(async progress =>
            {
                using var portrait = await training.WithProgress(progress).BuildAsync(token);
                portrait.Save(path);
                frames = portrait.FrameCount;
            });
            var megabytes = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
            if (parse.GetValue(json)) JsonOutput.Print(new { Path = Path.GetFullPath(path), options.Size, Frames = frames, Seconds = clock.Elapsed.TotalSeconds, PeakMemoryMegabytes = megabytes });
            else Console.WriteLine($"{Path.GetFullPath(path)}  ({ProgressDisplay.Format(clock.Elapsed)}, peak memory {megabytes:0} MB)");
        }, cancellationToken));
        return command;
    }
}
