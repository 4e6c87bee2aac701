using System.Runtime.InteropServices;

namespace ReliTalk.Media;

/// <summary>
/// Resamples sound that arrives in pieces: sample for sample what <see cref="AudioClip.Resample"/> makes of the whole. Keeps only a filter's width of sound; counts in whole
/// numbers, so that nothing drifts. Use from one thread at a time.
/// </summary>
public sealed class AudioStreamResampler
{
    private readonly ResamplingKernel? _kernel;
    private readonly List<float> _waiting = [];
    private long _dropped;
    private long _next;
    private bool _completed;

    /// <summary>Creates a resampler.</summary>
    /// <param name="fromRate">Samples a second of the input, 1 or more.</param>
    /// <param name="toRate">Samples a second of the output, 1 or more.</param>
    public AudioStreamResampler(int fromRate, int toRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(toRate, 1);
        _kernel = fromRate == toRate ? null : new ResamplingKernel(fromRate, toRate);
    }

    /// <summary>Takes samples and appends every output sample that they complete.</summary>
    /// <param name="samples">Mono sound; may be empty.</param>
    /// <param name="output">Receives the resampled sound.</param>
    /// <exception cref="InvalidOperationException">The stream was completed.</exception>
    public void Push(ReadOnlySpan<float> samples, List<float> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (_completed) throw new InvalidOperationException("The stream was completed; open another one.");
        if (_kernel is null)
        {
            output.AddRange(samples);
            return;
        }
        _waiting.AddRange(samples);
        var received = _dropped + _waiting.Count;
        while (_kernel.LastInput(_next) < received) Give(output);
        // A long piece is dropped as soon as it has been used.
        var used = (int)Math.Clamp(_kernel.FirstInput(_next) - _dropped, 0, _waiting.Count);
        _waiting.RemoveRange(0, used);
        _dropped += used;
    }

    /// <summary>Appends what was waiting for later samples.</summary>
    /// <param name="output">Receives the resampled sound.</param>
    public void Complete(List<float> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (_completed) return;
        _completed = true;
        if (_kernel is null) return;
        var total = _kernel.OutputLength(_dropped + _waiting.Count);
        while (_next < total) Give(output);
    }

    private void Give(List<float> output) => output.Add(_kernel!.At(_next++, CollectionsMarshal.AsSpan(_waiting), _dropped));
}
