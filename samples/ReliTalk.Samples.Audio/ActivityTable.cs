using System.Diagnostics;
using System.Globalization;
using ReliTalk.Audio.Activity;
using ReliTalk.Learning.Models;
using ReliTalk.Media;

namespace ReliTalk.Samples.Audio;

/// <summary>Where two detectors hear speech, in clean sound and under noise.</summary>
internal static class ActivityTable
{
    internal static async Task PrintAsync(ModelStore models, IEnumerable<string> recordings)
    {
        using var silero = SileroActivity.Load(models);
        var energy = new EnergyActivity();
        Console.WriteLine("| sound | seconds | speech by level | speech by Silero | both say the same | level: same under noise of 10 dB | Silero: same under noise | noise alone: level | noise alone: Silero | Silero, s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var path in recordings)
        {
            var speech = (await AudioReader.ReadAsync(path)).Samples;
            var level = Math.Sqrt(speech.Average(s => (double)s * s));
            var random = new Random(1);
            var noise = new float[speech.Length];
            for (var i = 0; i < noise.Length; i++)
                noise[i] = (float)(level * Math.Sqrt(0.1) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            float[] noisy = [.. speech.Zip(noise, (s, n) => s + n)];
            var clock = Process.GetCurrentProcess().TotalProcessorTime;
            var heard = Speaking(silero, speech);
            var seconds = (Process.GetCurrentProcess().TotalProcessorTime - clock).TotalSeconds;
            var loud = Speaking(energy, speech);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {Path.GetFileName(path)} | {speech.Length / 16000.0:F1} | {Share(loud):F2} | {Share(heard):F2} | {Same(loud, heard):F2} | {Same(loud, Speaking(energy, noisy)):F2} | {Same(heard, Speaking(silero, noisy)):F2} | {Share(Speaking(energy, noise)):F2} | {Share(Speaking(silero, noise)):F2} | {seconds:F2} |"));
        }
    }

    private static bool[] Speaking(ISpeechActivity activity, float[] samples)
    {
        var rows = new List<float>();
        var stream = activity.Open();
        stream.Push(samples, rows);
        stream.Complete(rows);
        return [.. rows.Select(r => r > 0.5f)];
    }

    private static double Share(bool[] rows) => rows.Count(r => r) / (double)rows.Length;

    private static double Same(bool[] a, bool[] b) => a.Zip(b, (x, y) => x == y).Count(same => same) / (double)a.Length;
}
