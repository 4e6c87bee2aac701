namespace ReliTalk.Audio.Features;

/// <summary>
/// Frames of speech at 100 a second as log-mel energies: pre-emphasis 0.97, 410 samples under a Hamming window, hop 160, 512-point power
/// spectrum, samples on the scale of 16-bit integers (the CMU Sphinx front end). Samples may arrive in pieces of any size.
/// </summary>
internal sealed class FrontEnd
{
    internal const int SampleRate = 16000;
    internal const int FrameLength = 410;
    internal const int Hop = 160;
    internal const int FftLength = 512;
    private const float PreEmphasis = 0.97f;
    private const float IntegerScale = 32768f;

    /// <summary>The energy below which a filter's output counts as nothing, on the 16-bit scale squared.</summary>
    internal const float EnergyFloor = 1e-4f;

    private readonly MelFilterBank _filters;
    private readonly RealFft _fft = new(FftLength);
    private readonly float[] _window = new float[FrameLength];
    private readonly float[] _pending = new float[FrameLength];
    private readonly float[] _frame = new float[FftLength];
    private readonly float[] _power = new float[FftLength / 2 + 1];
    private int _held;
    private float _previous;
    private bool _any;
    private bool _emitted;
    private int _fresh;

    internal FrontEnd(MelFilterBank filters)
    {
        _filters = filters;
        for (var i = 0; i < FrameLength; i++) _window[i] = (float)(0.54 - 0.46 * Math.Cos(2 * Math.PI * i / (FrameLength - 1)));
    }

    /// <summary>Rows that <paramref name="samples"/> samples give: the last frame is padded with zeros.</summary>
    internal static int RowsFor(long samples) =>
        samples <= 0 ? 0 : checked((int)(1 + (Math.Max(0, samples - FrameLength) + Hop - 1) / Hop));

    /// <summary>The time of a row's middle in seconds.</summary>
    internal static double RowTime(double row) => (row * Hop + FrameLength / 2.0) / SampleRate;

    /// <summary>Takes samples and calls <paramref name="row"/> with the log-mel energies of every frame that they complete.</summary>
    internal void Push(ReadOnlySpan<float> samples, Action<float[]> row)
    {
        _any |= samples.Length > 0;
        foreach (var sample in samples)
        {
            var scaled = sample * IntegerScale;
            _pending[_held++] = scaled - PreEmphasis * _previous;
            _previous = scaled;
            _fresh++;
            if (_held == FrameLength) Emit(row);
        }
    }

    /// <summary>Pads the samples that are left with zeros and gives the last row.</summary>
    internal void Complete(Action<float[]> row)
    {
        if (!_any || (_emitted && _fresh == 0)) return;
        _pending.AsSpan(_held).Clear();
        _held = FrameLength;
        Emit(row);
    }

    private void Emit(Action<float[]> row)
    {
        for (var i = 0; i < FrameLength; i++) _frame[i] = _pending[i] * _window[i];
        _fft.Power(_frame, _power);
        var energies = new float[_filters.Count];
        _filters.LogEnergies(_power, energies, EnergyFloor);
        _pending.AsSpan(Hop).CopyTo(_pending);
        _held = FrameLength - Hop;
        _emitted = true;
        _fresh = 0;
        row(energies);
    }
}
