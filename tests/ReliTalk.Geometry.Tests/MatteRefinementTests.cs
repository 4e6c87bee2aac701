using ReliTalk.Geometry.Masks;
using ReliTalk.Media;

namespace ReliTalk.Geometry.Tests;

public sealed class MatteRefinementTests
{
    private const int Size = 96;

    /// <summary>A disc of one colour with soft rim over another; the matte that a network gives of it is too wide by some pixels and blurred.</summary>
    private static (Frame Picture, float[] Truth, Matte Given) Disc(byte person, byte background, float tooWide)
    {
        var picture = new Frame(Size, Size);
        var (truth, given) = (new float[Size * Size], new float[Size * Size]);
        var random = new Random(2);
        for (var i = 0; i < truth.Length; i++)
        {
            var radius = MathF.Sqrt(MathF.Pow(i % Size + 0.5f - Size / 2f, 2) + MathF.Pow(i / Size + 0.5f - Size / 2f, 2));
            truth[i] = Math.Clamp(30.5f - radius, 0, 1);
            given[i] = Math.Clamp((30 + tooWide - radius) / 4 + 0.5f, 0, 1);
            var value = truth[i] * person + (1 - truth[i]) * background + random.Next(-3, 4);
            for (var c = 0; c < 3; c++) picture.Pixels[3 * i + c] = (byte)Math.Clamp(value, 0, 255);
        }
        return (picture, truth, Matte.FromFloats(Size, Size, given));
    }

    private static double Error(Matte matte, float[] truth) => matte.Values.Select((value, i) => Math.Abs(value / 255.0 - truth[i])).Sum();

    [Theory]
    [InlineData(-1.5f)]
    [InlineData(1.5f)]
    public void An_outline_that_is_off_by_pixels_moves_to_where_the_colours_change(float tooWide)
    {
        var (picture, truth, given) = Disc(60, 200, tooWide);
        var refined = PersonMatte.Refine(picture, given);
        Assert.True(Error(refined, truth) < 0.35 * Error(given, truth), $"{Error(given, truth):F1} > {Error(refined, truth):F1}");
        Assert.Equal(255, refined.Values[Size / 2 * Size + Size / 2]);
        Assert.Equal(0, refined.Values[0]);
    }

    [Fact]
    public void Where_person_and_background_look_alike_the_given_matte_stays()
    {
        var (picture, _, given) = Disc(120, 120, 0);
        var refined = PersonMatte.Refine(picture, given);
        for (var i = 0; i < given.Values.Length; i++) Assert.InRange(refined.Values[i] - given.Values[i], -40, 40);
    }

    [Fact]
    public void An_empty_matte_and_a_full_one_stay()
    {
        var (picture, _, _) = Disc(60, 200, 0);
        Assert.All(PersonMatte.Refine(picture, Matte.FromFloats(Size, Size, new float[Size * Size])).Values, value => Assert.Equal(0, value));
        Assert.All(PersonMatte.Refine(picture, Matte.FromFloats(Size, Size, [.. Enumerable.Repeat(1f, Size * Size)])).Values, value => Assert.Equal(255, value));
    }

    [Fact]
    public void A_matte_of_another_size_is_refused()
        => Assert.Throws<ArgumentException>(() => PersonMatte.Refine(new Frame(8, 8), Matte.FromFloats(4, 4, new float[16])));
}
