using System.Diagnostics;
using ReliTalk;
using ReliTalk.Samples.Reflectance;
using TorchSharp;

if (args.Length == 0) args = ["decompose", Path.Combine(AppContext.BaseDirectory, "assets", "speaker.mp4"), "--out", Path.Combine("out", "reflectance")];
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: ReliTalk.Samples.Reflectance decompose VIDEO_OR_PICTURE --out FOLDER [--light ENVIRONMENT] [--steps N]");
    Console.Error.WriteLine("       ReliTalk.Samples.Reflectance relight   TRUTH_FOLDER     --out FOLDER [--steps N] [--oracle] [--head FILE] [--off SWITCH,...]");
    Console.Error.WriteLine("       ReliTalk.Samples.Reflectance ablations TRUTH_FOLDER     [--steps N]   |   speed TRUTH_FOLDER   |   spheres PICTURE.png");
    Console.Error.WriteLine("       ReliTalk.Samples.Reflectance sheet     VIDEO_OR_PICTURE --out PICTURE.png --light FOLDER_OF_ENVIRONMENTS [--steps N]");
    Console.Error.WriteLine("  without arguments: decompose on the embedded demo, to out/reflectance");
    Console.Error.WriteLine("  decompose writes albedo, normal, shading and specular (PNG and EXR) of one frame and turntable.mp4, the clip under a light that goes round");
    Console.Error.WriteLine("  relight   trains on TRUTH_FOLDER/train.mp4 and writes fNNN_lLL.png for every light, to be scored against TRUTH_FOLDER/eval");
    return 2;
}
try
{
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
    var command = CommandLine.Parse(args);
    torch.set_num_threads(command.Threads);
    var watch = Stopwatch.StartNew();
    switch (command.Verb)
    {
        case "relight": await RelightTruth.RunAsync(command, stop.Token); break;
        case "ablations": await Ablations.PrintAsync(command, stop.Token); break;
        case "sheet": await RelitSheet.WriteAsync(command, stop.Token); break;
        case "speed": await Speed.PrintAsync(command.Input, stop.Token); break;
        case "spheres": await LitSpheres.WriteAsync(command.Input, stop.Token); break;
        case "decompose": await DecomposeClip.RunAsync(command, stop.Token); break;
        default: Console.Error.WriteLine($"unknown verb '{command.Verb}'"); return 2;
    }
    Console.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s in all, {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:F1} s of processor time, {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MiB");
    return 0;
}
catch (ReliTalkException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("stopped");
    return 130;
}
