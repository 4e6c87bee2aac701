namespace ReliTalk.Media;

/// <summary>Polyphase resampling by a rational factor of sound that is known as a whole.</summary>
internal static class AudioResampler
{
    public static float[] Resample(ReadOnlySpan<float> input, int fromRate, int toRate)
    {
        var kernel = new ResamplingKernel(fromRate, toRate);
        var output = new float[(int)kernel.OutputLength(input.Length)];
        for (var i = 0; i < output.Length; i++) output[i] = kernel.At(i, input, 0);
        return output;
    }
}
