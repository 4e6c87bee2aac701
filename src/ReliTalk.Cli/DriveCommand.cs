using System.CommandLine;
using System.Globalization;
using ReliTalk.Audio;

namespace ReliTalk.Cli;

internal static class DriveCommand
{
    public static Command Create()
    {
        var portraitPath = new Argument<string>("portrait") { Description = "A portrait file that 'relitalk train' wrote." };
        var audio = new Argument<string>("audio") { Description = "The speech: any sound file that ffmpeg reads." };
        var output = new Option<string>("--out", "-o") { Description = "The video to write: .mp4, .mov (ProRes 4444), .webm (VP9), no extension for a folder of PNGs.", DefaultValueFactory = _ => "out.mp4" };
        var light = new Option<string?>("--light", "-l") { Description = "Environment map (.hdr or .exr, 2:1) that lights the portrait." };
        var exposure = new Option<float>("--exposure") { Description = "Stops added to the light, -10 to 10." };
        var absolute = new Option<bool>("--absolute") { Description = "Take the light's radiance as it is, without automatic exposure." };
        var rotation = new Option<float>("--rotate") { Description = "Rotation of the light about the vertical axis, degrees." };
        var background = new Option<string>("--background", "-b")
        {
            Description = "source, environment, transparent (needs .mov, .webm or a PNG folder as output), or the path of a picture or video.",
            DefaultValueFactory = _ => "source",
        };
        var strength = new Option<float>("--strength") { Description = "Scale of the expression, 0 to 2.", DefaultValueFactory = _ => 1f };
        var head = new Option<string>("--head") { Description = "Where the head's motion comes from: source, still, or the path of a video to follow.", DefaultValueFactory = _ => "source" };
        var still = new Option<bool>("--still") { Description = "Keep the head still: --head still." };
        var blinks = new Option<string>("--blinks") { Description = "source, none, or how many a minute (up to 40).", DefaultValueFactory = _ => "source" };
        var blinkAt = new Option<double[]>("--blink-at") { Description = "Blink at these seconds of the output.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var bilabials = new Option<BilabialBehaviour>("--bilabials") { Description = "What the lips do at p, b and m.", DefaultValueFactory = _ => BilabialBehaviour.Learnt };
        var silence = new Option<SilenceBehaviour>("--silence") { Description = "What the face does where nobody speaks.", DefaultValueFactory = _ => SilenceBehaviour.Learnt };
        var json = new Option<bool>("--json") { Description = "Print what was written as JSON." };
        var command = new Command("drive", """
            Make a portrait speak: relitalk drive speaker.portrait speech.wav --out out.mp4
            relitalk drive speaker.portrait speech.wav --light studio.hdr --background environment --out out.mp4
            relitalk drive speaker.portrait speech.wav --light sunset.exr --rotate 90 --exposure -0.5 --background beach.jpg --out beach.mp4
            relitalk drive speaker.portrait speech.wav --background transparent --out cut-out.webm
            relitalk drive speaker.portrait speech.wav --head nodding.mp4 --blinks 15 --out nodding.mp4
            """)
        {
            json, portraitPath, audio, output, light, exposure, absolute, rotation, background, strength, head, still, blinks, blinkAt, silence, bilabials,
        };
        command.SetAction((parse, cancellationToken) => ConsoleSession.RunAsync(async token =>
        {
            var options = new DriveOptions
            {
                ExpressionStrength = parse.GetValue(strength),
                Silence = parse.GetValue(silence),
                Bilabials = parse.GetValue(bilabials),
                HeadMotion = parse.GetValue(still) ? HeadMotionSource.Still : ReadHead(parse.GetValue(head)!),
                Blinks = ReadBlinks(parse.GetValue(blinks)!, parse.GetValue(blinkAt)!),
            };
            using var portrait = Portrait.Load(parse.GetValue(portraitPath)!);
            var performance = portrait.Drive(parse.GetValue(audio)!, options);
            if (parse.GetValue(light) is { } map)
            {
                performance = performance.Relight(map, new RelightOptions
                {
                    Exposure = parse.GetValue(exposure),
                    AutoExposure = !parse.GetValue(absolute),
                    RotationDegrees = parse.GetValue(rotation),
                });
            }
            performance = performance.Over(parse.GetValue(background)! switch
            {
                "source" => Backdrop.Source,
                "environment" => Backdrop.Environment,
                "transparent" => Backdrop.Transparent,
                var path when IsVideo(path) => Backdrop.Video(path),
                var path => Backdrop.Image(path),
            });
            PerformanceReport? report = null;
            await ProgressDisplay.RunAsync(async progress => report = await performance.WithProgress(progress).SaveAsync(parse.GetValue(output)!, token));
            if (parse.GetValue(json)) JsonOutput.Print(report);
            else
            {
                Console.WriteLine($"{report!.Path}  ({report.Frames} frames, model {report.ModelFps:0.0} fps, delivered {report.DeliveredFps:0.0} fps)");
                Console.WriteLine($"  a frame: {string.Join(", ", report.StageTimes.Select(stage => $"{stage.Key} {stage.Value.TotalMilliseconds:0.0} ms"))}");
            }
        }, cancellationToken));
        return command;
    }

    private static HeadMotionSource ReadHead(string text) => text switch
    {
        "source" => HeadMotionSource.Source,
        "still" => HeadMotionSource.Still,
        _ => HeadMotionSource.Reference(text),
    };

    private static Blinks ReadBlinks(string text, double[] times)
    {
        if (times.Length > 0) return Blinks.At([.. times.Select(TimeSpan.FromSeconds)]);
        return text switch
        {
            "source" => Blinks.Source,
            "none" => Blinks.None,
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) => Blinks.PerMinute(rate),
            _ => throw new ArgumentOutOfRangeException(null, $"--blinks must be source, none or a number of blinks a minute, not '{text}'."),
        };
    }

    private static bool IsVideo(string path) => Path.GetExtension(path).ToLowerInvariant()
        is ".mp4" or ".m4v" or ".mov" or ".webm" or ".mkv" or ".avi" or ".mpg" or ".mpeg" or ".ts" or ".mts" or ".m2ts" or ".wmv" or ".flv" or ".ogv" or ".3gp" or ".gif";
}
