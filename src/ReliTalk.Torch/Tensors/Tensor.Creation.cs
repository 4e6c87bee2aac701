using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Fills with normal deviates.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Call.InPlace(this, Ops.normal_, this, mean, std, generator);

        /// <summary>Fills with uniform deviates.</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) => Call.InPlace(this, Ops.uniform_, this, from, to, generator);

        /// <summary>Fills with integers from a range.</summary>
        public Tensor random_(double from, double to, Generator? generator = null) => Call.InPlace(this, Ops.random__from, this, (long)from, (long)to, generator);

        /// <summary>Fills with ones of a probability, zeros elsewhere.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Call.InPlace(this, Ops.bernoulli__float, this, p, generator);

        /// <summary>Ones with the probabilities this holds.</summary>
        public Tensor bernoulli(Generator? generator = null) => Call.Tensor(Ops.bernoulli, this, generator);

        /// <summary>Indices drawn with the weights this holds.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Call.Tensor(Ops.multinomial, this, num_samples, replacement, generator);

        /// <summary>Uniform deviates of this shape.</summary>
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Call.Tensor(Ops.rand_like, this, dtype, Arg.None, device), requires_grad);

        /// <summary>Normal deviates of this shape.</summary>
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Call.Tensor(Ops.randn_like, this, dtype, Arg.None, device), requires_grad);

        /// <summary>Zeros of this shape.</summary>
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Call.Tensor(Ops.zeros_like, this, dtype, Arg.None, device), requires_grad);

        /// <summary>Ones of this shape.</summary>
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Call.Tensor(Ops.ones_like, this, dtype, Arg.None, device), requires_grad);

        /// <summary>Uninitialised elements of this shape.</summary>
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Call.Tensor(Ops.empty_like, this, dtype, Arg.None, device), requires_grad);

        /// <summary>A number everywhere, in this shape.</summary>
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Call.Tensor(Ops.full_like, this, value, dtype, Arg.None, device), requires_grad);

        /// <summary>Zeros of this type and device.</summary>
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Call.Tensor(Ops.new_zeros, this, size, dtype, Arg.None, device), requires_grad);

        /// <summary>Uninitialised elements of this type and device.</summary>
        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Call.Tensor(Ops.new_empty, this, size, dtype, Arg.None, device), requires_grad);

        /// <summary>A number everywhere, of this type and device.</summary>
        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Call.Tensor(Ops.new_full, this, size, value, dtype, Arg.None, device), requires_grad);

        /// <summary>The short-time Fourier transform.</summary>
        public Tensor stft(long n_fft, long hop_length = -1L, long win_length = -1L, Tensor? window = null, bool center = true, PaddingModes pad_mode = PaddingModes.Reflect, bool normalized = false, bool? onesided = null, bool? return_complex = null) =>
            torch.stft(this, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex);
    }
}
