using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Features;

/// <summary>The windows of a speech encoder's states, made as they are asked for, in order: of long speech only a moment is held.</summary>
internal sealed class EncodedRows(EncodedSpeech encoder)
{
    private const int FrameRows = 4;
    private const int Margin = FeatureTrack.WindowSteps + 4;

    private readonly List<float> _values = [];
    private int _first;

    private int End => _first + _values.Count / encoder.Dimension;

    /// <summary>As <see cref="FeatureTrack.Windows(int, int, double)"/>, owned by the caller.</summary>
    /// <param name="speech">The whole speech, the same each time.</param>
    /// <param name="firstFrame">No earlier than the one before.</param>
    /// <param name="frames">Number of video frames, above 0.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal Tensor Windows(ReadOnlySpan<float> speech, int firstFrame, int frames, CancellationToken cancellationToken)
    {
        var rows = FrontEnd.RowsFor(speech.Length);
        // Past the ends the nearest row is repeated.
        var from = Math.Clamp(firstFrame * FrameRows - Margin, 0, rows - 1);
        var to = Math.Clamp((firstFrame + frames) * FrameRows + Margin, from + 1, rows);
        var gone = Math.Clamp(from - _first, 0, End - _first);
        _values.RemoveRange(0, gone * encoder.Dimension);
        _first += gone;
        if (to > End) _values.AddRange(encoder.Rows(speech, End, to, cancellationToken));
        return new FeatureTrack([.. _values], encoder.Dimension, speech.Length).Windows(firstFrame, frames, -_first * 0.01);
    }
}
