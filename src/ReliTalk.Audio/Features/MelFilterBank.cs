namespace ReliTalk.Audio.Features;

/// <summary>
/// Triangular filters on the mel scale 2595 log10(1 + f / 700) (O'Shaughnessy 1987), each of unit area in hertz, with edges rounded to
/// transform bins as the CMU Sphinx front end does.
/// </summary>
internal sealed class MelFilterBank
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    internal MelFilterBank(int filters, double lowHz, double highHz, int fftLength, int sampleRate, bool roundEdges)
    {
        Count = filters;
        var bin = (double)sampleRate / fftLength;
        var low = Mel(lowHz);
        var step = (Mel(highHz) - low) / (filters + 1);
        var edges = new double[filters + 2];
        for (var i = 0; i < edges.Length; i++)
        {
            edges[i] = Hertz(low + i * step);
            if (roundEdges) edges[i] = (int)(edges[i] / bin + 0.5) * bin;
        }

        Edges = edges;
        _first = new int[filters];
        _weights = new float[filters][];
        for (var f = 0; f < filters; f++)
        {
            var (left, centre, right) = (edges[f], edges[f + 1], edges[f + 2]);
            var first = (int)Math.Ceiling(left / bin);
            var last = Math.Min(fftLength / 2, (int)Math.Floor(right / bin));
            var weights = new float[Math.Max(0, last - first + 1)];
            for (var k = 0; k < weights.Length; k++)
            {
                var hz = (first + k) * bin;
                var rising = (hz - left) / (centre - left);
                var falling = (right - hz) / (right - centre);
                weights[k] = (float)(Math.Max(0, Math.Min(rising, falling)) * 2 / (right - left));
            }

            _first[f] = first;
            _weights[f] = weights;
        }
    }

    internal int Count { get; }

    /// <summary>Filter edges in hertz: filter f runs from Edges[f] through the peak Edges[f + 1] to Edges[f + 2].</summary>
    internal IReadOnlyList<double> Edges { get; }

    /// <summary>Natural logarithm of each filter's energy plus <paramref name="floor"/>.</summary>
    internal void LogEnergies(ReadOnlySpan<float> power, Span<float> log, float floor)
    {
        for (var f = 0; f < Count; f++)
        {
            var weights = _weights[f];
            var bins = power.Slice(_first[f], weights.Length);
            var sum = 0f;
            for (var k = 0; k < weights.Length; k++) sum += weights[k] * bins[k];
            log[f] = MathF.Log(sum + floor);
        }
    }

    private static double Mel(double hertz) => 2595 * Math.Log10(1 + hertz / 700);

    private static double Hertz(double mel) => 700 * (Math.Pow(10, mel / 2595) - 1);
}
