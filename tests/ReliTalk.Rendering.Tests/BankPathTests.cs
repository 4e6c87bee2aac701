using ReliTalk.Rendering.Bank;

namespace ReliTalk.Rendering.Tests;

public sealed class BankPathTests
{
    [Fact]
    public void A_speech_longer_than_the_clip_never_moves_the_head_faster_than_the_clip_does()
    {
        var bank = Faces.Bank(40);
        var walker = new BankPath(bank);
        var largest = Enumerable.Range(1, 39).Max(i => walker.Distance(i - 1, i));
        var path = BankPath.Plan(bank, 1000);
        Assert.Equal(1000, path.Length);
        for (var t = 1; t < path.Length; t++)
        {
            Assert.Equal(1, Math.Abs(path[t] - path[t - 1]));
            Assert.True(walker.Distance(path[t - 1], path[t]) <= largest + 1e-4);
        }
        Assert.Contains(path, i => i > 25);
        Assert.Contains(path, i => i < 12);
    }

    [Fact]
    public void Turns_happen_where_the_head_is_still()
    {
        // The head stands still around frame 34 and moves quickly at the very end.
        var bank = Faces.Bank(40, shift: t => t is >= 32 and <= 36 ? 5 : 0.4f * t);
        var path = BankPath.Plan(bank, 60);
        Assert.InRange(path.Max(), 33, 36);
    }

    [Fact]
    public void Silence_is_shown_with_silent_frames_where_a_jump_would_not_be_seen()
    {
        var bank = Faces.Bank(100, silent: t => t >= 60);
        var silent = Enumerable.Range(0, 100).Select(t => t is >= 20 and < 50).ToArray();
        var path = BankPath.Plan(bank, 100, silent);
        Assert.True(Enumerable.Range(25, 20).All(t => path[t] >= 55), string.Join(' ', path));
        var walker = new BankPath(bank);
        for (var t = 1; t < path.Length; t++) Assert.True(walker.Distance(path[t - 1], path[t]) < 2, $"jump at {t}");
    }

    [Fact]
    public void No_jump_is_made_to_silent_frames_where_the_head_is_elsewhere()
    {
        var bank = Faces.Bank(100, silent: t => t >= 60, shift: t => t < 60 ? 0.02f * t : 15f);
        var path = BankPath.Plan(bank, 40, Enumerable.Repeat(true, 40).ToArray());
        Assert.All(Enumerable.Range(1, 39), t => Assert.Equal(1, Math.Abs(path[t] - path[t - 1])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Very_short_clips_are_walked_without_leaving_them(int count)
    {
        var path = BankPath.Plan(Faces.Bank(count), 50);
        Assert.All(path, i => Assert.InRange(i, 0, count - 1));
    }

    [Fact]
    public void A_plan_of_no_frames_is_empty_and_too_few_flags_are_refused()
    {
        var bank = Faces.Bank(4);
        Assert.Empty(BankPath.Plan(bank, 0));
        Assert.Throws<ArgumentException>(() => BankPath.Plan(bank, 10, new bool[3]));
    }
}
