namespace ReliTalk.Audio.Features;

/// <summary>Several features side by side in one row, in the order given.</summary>
public sealed class CombinedFeatures : ISpeechFeatures
{
    private readonly ISpeechFeatures[] _parts;

    /// <summary>Joins features.</summary>
    /// <param name="parts">At least one.</param>
    public CombinedFeatures(params ISpeechFeatures[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Length == 0) throw new ArgumentException("At least one kind of features is needed.", nameof(parts));
        _parts = [.. parts];
        Dimension = _parts.Sum(p => p.Dimension);
        Name = string.Join('+', _parts.Select(p => p.Name));
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public int Dimension { get; }

    /// <inheritdoc />
    public FeatureTrack Extract(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default)
    {
        float[]? values = null;
        var offset = 0;
        foreach (var part in _parts)
        {
            var track = part.Extract(samples, cancellationToken);
            values ??= new float[track.Rows * Dimension];
            for (var r = 0; r < track.Rows; r++) track[r].CopyTo(values.AsSpan(r * Dimension + offset));
            offset += part.Dimension;
        }

        return new FeatureTrack(values!, Dimension, samples.Length);
    }

    /// <inheritdoc />
    public IFeatureStream Open() => new Stream(this);

    private sealed class Stream : IFeatureStream
    {
        private readonly IFeatureStream[] _streams;
        private readonly Queue<float[]>[] _waiting;
        private readonly float[] _row;

        internal Stream(CombinedFeatures owner)
        {
            _streams = [.. owner._parts.Select(p => p.Open())];
            _waiting = [.. owner._parts.Select(_ => new Queue<float[]>())];
            _row = new float[owner.Dimension];
        }

        public int LookAhead => _streams.Max(s => s.LookAhead);

        public void Push(ReadOnlySpan<float> samples, FeatureRowHandler row)
        {
            for (var i = 0; i < _streams.Length; i++)
            {
                var waiting = _waiting[i];
                _streams[i].Push(samples, part => waiting.Enqueue(part.ToArray()));
            }

            Join(row);
        }

        public void Complete(FeatureRowHandler row)
        {
            for (var i = 0; i < _streams.Length; i++)
            {
                var waiting = _waiting[i];
                _streams[i].Complete(part => waiting.Enqueue(part.ToArray()));
            }

            Join(row);
        }

        private void Join(FeatureRowHandler row)
        {
            while (_waiting.All(w => w.Count > 0))
            {
                var at = 0;
                foreach (var waiting in _waiting)
                {
                    var part = waiting.Dequeue();
                    part.CopyTo(_row, at);
                    at += part.Length;
                }

                row(_row);
            }
        }
    }
}
