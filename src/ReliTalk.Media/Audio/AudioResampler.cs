namespace ReliTalk.Media;

/// <summary>
/// Polyphase resampling by a rational factor with a Kaiser-windowed sinc (J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window
/// function", 1974): 80 dB stop band, transition from 0.90 to 1.00 of the lower Nyquist frequency, zero phase.
/// </summary>
internal static class AudioResampler
{
    private const double StopBandDecibel = 80;
    private const double Transition = 0.10;

    public static float[] Resample(ReadOnlySpan<float> input, int fromRate, int toRate)
    {
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(fromRate, toRate);
        int up = toRate / divisor, down = fromRate / divisor;
        // In units of input samples: the filter is stretched when the rate falls.
        var scale = Math.Min(1.0, (double)toRate / fromRate);
        var cutoff = scale * (1 - Transition / 2);
        var halfWidth = (int)Math.Ceiling((StopBandDecibel - 7.95) / (2.285 * 2 * Math.PI * (Transition / 2) * scale) / 2) + 1;
        var beta = 0.1102 * (StopBandDecibel - 8.7);
        var taps = 2 * halfWidth;
        var phases = new float[up][];

        var output = new float[(int)((input.Length * (long)up + down - 1) / down)];
        for (var i = 0; i < output.Length; i++)
        {
            var position = (long)i * down;
            var centre = (int)(position / up);
            var phase = (int)(position % up);
            var kernel = phases[phase] ??= Kernel((double)phase / up, halfWidth, cutoff, beta);
            var first = centre - halfWidth + 1;
            var from = Math.Max(0, -first);
            var to = Math.Min(taps, input.Length - first);
            var sum = 0f;
            for (var k = from; k < to; k++) sum += kernel[k] * input[first + k];
            output[i] = sum;
        }
        return output;
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
