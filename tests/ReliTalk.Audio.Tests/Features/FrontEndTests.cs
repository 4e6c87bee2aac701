using ReliTalk.Audio.Features;

namespace ReliTalk.Audio.Tests.Features;

/// <summary>Expected numbers come from a separate NumPy program that follows the description of the front end in double precision.</summary>
public sealed class FrontEndTests
{
    [Fact]
    public void Power_spectrum_equals_the_discrete_Fourier_sum()
    {
        var x = TestSignal.Tones(64);
        var power = new float[33];
        new RealFft(64).Power(x, power);
        for (var k = 0; k <= 32; k++)
        {
            double re = 0, im = 0;
            for (var n = 0; n < 64; n++)
            {
                re += x[n] * Math.Cos(2 * Math.PI * k * n / 64);
                im -= x[n] * Math.Sin(2 * Math.PI * k * n / 64);
            }

            Assert.Equal(re * re + im * im, power[k], 4);
        }
    }

    [Fact]
    public void Mel_edges_are_rounded_to_transform_bins()
    {
        var edges = PhonemePosteriors.CreateFilters().Edges;
        Assert.Equal(27, edges.Count);
        Assert.Equal([125.0, 218.75, 281.25, 375.0], edges.Take(4));
        Assert.Equal([5625.0, 6187.5, 6812.5], edges.Skip(24));
    }

    [Fact]
    public void Log_mel_energies_agree_with_NumPy()
    {
        var rows = Energies(TestSignal.Tones(1600), 1600);
        Assert.Equal(9, rows.Count);
        Assert.Equal(10.11745, rows[4][0], 3);
        Assert.Equal(9.96133, rows[4][1], 3);
        Assert.Equal(10.88549, rows[4][5], 3);
        Assert.Equal(12.95658, rows[4][12], 3);
        Assert.Equal(15.01303, rows[4][24], 3);
        Assert.Equal(14.0368, rows[8][0], 3);
        Assert.Equal(12.82882, rows[8][12], 3);
    }

    [Fact]
    public void Liftered_cepstrum_agrees_with_NumPy()
    {
        var rows = Energies(TestSignal.Tones(1600), 1600);
        var cepstrum = new float[13];
        new Cepstrum(25).Transform(rows[4], cepstrum);
        Assert.Equal(70.38221, cepstrum[0], 3);
        Assert.Equal(-13.43021, cepstrum[1], 3);
        Assert.Equal(4.17828, cepstrum[2], 3);
        Assert.Equal(-4.47665, cepstrum[6], 3);
        Assert.Equal(18.51968, cepstrum[12], 3);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(410, 1)]
    [InlineData(411, 2)]
    [InlineData(570, 2)]
    [InlineData(571, 3)]
    [InlineData(16000, 99)]
    public void Rows_cover_every_sample(int samples, int rows)
    {
        Assert.Equal(rows, FrontEnd.RowsFor(samples));
        Assert.Equal(rows, Energies(TestSignal.Tones(samples), samples).Count);
    }

    [Fact]
    public void Rows_do_not_depend_on_the_size_of_the_pieces()
    {
        var x = TestSignal.Tones(5000);
        var whole = Energies(x, 5000);
        var pieces = Energies(x, 37);
        Assert.Equal(whole.Count, pieces.Count);
        for (var r = 0; r < whole.Count; r++) Assert.Equal(whole[r], pieces[r]);
    }

    [Fact]
    public void Inverting_a_cepstrum_gives_energies_with_that_cepstrum()
    {
        var cepstrum = Enumerable.Range(0, 13).Select(i => 10f / (1 + i) - i).ToArray();
        var transform = new Cepstrum(25);
        var again = new float[13];
        transform.Transform(transform.Invert(cepstrum), again);
        for (var i = 0; i < 13; i++) Assert.Equal(cepstrum[i], again[i], 3);
    }

    private static List<float[]> Energies(float[] samples, int piece)
    {
        var rows = new List<float[]>();
        var frontEnd = new FrontEnd(PhonemePosteriors.CreateFilters());
        for (var i = 0; i < samples.Length; i += piece) frontEnd.Push(samples.AsSpan(i, Math.Min(piece, samples.Length - i)), rows.Add);
        frontEnd.Complete(rows.Add);
        return rows;
    }
}
