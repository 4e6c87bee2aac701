// Live sound in, frames out, at the pace of the clock:
//   dotnet run -c Release --project samples/ReliTalk.Samples.Streaming [-- FILE.portrait [SPEECH]]
// Without arguments: the embedded demo. Its small portrait is trained once (a minute or two) and kept in out/.
// With --minutes N before them the speech is repeated for N minutes in the source video's light, as fast as the machine draws it, and memory and drift are printed for each minute.
using System.Globalization;
using ReliTalk;
using ReliTalk.Media;
using ReliTalk.Samples.Streaming;

double? minutes = null;
if (args is ["--minutes", ..])
{
    if (args.Length < 2 || !double.TryParse(args[1], CultureInfo.InvariantCulture, out var given) || !(given is > 0 and <= 600))
    {
        Console.Error.WriteLine("usage: [--minutes N] [FILE.portrait [SPEECH]]");
        return 2;
    }
    minutes = given;
    args = args[2..];
}
var assets = Path.Combine(AppContext.BaseDirectory, "assets");
var portraitPath = args.Length > 0 ? args[0] : Path.Combine("out", "streaming.portrait");
var speechPath = args.Length > 1 ? args[1] : Path.Combine(assets, "speech.wav");

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};

try
{
    if (args.Length == 0 && !File.Exists(portraitPath))
    {
        Directory.CreateDirectory("out");
        Console.WriteLine("training a small portrait of the demo");
        var options = new TrainingOptions { MaxSeconds = 8, Size = 128, StepShare = 0.1 };
        using var trained = await Portrait.Train(Path.Combine(assets, "speaker.mp4"), options).BuildAsync(cancellation.Token);
        trained.Save(portraitPath);
    }

    using var portrait = Portrait.Load(portraitPath);
    var speech = await AudioReader.ReadAsync(speechPath, cancellationToken: cancellation.Token);
    if (minutes is { } asked)
    {
        var endurance = new Endurance(speech, asked);
        // The source is never late here: it is asked for its next piece when there is room for it.
        var unpaced = new LiveAudioOptions { SampleRate = speech.SampleRate, GapTolerance = Timeout.InfiniteTimeSpan };
        await endurance.RunAsync(portrait.Drive(endurance.PiecesAsync(), unpaced).LiveFramesAsync(cancellation.Token));
        return 0;
    }
    var sound = new PacedSound(speech);
    var live = portrait.Drive(sound.PiecesAsync(cancellation.Token), new LiveAudioOptions { SampleRate = speech.SampleRate })
        .Relight(Path.Combine(assets, "studio.hdr"));

    var delays = new List<double>();
    var heard = 0;
    await foreach (var frame in live.LiveFramesAsync(cancellation.Token))
    {
        // A player would now play frame.Sound and show frame.Picture: they belong together.
        heard += frame.Sound.Length;
        delays.Add((sound.Elapsed - frame.Picture.Timestamp).TotalSeconds);
        if (delays.Count % 25 == 0) Console.WriteLine($"{frame.Picture.Timestamp.TotalSeconds,5:0.0} s of speech, the frame is {delays[^1]:0.00} s behind it");
    }
    if (delays.Count == 0) return 0;

    var ordered = delays.Order().ToArray();
    Console.WriteLine($"{delays.Count} frames with {heard / (double)speech.SampleRate:0.00} s of sound; behind the speech: median {ordered[ordered.Length / 2]:0.00} s, "
        + $"95 % within {ordered[(int)(0.95 * (ordered.Length - 1))]:0.00} s");
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
