using System.CommandLine;
using System.Globalization;
using ReliTalk.Evaluation;

namespace ReliTalk.Cli;

internal static class BenchCommand
{
    public static Command Create()
    {
        var video = new Argument<string>("video") { Description = "A clip of one person who talks, with sound." };
        var preset = new Option<TrainingPreset>("--preset") { Description = "Draft, Standard or Paper.", DefaultValueFactory = _ => TrainingPreset.Draft };
        var sizes = new Option<int[]>("--size") { Description = "Sides of the square portrait in pixels, one or more.", DefaultValueFactory = _ => [256], AllowMultipleArgumentsPerToken = true };
        var lengths = new Option<double[]>("--seconds") { Description = "Clip lengths, one or more; the clip is cut or repeated. Default: as it is.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
        var share = new Option<double>("--step-share") { Description = "Share of the preset's optimisation steps, above 0 to 1.", DefaultValueFactory = _ => 1 };
        var speech = new Option<string?>("--speech") { Description = "Speech to drive with. Default: the clip's own sound." };
        var light = new Option<string?>("--light", "-l") { Description = "Environment map to relight with. Default: a directional light." };
        var device = new Option<string>("--device") { Description = "auto, cpu, cuda or cuda:N.", DefaultValueFactory = _ => "auto" };
        var json = new Option<string?>("--json") { Description = "Write the record as JSON." };
        var command = new Command("bench", "Time the whole job, stage by stage: relitalk bench speaker.mp4 --seconds 20 10 60 --size 256 128 512") { video, preset, sizes, lengths, share, speech, light, device, json };
        command.SetAction((parse, cancellationToken) => ConsoleSession.RunAsync(async token =>
        {
            var protocol = new BenchProtocol
            {
                Training = new() { Preset = parse.GetValue(preset), Size = parse.GetValue(sizes)![0], Device = parse.GetValue(device)! },
                StepShare = parse.GetValue(share),
                Sizes = parse.GetValue(sizes)!,
                Lengths = parse.GetValue(lengths)!,
                Speech = parse.GetValue(speech),
                Light = parse.GetValue(light),
            };
            BenchRecord? record = null;
            await ProgressDisplay.RunAsync(async progress => record = await protocol.RunAsync(parse.GetValue(video)!, progress, token));
            Print(record!);
            if (parse.GetValue(json) is { } path) await EvaluationJson.WriteAsync(path, record, token);
        }, cancellationToken));
        return command;
    }

    private static void Print(BenchRecord record)
    {
        Line($"{record.Video}, {record.Preset}{(record.StepShare < 1 ? $", {record.StepShare:0.###} of its steps" : "")}; {record.Threads} threads on {record.Processor} ({record.Machine})");
        Line($"arithmetic: matrix product {record.Arithmetic.MatrixProduct:0} GFLOP/s, 3x3 convolution {record.Arithmetic.Convolution:0}, with backward {record.Arithmetic.ConvolutionTraining:0}");
        foreach (var item in record.Cases)
        {
            Line($"{item.Seconds:0.#} s{(item.Repeated ? " (repeated)" : "")}, {item.Frames} frames, {item.Size}x{item.Size}: training {item.Totals["train"]:0.0} s, peak {item.PeakRssMb["train"]:0} MB, portrait {item.PortraitMb:0} MB");
            foreach (var (stage, seconds) in item.Stages) Line($"  {stage,-16} {seconds,8:0.0} s");
            Line($"  load {item.Totals["load"]:0.0} s; driving peak {item.PeakRssMb["drive"]:0} MB");
            foreach (var kind in item.ModelFps.Keys)
                Line($"  {kind,-8} model {item.ModelFps[kind]:0.0} fps, delivered {item.DeliveredFps[kind]:0.0} fps, first frame {item.FirstFrameMs[kind]:0} ms");
        }
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
