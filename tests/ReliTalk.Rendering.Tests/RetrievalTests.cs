using ReliTalk.Rendering.Retrieval;

namespace ReliTalk.Rendering.Tests;

public sealed class RetrievalTests
{
    [Fact]
    public void The_nearest_mouth_is_the_frame_itself_and_with_neighbours_left_out_one_a_period_away()
    {
        var bank = Faces.Bank(60);
        var retrieval = bank.Retrieval();
        Assert.Equal(3, bank.Slice(0, 6).Retrieval().Nearest(bank[3].Mouth));
        var other = retrieval.Nearest(bank[30].Mouth, 30, 8);
        Assert.True(Math.Abs(other - 30) > 8);
        Assert.True((other - 30) % 12 == 0 || (other + 30) % 12 == 0, $"frame {other} does not have the opening of frame 30");
    }

    [Fact]
    public void Distances_are_root_mean_square_pixels_plus_the_weighted_angle()
    {
        var area = Faces.Area(48, 56);
        var a = Faces.State(48, 56, 4, area);
        var b = Faces.State(48, 56, 4, area, degrees: 10);
        var retrieval = new MouthRetrieval([a, b], 256, new RetrievalOptions { PixelsPerDegree = 0.5f });
        var distances = new float[2];
        retrieval.Distances(a, distances);
        Assert.Equal(0f, distances[0], 2);
        Assert.Equal(5f, distances[1], 2);
        var wider = Faces.State(48, 56, 6, area);
        retrieval.Distances(wider, distances);
        // Both rings grow by one pixel in their vertical half axis: a point at angle w moves |sin w|, whose mean square is one half.
        Assert.Equal(Math.Sqrt(0.5), distances[0], 2);
    }

    [Fact]
    public void The_head_moving_without_the_lips_changing_is_no_distance()
    {
        var area = Faces.Area(48, 56);
        var retrieval = new MouthRetrieval([Faces.State(48, 56, 4, area)], 256);
        var distances = new float[1];
        retrieval.Distances(Faces.State(60, 40, 4, area), distances);
        Assert.Equal(0f, distances[0], 3);
    }

    [Fact]
    public void A_running_track_stays_on_a_sequence_where_a_greedy_choice_flickers()
    {
        var bank = Faces.Bank(96);
        var retrieval = bank.Retrieval();
        var random = new Random(3);
        var area = Faces.Area(48, 56);
        var wanted = Enumerable.Range(0, 60)
            .Select(t => Faces.State(48, 56, Math.Max(0, 4f - 4f * MathF.Cos(2 * MathF.PI * t / 12f) + 0.2f * (random.NextSingle() - 0.5f)), area, random.NextSingle()))
            .ToArray();
        var greedy = wanted.Select(state => retrieval.Nearest(state)).ToArray();
        var track = retrieval.Track();
        var steady = wanted.Select(track.Next).ToArray();
        Assert.True(Switches(steady) * 2 < Switches(greedy), $"{Switches(steady)} switches against {Switches(greedy)}");
        Assert.True(MeanDistance(retrieval, wanted, steady) < MeanDistance(retrieval, wanted, greedy) + 0.4);
    }

    [Fact]
    public void Several_references_come_best_first_and_are_no_neighbours_of_each_other()
    {
        float[] costs = [5, 1, 0.5f, 1.1f, 9, 3, float.PositiveInfinity, 4];
        var chosen = new int[4];
        Assert.Equal(2, MouthRetrieval.TakeApart(costs, chosen, 3));
        Assert.Equal([2, 5], chosen[..2]);
        Assert.Equal(1, MouthRetrieval.TakeApart(costs, chosen, 100));
    }

    [Fact]
    public void An_exclusion_that_leaves_nothing_is_refused()
    {
        var bank = Faces.Bank(5);
        Assert.Throws<ArgumentException>(() => bank.Retrieval().Nearest(bank[2].Mouth, 2, 8));
    }

    private static int Switches(int[] choice) => Enumerable.Range(1, choice.Length - 1).Count(t => Math.Abs(choice[t] - choice[t - 1]) > 1);

    private static double MeanDistance(MouthRetrieval retrieval, MouthState[] wanted, int[] choice)
    {
        var distances = new float[retrieval.Count];
        return wanted.Select((state, t) => { retrieval.Distances(state, distances); return (double)distances[choice[t]]; }).Average();
    }

    [Fact]
    public void Surroundings_are_matched_outside_the_hole_only()
    {
        var bank = Faces.Bank(50);
        var index = new SurroundingsIndex(bank);
        var area = bank[0].Mouth.Area;
        var picture = bank[17].Pixels.ToArray();
        // Marks around the hole tell frame 17 apart; the hole itself is painted over.
        var marked = Enumerable.Range(0, 50).Select(t => Marked(bank[t].Pixels.ToArray(), t)).ToArray();
        var markedBank = new ReliTalk.Rendering.Bank.FrameBank(Faces.Size, [.. marked.Select((pixels, t) => new ReliTalk.Rendering.Bank.BankFrame(pixels, bank[t].Mouth, false))]);
        picture = (byte[])marked[17].Clone();
        for (var y = area.HoleY; y < area.HoleY + area.HoleSide; y++)
            for (var x = area.HoleX; x < area.HoleX + area.HoleSide; x++) picture[3 * (y * Faces.Size + x)] = 0;
        var markedIndex = new SurroundingsIndex(markedBank);
        Assert.Equal(17, markedIndex.Nearest(picture, area));
        Assert.NotEqual(17, markedIndex.Nearest(picture, area, 17, 3));
        Assert.Throws<ArgumentException>(() => index.Nearest(picture, area, 25, 50));

        static byte[] Marked(byte[] pixels, int t)
        {
            for (var y = 78; y < 80; y++)
                for (var x = 30; x < 60; x++) pixels[3 * (y * Faces.Size + x) + 1] = (byte)(5 * t);
            return pixels;
        }
    }
}
