namespace ReliTalk.Audio.Features.DeepSpeech;

/// <summary>
/// The input of DeepSpeech 0.1.0: 26 mel cepstra of 25 ms every 10 ms (python_speech_features' defaults), every second row kept, each with its
/// nine neighbours on both sides, the whole utterance shifted and scaled to mean 0 and standard deviation 1.
/// </summary>
internal static class DeepSpeechCepstra
{
    internal const int Coefficients = 26;
    internal const int Neighbours = 9;
    internal const int RowSize = Coefficients * (2 * Neighbours + 1);

    private const int Frame = 400;
    private const int Hop = 160;
    private const int FftLength = 512;
    private const int SampleRate = 16000;
    private const float PreEmphasis = 0.97f;
    private const int Lifter = 22;

    // What python_speech_features puts in the place of zero before the logarithm.
    private const double MachineEpsilon = 2.220446049250313e-16;

    /// <summary>Mel cepstra, [rows, 26], before thinning: samples on the scale of 16-bit integers.</summary>
    internal static float[] Cepstra(ReadOnlySpan<float> samples)
    {
        var rows = samples.Length <= Frame ? 1 : 1 + (samples.Length - Frame + Hop - 1) / Hop;
        var cepstra = new float[rows * Coefficients];
        var filters = Filters();
        var dct = Dct();
        var fft = new RealFft(FftLength);
        var frame = new float[FftLength];
        var power = new float[FftLength / 2 + 1];
        var logs = new double[Coefficients];
        for (var r = 0; r < rows; r++)
        {
            Array.Clear(frame);
            for (var i = 0; i < Frame && r * Hop + i < samples.Length; i++)
            {
                var at = r * Hop + i;
                // Integers, as a WAV file holds them.
                var now = MathF.Truncate(samples[at] * 32768f);
                frame[i] = at == 0 ? now : now - PreEmphasis * MathF.Truncate(samples[at - 1] * 32768f);
            }

            fft.Power(frame, power);
            double energy = 0;
            for (var k = 0; k < power.Length; k++)
            {
                power[k] /= FftLength;
                energy += power[k];
            }

            for (var f = 0; f < Coefficients; f++)
            {
                double sum = 0;
                for (var k = 0; k < power.Length; k++) sum += power[k] * filters[f, k];
                logs[f] = Math.Log(sum == 0 ? MachineEpsilon : sum);
            }

            for (var c = 0; c < Coefficients; c++)
            {
                double sum = 0;
                for (var f = 0; f < Coefficients; f++) sum += dct[c, f] * logs[f];
                cepstra[r * Coefficients + c] = (float)sum;
            }

            cepstra[r * Coefficients] = (float)Math.Log(energy == 0 ? MachineEpsilon : energy);
        }

        return cepstra;
    }

    /// <summary>The network's input: [ceil(rows / 2), 494].</summary>
    internal static float[] Input(ReadOnlySpan<float> samples)
    {
        var cepstra = Cepstra(samples);
        var rows = (cepstra.Length / Coefficients + 1) / 2;
        var input = new float[rows * RowSize];
        for (var r = 0; r < rows; r++)
            for (var n = -Neighbours; n <= Neighbours; n++)
            {
                if (r + n < 0 || r + n >= rows) continue;
                cepstra.AsSpan((r + n) * 2 * Coefficients, Coefficients).CopyTo(input.AsSpan(r * RowSize + (n + Neighbours) * Coefficients));
            }

        double mean = 0, squares = 0;
        foreach (var v in input) mean += v / (double)input.Length;
        foreach (var v in input) squares += (v - mean) * (v - mean) / input.Length;
        var scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        for (var i = 0; i < input.Length; i++) input[i] = (float)((input[i] - mean) * scale);
        return input;
    }

    private static double[,] Filters()
    {
        var filters = new double[Coefficients, FftLength / 2 + 1];
        var top = 2595 * Math.Log10(1 + SampleRate / 2.0 / 700);
        var bins = new int[Coefficients + 2];
        for (var i = 0; i < bins.Length; i++)
            bins[i] = (int)Math.Floor((FftLength + 1) * 700 * (Math.Pow(10, top * i / (Coefficients + 1) / 2595) - 1) / SampleRate);
        for (var f = 0; f < Coefficients; f++)
        {
            for (var k = bins[f]; k < bins[f + 1]; k++) filters[f, k] = (k - bins[f]) / (double)(bins[f + 1] - bins[f]);
            for (var k = bins[f + 1]; k < bins[f + 2]; k++) filters[f, k] = (bins[f + 2] - k) / (double)(bins[f + 2] - bins[f + 1]);
        }

        return filters;
    }

    private static double[,] Dct()
    {
        var dct = new double[Coefficients, Coefficients];
        for (var c = 0; c < Coefficients; c++)
            for (var f = 0; f < Coefficients; f++)
                dct[c, f] = Math.Sqrt((c == 0 ? 1.0 : 2.0) / Coefficients) * Math.Cos(Math.PI * c * (f + 0.5) / Coefficients)
                    * (1 + Lifter / 2.0 * Math.Sin(Math.PI * c / Lifter));
        return dct;
    }
}
