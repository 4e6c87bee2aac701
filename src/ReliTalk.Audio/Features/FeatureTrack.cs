using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Features;

/// <summary>Rows of speech features, 100 a second; row r is centred at r x 10 ms + 12.8 ms.</summary>
public sealed class FeatureTrack
{
    /// <summary>Steps of the window that Eq. 2 hands over per video frame.</summary>
    public const int WindowSteps = 16;

    /// <summary>Time between two steps of a window, in seconds: the 50 Hz of DeepSpeech's output.</summary>
    public const double StepSeconds = 0.02;

    private readonly float[] _values;

    /// <summary>Takes over <paramref name="values"/>, row after row.</summary>
    /// <param name="values">A whole number of rows.</param>
    /// <param name="dimension">Numbers in a row, above 0.</param>
    /// <param name="samples">Length of the speech behind the rows, in 16 kHz samples.</param>
    public FeatureTrack(float[] values, int dimension, long samples)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        if (values.Length == 0 || values.Length % dimension != 0)
            throw new ArgumentException($"{values.Length} values are not a whole number of rows of {dimension}.", nameof(values));
        _values = values;
        Dimension = dimension;
        Samples = samples;
    }

    /// <summary>Numbers in a row.</summary>
    public int Dimension { get; }

    /// <summary>Number of rows, at least 1.</summary>
    public int Rows => _values.Length / Dimension;

    /// <summary>Length of the speech in 16 kHz samples.</summary>
    public long Samples { get; }

    /// <summary>Video frames at 25 a second that the speech covers, at least 1: seconds x 25, rounded up.</summary>
    public int Frames => FramesFor(Samples);

    /// <summary>One row.</summary>
    public ReadOnlySpan<float> this[int row] => _values.AsSpan(row * Dimension, Dimension);

    /// <summary>Every row, one after the other.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The first numbers of every row.</summary>
    /// <param name="dimension">How many.</param>
    internal FeatureTrack First(int dimension)
    {
        if (dimension == Dimension) return this;
        var values = new float[Rows * dimension];
        for (var r = 0; r < Rows; r++) this[r][..dimension].CopyTo(values.AsSpan(r * dimension));
        return new FeatureTrack(values, dimension, Samples);
    }

    /// <summary>Video frames at 25 a second that cover <paramref name="samples"/> samples at 16 kHz: rounded up, at least 1.</summary>
    public static int FramesFor(long samples) => (int)Math.Max(1, (samples + 639) / 640);

    /// <summary>f_pho of Eq. 2 for frames 0 to <paramref name="frames"/> - 1: float32 [frames, 16, Dimension], owned by the caller.</summary>
    /// <param name="frames">Number of video frames at 25 a second, above 0.</param>
    /// <param name="offsetSeconds">How much later than its frame a sound lies: frame k is described by the sound at k / 25 + offset.</param>
    public Tensor Windows(int frames, double offsetSeconds = 0) => Windows(0, frames, offsetSeconds);

    /// <summary>f_pho of Eq. 2 for <paramref name="frames"/> frames from <paramref name="firstFrame"/>: float32 [frames, 16, Dimension].</summary>
    /// <param name="firstFrame">Index of the first video frame; may be negative or past the end, where the nearest row is repeated.</param>
    /// <param name="frames">Number of video frames at 25 a second, above 0.</param>
    /// <param name="offsetSeconds">How much later than its frame a sound lies: frame k is described by the sound at k / 25 + offset.</param>
    public Tensor Windows(int firstFrame, int frames, double offsetSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frames);
        var data = new float[(long)frames * WindowSteps * Dimension];
        for (var frame = 0; frame < frames; frame++)
        {
            for (var step = 0; step < WindowSteps; step++)
            {
                var time = (firstFrame + frame) / 25.0 + offsetSeconds + (step - (WindowSteps - 1) / 2.0) * StepSeconds;
                Sample(time, data.AsSpan((frame * WindowSteps + step) * Dimension, Dimension));
            }
        }

        return tensor(data, [frames, WindowSteps, Dimension]);
    }

    /// <summary>The mean of the features over 20 ms around a time in seconds; beyond the ends the nearest row.</summary>
    /// <param name="seconds">Time from the start of the speech.</param>
    /// <param name="destination">At least <see cref="Dimension"/> numbers.</param>
    public void Sample(double seconds, Span<float> destination)
    {
        // The mean of the linear interpolants half a row before and after: a trapezoid over 20 ms.
        var row = (seconds * FrontEnd.SampleRate - FrontEnd.FrameLength / 2.0) / FrontEnd.Hop;
        destination[..Dimension].Clear();
        Add(row - 0.5, destination);
        Add(row + 0.5, destination);
    }

    private void Add(double row, Span<float> destination)
    {
        row = Math.Clamp(row, 0, Rows - 1);
        var lower = Math.Min((int)row, Rows - 1);
        var upper = Math.Min(lower + 1, Rows - 1);
        var share = (float)(row - lower) * 0.5f;
        var a = this[lower];
        var b = this[upper];
        for (var i = 0; i < a.Length; i++) destination[i] += (0.5f - share) * a[i] + share * b[i];
    }
}
