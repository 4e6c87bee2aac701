using ReliTalk.Audio.Activity;
using ReliTalk.Audio.Tests.Features;
using ReliTalk.Learning.Models;

namespace ReliTalk.Audio.Tests.Activity;

public sealed class SileroActivityTests
{
    [AcousticModelFact]
    public void Every_ten_milliseconds_have_a_row_and_steady_noise_is_none_of_it_speech()
    {
        var models = new ModelStore();
        if (!models.Contains(SileroActivity.File)) return;
        using var activity = SileroActivity.Load(models);
        var noise = TestSignal.Noise(16000 + 77, 0.1, 4);
        var rows = new List<float>();
        var stream = activity.Open();
        for (var i = 0; i < noise.Length; i += 700) stream.Push(noise.AsSpan(i, Math.Min(700, noise.Length - i)), rows);
        stream.Complete(rows);
        Assert.Equal((noise.Length + 159) / 160, rows.Count);
        Assert.All(rows, r => Assert.InRange(r, 0f, 0.5f));
    }
}
