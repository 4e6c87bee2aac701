using ReliTalk.Audio.Activity;
using ReliTalk.Audio.Expression;
using ReliTalk.Audio.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Audio.Streaming;

/// <summary>
/// Turns speech that arrives in pieces into expression frames, in order and without gaps. Keeps only the sound's last moments, so that the length of
/// the speech does not matter. Not safe for use by two threads at once.
/// </summary>
public sealed class ExpressionStream
{
    private const int FrameRows = 4;
    private const int LargestBlock = 250;

    private readonly SpeechDriver _driver;
    private readonly SpeechModel _model;
    private readonly SpeechDriveOptions _options;
    private readonly IFeatureStream _features;
    private readonly ISpeechActivityStream _activity;
    private readonly SpeechRelease _release = new();
    private readonly List<float> _rows = [];
    private readonly List<float> _activityRows = [];
    private readonly int _dimension;
    private long _samples;
    private long _droppedRows;
    private long _droppedActivity;
    private int _next;
    private bool _completed;

    internal ExpressionStream(SpeechDriver driver, SpeechModel model, SpeechDriveOptions options)
    {
        _driver = driver;
        _model = model;
        _options = options;
        _features = model.Parts.Features.Open();
        _activity = model.Parts.Activity.Open();
        _dimension = model.Parts.Features.Dimension;
    }

    /// <summary>How much speech must have come before the first frame is given.</summary>
    public TimeSpan Latency => LatencyOf(_model.Predictor.FramesAhead, _features.LookAhead);

    /// <summary>Feature rows that are held, of 10 ms each.</summary>
    internal int HeldRows => _rows.Count / _dimension;

    /// <summary>Takes samples and appends every frame that they complete.</summary>
    /// <param name="samples">16 kHz mono, -1..1; may be empty.</param>
    /// <param name="frames">Receives the frames.</param>
    /// <exception cref="MediaException">A sample is not a finite number.</exception>
    public void Push(ReadOnlySpan<float> samples, ICollection<ExpressionFrame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (_completed) throw new InvalidOperationException("The stream was completed; open another one.");
        // Bounded pieces keep the waiting rows few however much is pushed at once.
        const int piece = 16000;
        for (var i = 0; i < samples.Length; i += piece)
        {
            var part = samples[i..Math.Min(samples.Length, i + piece)];
            _features.Push(part, Keep);
            _activity.Push(part, _activityRows);
            _samples += part.Length;
            Give(ReadyFrames(), frames);
        }
    }

    /// <summary>Gives the frames that were waiting for sound ahead of them: in all, seconds x 25 rounded up.</summary>
    /// <param name="frames">Receives the frames.</param>
    /// <exception cref="MediaException">No sample was ever pushed.</exception>
    public void Complete(ICollection<ExpressionFrame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (_completed) return;
        if (_samples == 0) throw new MediaException("The speech is empty: it holds no audio sample. Give a file or stream with at least one sample of sound.");
        _completed = true;
        _features.Complete(Keep);
        _activity.Complete(_activityRows);
        Give(FeatureTrack.FramesFor(_samples), frames);
    }

    internal static TimeSpan LatencyOf(int framesAhead, int rowsAhead) =>
        TimeSpan.FromSeconds(((LastRow(0, framesAhead) + rowsAhead) * FrontEnd.Hop + FrontEnd.FrameLength) / (double)FrontEnd.SampleRate);

    /// <summary>The last feature row that the prediction of a frame reads: by the ear at the middle of a later window, or by the lip mesh at a window's end.</summary>
    private static long LastRow(long frame, int framesAhead)
    {
        var heard = (frame + framesAhead) / 25.0 + (ExpressionNetwork.MiddleSteps - 1) / 2.0 * FeatureTrack.StepSeconds;
        var seen = (frame + ExpressionNetwork.LipFramesAhead(framesAhead)) / 25.0 + (FeatureTrack.WindowSteps - 1) / 2.0 * FeatureTrack.StepSeconds;
        return (long)Math.Ceiling((Math.Max(heard, seen) * FrontEnd.SampleRate - FrontEnd.FrameLength / 2.0) / FrontEnd.Hop + 0.5);
    }

    private void Keep(ReadOnlySpan<float> row)
    {
        foreach (var value in row) _rows.Add(value);
    }

    /// <summary>Number of frames from the start that the rows so far determine.</summary>
    private int ReadyFrames()
    {
        var rows = _droppedRows + _rows.Count / _dimension;
        var active = _droppedActivity + _activityRows.Count;
        var ready = _next;
        while (LastRow(ready, _model.Predictor.FramesAhead) < rows && (long)ready * FrameRows + FrameActivity.RowsAhead < active) ready++;
        return ready;
    }

    private void Give(int end, ICollection<ExpressionFrame> frames)
    {
        var total = _completed ? end : int.MaxValue;
        while (_next < end)
        {
            var count = Math.Min(LargestBlock, end - _next);
            Predict(_next, count, total, frames);
            _next += count;
        }

        Drop();
    }

    private void Predict(int first, int count, int total, ICollection<ExpressionFrame> frames)
    {
        using var scope = NewDisposeScope();
        var before = Math.Min(first, _model.Predictor.FramesBehind);
        var after = Math.Min(total - first - count, _model.Predictor.FramesAhead);
        var track = new FeatureTrack([.. _rows], _dimension, _samples);
        var outputs = _model.Predict(track.Windows(first - before, before + count + after, -_droppedRows * 0.01), _options.Bilabials).narrow(0, before, count);
        var active = new float[count];
        for (var i = 0; i < count; i++) active[i] = FrameActivity.At(_activityRows, (long)(first + i) * FrameRows - _droppedActivity);
        var values = _driver.Finish(outputs, active, _release, _options).data<float>().ToArray();
        var size = _driver.ExpressionCount + 3;
        for (var i = 0; i < count; i++)
        {
            var row = values.AsSpan(i * size, size);
            frames.Add(new ExpressionFrame(first + i, row[..^3].ToArray(), row[^3..].ToArray(), active[i]));
        }
    }

    /// <summary>Forgets rows that no later frame reads.</summary>
    private void Drop()
    {
        var oldest = Math.Max(0, (long)(_next - _model.Predictor.FramesBehind) * FrameRows - 20);
        var rows = (int)Math.Min(oldest - _droppedRows, _rows.Count / _dimension - 1);
        if (rows > 0)
        {
            _rows.RemoveRange(0, rows * _dimension);
            _droppedRows += rows;
        }

        var active = (int)Math.Min((long)_next * FrameRows - FrameActivity.RowsBehind - 4 - _droppedActivity, _activityRows.Count - 1);
        if (active <= 0) return;
        _activityRows.RemoveRange(0, active);
        _droppedActivity += active;
    }
}
