using ReliTalk.Audio.Activity;
using ReliTalk.Audio.Tests.Features;

namespace ReliTalk.Audio.Tests.Activity;

public sealed class EnergyActivityTests
{
    [Theory]
    [InlineData(0.3, 0.0)]
    [InlineData(0.3, 0.003)]
    [InlineData(0.02, 0.0002)]
    public void Bursts_of_sound_are_told_from_their_background(double loud, double background)
    {
        var sound = TestSignal.Noise(16000 * 6, background);
        var burst = TestSignal.Noise(16000 * 6, loud, seed: 2);
        for (var second = 1; second < 6; second += 2) Array.Copy(burst, second * 16000, sound, second * 16000, 16000);
        var rows = FrameActivity.Rows(new EnergyActivity(), sound);
        Assert.Equal(600, rows.Count);
        for (var second = 1; second < 6; second++)
        {
            var mean = rows.Skip(second * 100 + 20).Take(60).Average();
            if (second % 2 == 1) Assert.True(mean > 0.9, $"second {second}: {mean}");
            else Assert.True(mean < 0.1, $"second {second}: {mean}");
        }
    }

    [Fact]
    public void Digital_silence_is_silence()
    {
        Assert.All(FrameActivity.Rows(new EnergyActivity(), new float[16000]), r => Assert.True(r < 0.01f));
    }

    [Fact]
    public void Rows_do_not_depend_on_the_size_of_the_pieces()
    {
        var sound = TestSignal.Tones(5001);
        var whole = FrameActivity.Rows(new EnergyActivity(), sound);
        var pieces = new List<float>();
        var stream = new EnergyActivity().Open();
        for (var i = 0; i < sound.Length; i += 77) stream.Push(sound.AsSpan(i, Math.Min(77, sound.Length - i)), pieces);
        stream.Complete(pieces);
        Assert.Equal(whole, pieces);
    }

    [Fact]
    public void A_gap_shorter_than_a_plosive_does_not_count_as_silence()
    {
        var rows = Enumerable.Range(0, 200).Select(r => r is >= 100 and < 108 ? 0f : 1f).ToArray();
        Assert.All(FrameActivity.Of(rows, 50, 0), a => Assert.Equal(1, a, 3));
        var silence = Enumerable.Range(0, 200).Select(r => r is >= 60 and < 140 ? 0f : 1f).ToArray();
        Assert.Equal(0, FrameActivity.Of(silence, 50, 0)[25], 3);
    }
}
