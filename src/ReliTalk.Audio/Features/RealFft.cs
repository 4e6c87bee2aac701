using System.Numerics;

namespace ReliTalk.Audio.Features;

/// <summary>Power spectrum of short real frames by a radix-2 transform of half the length (Cooley and Tukey 1965).</summary>
internal sealed class RealFft
{
    private readonly int _half;
    private readonly Complex32[] _twiddle;
    private readonly Complex32[] _unpack;
    private readonly int[] _reversed;
    private readonly Complex32[] _work;

    internal RealFft(int length)
    {
        if (length < 4 || !BitOperations.IsPow2(length)) throw new ArgumentOutOfRangeException(nameof(length), length, "A power of two, at least 4.");
        Length = length;
        _half = length / 2;
        _twiddle = new Complex32[_half / 2];
        for (var k = 0; k < _twiddle.Length; k++) _twiddle[k] = Complex32.FromAngle(-2 * Math.PI * k / _half);
        _unpack = new Complex32[_half];
        for (var k = 0; k < _half; k++) _unpack[k] = Complex32.FromAngle(-2 * Math.PI * k / length);
        _reversed = new int[_half];
        var bits = BitOperations.Log2((uint)_half);
        for (var i = 0; i < _half; i++)
            for (var b = 0; b < bits; b++)
                if ((i >> b & 1) != 0) _reversed[i] |= 1 << (bits - 1 - b);
        _work = new Complex32[_half];
    }

    internal int Length { get; }

    /// <summary>|X_k|^2 for k = 0..Length/2 of <paramref name="frame"/>, which holds exactly <see cref="Length"/> samples.</summary>
    internal void Power(ReadOnlySpan<float> frame, Span<float> power)
    {
        var work = _work;
        for (var i = 0; i < _half; i++)
        {
            var j = _reversed[i];
            work[i] = new Complex32(frame[2 * j], frame[2 * j + 1]);
        }

        for (int size = 2, stride = _half / 2; size <= _half; size *= 2, stride /= 2)
        {
            var reach = size / 2;
            for (var start = 0; start < _half; start += size)
            {
                for (var k = 0; k < reach; k++)
                {
                    var w = _twiddle[k * stride];
                    var a = work[start + k];
                    var b = work[start + k + reach];
                    var re = b.Re * w.Re - b.Im * w.Im;
                    var im = b.Re * w.Im + b.Im * w.Re;
                    work[start + k] = new Complex32(a.Re + re, a.Im + im);
                    work[start + k + reach] = new Complex32(a.Re - re, a.Im - im);
                }
            }
        }

        // The even samples sit in the real parts and the odd ones in the imaginary parts; the symmetry of real input separates them.
        power[0] = Square(work[0].Re + work[0].Im);
        power[_half] = Square(work[0].Re - work[0].Im);
        for (var k = 1; k < _half; k++)
        {
            var a = work[k];
            var b = work[_half - k];
            var evenRe = 0.5f * (a.Re + b.Re);
            var evenIm = 0.5f * (a.Im - b.Im);
            var oddRe = 0.5f * (a.Im + b.Im);
            var oddIm = 0.5f * (b.Re - a.Re);
            var w = _unpack[k];
            power[k] = Square(evenRe + oddRe * w.Re - oddIm * w.Im) + Square(evenIm + oddRe * w.Im + oddIm * w.Re);
        }
    }

    private static float Square(float x) => x * x;

    private readonly record struct Complex32(float Re, float Im)
    {
        internal static Complex32 FromAngle(double angle) => new((float)Math.Cos(angle), (float)Math.Sin(angle));
    }
}
