using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using ReliTalk.Audio;
using ReliTalk.Audio.Expression;
using ReliTalk.Learning.Models;

namespace ReliTalk.Samples.Audio;

/// <summary>Streams hours of speech, one clip's sound again and again, and prints what memory that takes.</summary>
internal static class LongSpeech
{
    private const int PieceSamples = 1600;

    internal static async Task PrintAsync(ModelStore models, string path, double hours)
    {
        var (clip, _) = await HeldOutTable.LoadAsync(models, path);
        using var driver = SpeechDriver.Train(models, clip, new SpeechDriverOptions { Predictor = new ExpressionPredictorOptions { Steps = 20 } });
        var pieces = (long)(hours * 3600 * 16000 / PieceSamples);
        var clock = Stopwatch.StartNew();
        using var process = Process.GetCurrentProcess();
        long frames = 0, before = 0, most = 0;
        await foreach (var frame in driver.PredictAsync(Speech(clip.Speech, pieces)))
        {
            frames++;
            // A minute in, every buffer has its size.
            if (frames % 1500 != 0) continue;
            process.Refresh();
            if (before == 0) before = process.WorkingSet64;
            most = Math.Max(most, process.WorkingSet64);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{frames} frames ({frames / 25.0 / 3600:F2} h) in {clock.Elapsed.TotalSeconds:F0} s, {frames / 25.0 / clock.Elapsed.TotalSeconds:F0} times real time; memory {before >> 20} MB after a minute of speech, {most >> 20} MB at most; first frame after {driver.Open().Latency.TotalMilliseconds:F0} ms of sound"));
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<float>> Speech(
        ReadOnlyMemory<float> speech, long pieces, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var whole = speech.Length / PieceSamples;
        for (long piece = 0; piece < pieces; piece++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return speech.Slice((int)(piece % whole) * PieceSamples, PieceSamples);
        }

        await Task.CompletedTask;
    }
}
