using System.CommandLine;
using ReliTalk.Inspection;
using Spectre.Console;

namespace ReliTalk.Cli;

internal static class InspectCommand
{
    public static Command Create()
    {
        var video = new Argument<string>("video") { Description = "The video to judge before training." };
        var seconds = new Option<double>("--seconds") { Description = "How much of its beginning is looked at.", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var command = new Command("inspect", """
            Say why a video will or will not train well: relitalk inspect speaker.mp4
            relitalk inspect speaker.mp4 --seconds 60 --json
            """) { video, seconds, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var canTrain = false;
            var code = await ConsoleSession.RunAsync(async token =>
            {
                var report = await new VideoInspector().InspectAsync(parse.GetValue(video)!, parse.GetValue(seconds), progress: null, token);
                canTrain = report.CanTrain;
                if (parse.GetValue(json)) JsonOutput.Print(report);
                else Print(report);
            }, cancellationToken);
            return code != ConsoleSession.Success ? code : canTrain ? ConsoleSession.Success : ConsoleSession.Failure;
        });
        return command;
    }

    private static void Print(PreflightReport report)
    {
        AnsiConsole.WriteLine($"{report.Path}: {report.Width}x{report.Height}, {report.FrameRate:0.##} fps, {report.Duration.TotalSeconds:0.0} s, {(report.HasAudio ? "with" : "no")} sound");
        AnsiConsole.WriteLine($"face in {report.FaceShare:P0} of {report.Frames} frames, {report.FaceHeight:0} px high, brightness {report.FaceBrightness:0.00}, clipped {report.ClippedShare:P1}");
        if (report.Findings.Count == 0) AnsiConsole.MarkupLine("[green]nothing stands in the way[/]");
        foreach (var finding in report.Findings)
        {
            var colour = finding.Severity switch { FindingSeverity.Blocking => "red", FindingSeverity.Warning => "yellow", _ => "grey" };
            AnsiConsole.MarkupLine($"[{colour}]{finding.Severity.ToString().ToLowerInvariant()}:[/] {Markup.Escape(finding.Message)}");
        }
    }
}
