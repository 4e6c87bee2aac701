using System.Diagnostics;
using System.Globalization;
using ReliTalk.Media;

namespace ReliTalk.Samples.Streaming;

/// <summary>A speech that goes on for minutes, as fast as the machine draws it: does memory stay where it is, and do sound and picture stay together?</summary>
internal sealed class Endurance(AudioClip speech, double minutes)
{
    private long _given;

    /// <summary>The speech again and again, in pieces of 20 ms.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<float>> PiecesAsync()
    {
        var whole = (long)(minutes * 60 * speech.SampleRate);
        var piece = speech.SampleRate / 50;
        for (var at = 0; _given < whole; at = (at + piece) % speech.Samples.Length)
        {
            await Task.Yield();
            var length = (int)Math.Min(Math.Min(piece, speech.Samples.Length - at), whole - _given);
            _given += length;
            yield return speech.Samples.AsMemory(at, length);
        }
    }

    /// <summary>Prints a line for each minute of speech.</summary>
    public async Task RunAsync(IAsyncEnumerable<LiveFrame> frames)
    {
        Print($"{"speech",8} {"frames",8} {"resident MB",12} {"peak MB",8} {"managed MB",11} {"sound before picture ms",24}");
        var clock = Stopwatch.StartNew();
        var (count, heard, worst) = (0, 0L, 0.0);
        await foreach (var frame in frames)
        {
            // Both clocks by what was handed out: the sound by its samples, the picture by its own time.
            var drift = 1000.0 * heard / speech.SampleRate - frame.Picture.Timestamp.TotalMilliseconds;
            worst = Math.Max(worst, Math.Abs(drift));
            heard += frame.Sound.Length;
            if (++count % (25 * 60) == 0) Report($"{count / 25 / 60} min", count, drift);
        }
        Report("end", count, 1000.0 * heard / speech.SampleRate - count * 40.0);
        Print($"{count} frames in {clock.Elapsed.TotalSeconds:0} s, {count / clock.Elapsed.TotalSeconds:0.0} a second; largest drift {worst:0.00} ms; {_given / (double)speech.SampleRate:0.00} s of sound in, {heard / (double)speech.SampleRate:0.00} s out");
    }

    private static void Report(string at, int count, double drift)
    {
        using var process = Process.GetCurrentProcess();
        Print($"{at,8} {count,8} {process.WorkingSet64 / 1e6,12:0} {process.PeakWorkingSet64 / 1e6,8:0} {GC.GetTotalMemory(forceFullCollection: false) / 1e6,11:0} {drift,24:0.00}");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
