// The whole job in one expression. Without arguments: the embedded demo, a synthetic person.
//   dotnet run -c Release --project samples/ReliTalk.Samples.Portrait [-- VIDEO AUDIO ENVMAP OUT.mp4 [STEP_SHARE]]
// STEP_SHARE 0.01 tries the whole line in seconds, at 128 pixels.
using System.Diagnostics;
using System.Globalization;
using ReliTalk;
using ReliTalk.Samples.Portrait;

var assets = Path.Combine(AppContext.BaseDirectory, "assets");
var (video, audio, light, output, options) = args switch
{
    [] => (Path.Combine(assets, "speaker.mp4"), Path.Combine(assets, "speech.wav"), Path.Combine(assets, "studio.hdr"), Path.Combine("out", "demo.mp4"), new TrainingOptions()),
    [var v, var a, var l, var o] => (v, a, l, o, new TrainingOptions()),
    [var v, var a, var l, var o, var share] => (v, a, l, o, new TrainingOptions { Size = 128, StepShare = double.Parse(share, CultureInfo.InvariantCulture) }),
    _ => throw new ArgumentException("Give either no argument, or VIDEO AUDIO ENVMAP OUT.mp4 and perhaps STEP_SHARE."),
};
if (args.Length == 0) Directory.CreateDirectory("out");

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};

var clock = Stopwatch.StartNew();
try
{
    var report = await Portrait.Train(video, options)
        .WithProgress(new ConsoleProgress())
        .Drive(audio)
        .Relight(light)
        .SaveAsync(output, cancellation.Token);

    Console.WriteLine($"{report.Frames} frames, {report.DeliveredFps:0.0} fps delivered; all in {clock.Elapsed:m\\:ss}, "
        + $"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB");
    Console.WriteLine(Path.GetFullPath(report.Path));
    return 0;
}
catch (ReliTalkException error)
{
    Console.Error.WriteLine($"error: {error.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("cancelled");
    return 130;
}
