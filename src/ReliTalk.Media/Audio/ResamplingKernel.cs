using System.Numerics;

namespace ReliTalk.Media;

/// <summary>
/// The filter of a rational change of rate, a Kaiser-windowed sinc (J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window
/// function", 1974): 80 dB stop band, transition from 0.90 to 1.00 of the lower Nyquist frequency, zero phase. Not thread-safe: phases are computed when first needed.
/// </summary>
internal sealed class ResamplingKernel
{
    private const double StopBandDecibel = 80;
    private const double Transition = 0.10;

    private readonly float[][] _phases;
    private readonly double _cutoff;
    private readonly double _beta;

    public ResamplingKernel(int fromRate, int toRate)
    {
        var divisor = (int)BigInteger.GreatestCommonDivisor(fromRate, toRate);
        Up = toRate / divisor;
        Down = fromRate / divisor;
        // In units of input samples: the filter is stretched when the rate falls.
        var scale = Math.Min(1.0, (double)toRate / fromRate);
        _cutoff = scale * (1 - Transition / 2);
        HalfWidth = (int)Math.Ceiling((StopBandDecibel - 7.95) / (2.285 * 2 * Math.PI * (Transition / 2) * scale) / 2) + 1;
        _beta = 0.1102 * (StopBandDecibel - 8.7);
        _phases = new float[Up][];
    }

    /// <summary>Output samples for every <see cref="Down"/> input samples.</summary>
    public int Up { get; }

    /// <summary>See <see cref="Up"/>.</summary>
    public int Down { get; }

    /// <summary>Input samples on each side that an output sample is made of.</summary>
    public int HalfWidth { get; }

    /// <summary>Number of output samples of so many input samples.</summary>
    public long OutputLength(long input) => (input * Up + Down - 1) / Down;

    /// <summary>The last input sample that an output sample reads.</summary>
    public long LastInput(long output) => output * Down / Up + HalfWidth;

    /// <summary>The first input sample that an output sample reads.</summary>
    public long FirstInput(long output) => output * Down / Up - HalfWidth + 1;

    /// <summary>One output sample; samples outside the input count as 0.</summary>
    /// <param name="output">Its number.</param>
    /// <param name="input">Some input samples.</param>
    /// <param name="start">Number of the first of them.</param>
    public float At(long output, ReadOnlySpan<float> input, long start)
    {
        var phase = (int)(output * Down % Up);
        var kernel = _phases[phase] ??= Kernel((double)phase / Up, HalfWidth, _cutoff, _beta);
        var first = (int)(FirstInput(output) - start);
        var from = Math.Max(0, -first);
        var to = Math.Min(kernel.Length, input.Length - first);
        if (to <= from) return 0f;
        return Dot(kernel.AsSpan(from, to - from), input.Slice(first + from, to - from));
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count) sums += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static float[] Kernel(double fraction, int halfWidth, double cutoff, double beta)
    {
        var kernel = new float[2 * halfWidth];
        var total = 0.0;
        var values = new double[kernel.Length];
        for (var k = 0; k < kernel.Length; k++)
        {
            var x = k - halfWidth + 1 - fraction;
            var r = x / halfWidth;
            var window = Math.Abs(r) >= 1 ? 0 : BesselI0(beta * Math.Sqrt(1 - r * r)) / BesselI0(beta);
            var sinc = x == 0 ? cutoff : Math.Sin(Math.PI * cutoff * x) / (Math.PI * x);
            values[k] = sinc * window;
            total += values[k];
        }
        for (var k = 0; k < kernel.Length; k++) kernel[k] = (float)(values[k] / total);
        return kernel;
    }

    /// <summary>Modified Bessel function of the first kind, order zero, by its power series.</summary>
    private static double BesselI0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-16; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
