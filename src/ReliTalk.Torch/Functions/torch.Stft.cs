using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The short-time Fourier transform of [L] or [B, L].</summary>
    /// <param name="input">The signal.</param>
    /// <param name="n_fft">The length of a transform.</param>
    /// <param name="hop_length">The step between frames; -1 is a quarter of n_fft.</param>
    /// <param name="win_length">The length of the window; -1 is n_fft.</param>
    /// <param name="window">The window; null is ones.</param>
    /// <param name="center">Pads so that frame t is centred at t times hop_length.</param>
    /// <param name="pad_mode">What lies outside.</param>
    /// <param name="normalized">Scales by the square root of the length.</param>
    /// <param name="onesided">Half the spectrum; null is so for real signals.</param>
    /// <param name="return_complex">Complex numbers rather than pairs; null is so for complex signals.</param>
    /// <returns>[(B,) frequencies, frames], with pairs in a last dimension unless complex.</returns>
    public static Tensor stft(
        Tensor input, long n_fft, long hop_length = -1, long win_length = -1, Tensor? window = null, bool center = true, PaddingModes pad_mode = PaddingModes.Reflect,
        bool normalized = false, bool? onesided = null, bool? return_complex = null)
    {
        Arg hop = hop_length < 0 ? Arg.None : hop_length, win = win_length < 0 ? Arg.None : win_length;
        if (!center) return Call.Tensor(Ops.stft, input, n_fft, hop, win, window, normalized, onesided, return_complex);
        using DisposeScope scope = NewDisposeScope();
        Tensor signal = input.dim() == 1 ? input.unsqueeze(0) : input;
        Tensor padded = nn.functional.pad(signal.unsqueeze(1), (n_fft / 2, n_fft / 2), pad_mode).squeeze(1);
        Tensor spectrum = Call.Tensor(Ops.stft, padded, n_fft, hop, win, window, normalized, onesided, return_complex);
        return (input.dim() == 1 ? spectrum.squeeze(0) : spectrum).MoveToOuterDisposeScope();
    }
}
