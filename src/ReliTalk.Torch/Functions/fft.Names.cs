namespace TorchSharp;

public static partial class torch
{
    /// <summary>Fourier transforms.</summary>
    public static partial class fft
    {
        private static readonly long[] s_lastTwo = [-2, -1];

        private static string Name(FFTNormType norm) => norm switch
        {
            FFTNormType.Forward => "forward",
            FFTNormType.Ortho => "ortho",
            _ => "backward",
        };
    }
}
