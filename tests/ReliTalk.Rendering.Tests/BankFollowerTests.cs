using System.Numerics;
using ReliTalk.Rendering.Bank;

namespace ReliTalk.Rendering.Tests;

public sealed class BankFollowerTests
{
    [Fact]
    public void The_head_follows_a_slower_motion_and_never_moves_faster_than_the_clip()
    {
        var bank = Swinging(100, period: 50, amplitude: 6);
        var wanted = Motion(150, period: 75, amplitude: 6, place: new Vector2(400, 200));
        var path = BankFollower.Plan(bank, wanted);
        Assert.Equal(150, path.Length);
        var walker = new BankPath(bank);
        for (var t = 1; t < path.Length; t++) Assert.True(walker.Distance(path[t - 1], path[t]) <= walker.Tolerance + 1e-4, $"{t}: {path[t - 1]} to {path[t]}");
        var error = Enumerable.Range(0, 150).Average(t => MathF.Abs(Shift(bank, path[t]) - (wanted[t].Translation.X - 400)));
        var still = Enumerable.Range(0, 150).Average(t => MathF.Abs(wanted[t].Translation.X - 400));
        Assert.True(error < 0.25f * still, $"{error} px beside {still}");
    }

    [Fact]
    public void A_wider_motion_is_shrunk_to_what_the_clip_has()
    {
        var bank = Swinging(100, period: 50, amplitude: 3);
        var path = BankFollower.Plan(bank, Motion(100, period: 100, amplitude: 30, place: Vector2.Zero));
        // Shrunk, the slow swing's turning points are the clip's; cut off, the head would stand at an end most of the time.
        var shifts = path.Select(i => Shift(bank, i)).ToArray();
        Assert.InRange(shifts.Max(), 2.4f, 3.1f);
        Assert.InRange(shifts.Min(), -3.1f, -2.4f);
        Assert.InRange(shifts.Count(shift => MathF.Abs(shift) < 2), 35, 65);
    }

    [Fact]
    public void A_motion_faster_than_the_clip_is_followed_at_the_clips_speed()
    {
        var bank = Swinging(100, period: 100, amplitude: 8);
        var path = BankFollower.Plan(bank, Motion(60, period: 8, amplitude: 8, place: Vector2.Zero));
        var walker = new BankPath(bank);
        for (var t = 1; t < path.Length; t++) Assert.True(walker.Distance(path[t - 1], path[t]) <= walker.Tolerance + 1e-4);
    }

    [Fact]
    public void Nothing_to_follow_and_a_bank_of_one_frame_are_no_trouble()
    {
        Assert.Empty(BankFollower.Plan(Swinging(5, 50, 3), []));
        Assert.All(BankFollower.Plan(Swinging(1, 50, 3), Motion(20, 10, 3, Vector2.Zero)), i => Assert.Equal(0, i));
        Assert.All(BankFollower.Plan(Swinging(10, 50, 3), Motion(1, 10, 3, Vector2.Zero)), i => Assert.InRange(i, 0, 9));
    }

    private static float Shift(FrameBank bank, int i) => bank[i].Mouth.Pose.Translation.X - 48;

    private static FrameBank Swinging(int count, float period, float amplitude)
        => Faces.Bank(count, shift: t => amplitude * MathF.Sin(2 * MathF.PI * t / period));

    private static HeadMotion[] Motion(int count, float period, float amplitude, Vector2 place)
        => [.. Enumerable.Range(0, count).Select(t => new HeadMotion(Quaternion.Identity, 1, place + new Vector2(amplitude * MathF.Sin(2 * MathF.PI * t / period), 0)))];
}
