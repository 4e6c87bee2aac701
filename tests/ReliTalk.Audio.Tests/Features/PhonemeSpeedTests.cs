using System.Diagnostics;
using ReliTalk.Audio.Features;
using ReliTalk.Testing;

namespace ReliTalk.Audio.Tests.Features;

/// <summary>Alone: the processor time is the whole process's.</summary>
[Collection(AloneCollection.Name)]
public sealed class PhonemeSpeedTests
{
    [AcousticModelFact]
    public void Scoring_runs_at_least_forty_times_faster_than_speech()
    {
        var features = PhonemePosteriors.Load(AcousticModel.Folder!);
        var speech = TestSignal.Noise(16000 * 10, 0.1);
        features.Extract(speech.AsSpan(0, 16000));
        var best = double.MaxValue;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            features.Extract(speech);
            best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }

        Assert.True(best < 10.0 / 40, $"10 s of speech took {best:F3} s of processor time.");
    }
}
