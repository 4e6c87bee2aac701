using ReliTalk.Driving;

namespace ReliTalk.Tests;

/// <summary>A live source that falls silent for ten seconds, on a clock that does not wait.</summary>
public sealed class UnbrokenSoundTests
{
    [Fact]
    public async Task Ten_seconds_without_sound_become_ten_seconds_of_silence_in_steps_and_nothing_of_the_sound_is_lost()
    {
        var clock = new HurriedClock();
        var speech = Enumerable.Range(1, 16_000).Select(i => i / 16_000f).ToArray();
        var pieces = new List<float[]>();
        await foreach (var piece in new UnbrokenSound(Interrupted(), new LiveAudioOptions(), clock).PiecesAsync(default)) pieces.Add(piece.ToArray());

        Assert.Equal(speech, pieces[0]);
        Assert.Equal(speech, pieces[^1]);
        var silences = pieces[1..^1];
        Assert.All(silences, silence => Assert.All(silence, sample => Assert.Equal(0, sample)));
        // After the tolerance of 0.2 s a frame's worth at a time, so that it ends up to a frame before the sound comes back.
        Assert.Equal(3_200, silences[0].Length);
        Assert.All(silences.Skip(1), silence => Assert.Equal(640, silence.Length));
        Assert.InRange(silences.Sum(silence => silence.Length), 160_000 - 2 * 640, 160_000 + 640);

        async IAsyncEnumerable<ReadOnlyMemory<float>> Interrupted()
        {
            yield return speech;
            // Goes on inside the clock's step: on another thread it could come after the clock's next steps.
            await clock.After(TimeSpan.FromSeconds(10)).ConfigureAwait(false);
            yield return speech;
        }
    }
}
