using ReliTalk.Audio.Activity;
using ReliTalk.Audio.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Expression;

/// <summary>One speech that is there as a whole, predicted block by block, so that long speech takes little memory and its first frames come soon.</summary>
internal sealed class Utterance
{
    // Four seconds; of the first, which somebody waits for, a third of one.
    private const int FirstFrames = 8;
    private const int BlockFrames = 100;

    private readonly SpeechDriver _driver;
    private readonly SpeechModel _model;
    private readonly SpeechDriveOptions _options;
    private readonly FeatureTrack _track;
    private readonly EncodedRows? _encoded;
    private readonly SpeechRelease _release = new();
    private int _next;

    /// <param name="driver">What is driven.</param>
    /// <param name="model">Its predictor.</param>
    /// <param name="speech">16 kHz mono, -1..1; the same is given to <see cref="Next"/>.</param>
    /// <param name="options">How to drive.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal Utterance(SpeechDriver driver, SpeechModel model, ReadOnlySpan<float> speech, SpeechDriveOptions options, CancellationToken cancellationToken)
    {
        _driver = driver;
        _model = model;
        _options = options;
        // Levelled by the mean of the whole, and quick; the encoder is neither.
        _track = model.Parts.Prompt.Features.Extract(speech, cancellationToken);
        _encoded = model.Parts.Encoder is { } encoder ? new EncodedRows(encoder) : null;
        Activity = FrameActivity.Of(FrameActivity.Rows(model.Parts.Activity, speech), _track.Frames, 0);
    }

    /// <summary>Probability that there is speech in each frame, 0..1.</summary>
    internal float[] Activity { get; }

    /// <summary>Whether every frame was given.</summary>
    internal bool Done => _next >= _track.Frames;

    /// <summary>psi and theta of the next frames, [n, K + 3], owned by the caller.</summary>
    internal Tensor Next(ReadOnlySpan<float> speech, CancellationToken cancellationToken)
    {
        using var scope = NewDisposeScope();
        var count = Math.Min(_next == 0 ? FirstFrames : BlockFrames, _track.Frames - _next);
        var before = Math.Min(_next, _model.Predictor.FramesBehind);
        var frames = before + count + Math.Min(_track.Frames - _next - count, _model.Predictor.FramesAhead);
        var windows = _track.Windows(_next - before, frames, 0);
        if (_encoded is not null) windows = cat([windows, _encoded.Windows(speech, _next - before, frames, cancellationToken)], 2);
        var outputs = _model.Predict(windows, _options.Bilabials).narrow(0, before, count).contiguous();
        outputs = _driver.Finish(outputs, Activity.AsSpan(_next, count), _release, _options);
        _next += count;
        return outputs.MoveToOuterDisposeScope();
    }
}
