using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class fft
    {
        /// <summary>The Fourier transform along a dimension.</summary>
        public static Tensor fft_(Tensor input, long n = -1L, long dim = -1L, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_fft, input, n < 0 ? Arg.None : n, dim, Name(norm));

        /// <summary>The inverse Fourier transform along a dimension.</summary>
        public static Tensor ifft(Tensor input, long n = -1L, long dim = -1L, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_ifft, input, n < 0 ? Arg.None : n, dim, Name(norm));

        /// <summary>The Fourier transform of real numbers, half the spectrum.</summary>
        public static Tensor rfft(Tensor input, long n = -1L, long dim = -1L, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_rfft, input, n < 0 ? Arg.None : n, dim, Name(norm));

        /// <summary>The real inverse of half a spectrum.</summary>
        public static Tensor irfft(Tensor input, long n = -1L, long dim = -1L, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_irfft, input, n < 0 ? Arg.None : n, dim, Name(norm));

        /// <summary>The transform (fft2) along two dimensions.</summary>
        public static Tensor fft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_fft2, input, s, dim ?? s_lastTwo, Name(norm));

        /// <summary>The inverse transform (ifft2) along two dimensions.</summary>
        public static Tensor ifft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_ifft2, input, s, dim ?? s_lastTwo, Name(norm));

        /// <summary>The transform (rfft2) along two dimensions.</summary>
        public static Tensor rfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_rfft2, input, s, dim ?? s_lastTwo, Name(norm));

        /// <summary>The inverse transform (irfft2) along two dimensions.</summary>
        public static Tensor irfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_irfft2, input, s, dim ?? s_lastTwo, Name(norm));

        /// <summary>The transform (fftn) along dimensions.</summary>
        public static Tensor fftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_fftn, input, s, dim, Name(norm));

        /// <summary>The inverse transform (ifftn) along dimensions.</summary>
        public static Tensor ifftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_ifftn, input, s, dim, Name(norm));

        /// <summary>The transform (rfftn) along dimensions.</summary>
        public static Tensor rfftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_rfftn, input, s, dim, Name(norm));

        /// <summary>The inverse transform (irfftn) along dimensions.</summary>
        public static Tensor irfftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Call.Tensor(Ops.fft_irfftn, input, s, dim, Name(norm));

        /// <summary>Frequency zero moved to the middle.</summary>
        public static Tensor fftshift(Tensor input, long[]? dim = null) => Call.Tensor(Ops.fft_fftshift, input, dim);

        /// <summary>Frequency zero moved to the front.</summary>
        public static Tensor ifftshift(Tensor input, long[]? dim = null) => Call.Tensor(Ops.fft_ifftshift, input, dim);

        /// <summary>The frequencies of a transform of length n and spacing d.</summary>
        public static Tensor fftfreq(long n, double d = 1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Call.Tensor(Ops.fft_fftfreq, n, d, Kind(dtype), Arg.None, device), requires_grad, null);

        /// <summary>The frequencies of a real transform of length n and spacing d.</summary>
        public static Tensor rfftfreq(long n, double d = 1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Made(Call.Tensor(Ops.fft_rfftfreq, n, d, Kind(dtype), Arg.None, device), requires_grad, null);
    }
}
