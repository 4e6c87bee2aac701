namespace ReliTalk.Audio.Features;

/// <summary>
/// Language-free features: 25 log-mel energies between 130 and 6800 Hz, 100 rows a second, levelled by the speaker's mean while speaking and
/// divided by 4, within -3..3. Weaker than phones alone on new voices, better together with them on the voice that was trained.
/// </summary>
public sealed class LogMelFeatures : ISpeechFeatures
{
    private const float Scale = 0.25f;
    private const float Limit = 3f;

    /// <inheritdoc />
    public string Name => "log-mel";

    /// <inheritdoc />
    public int Dimension => 25;

    /// <inheritdoc />
    public FeatureTrack Extract(ReadOnlySpan<float> samples, CancellationToken cancellationToken = default)
    {
        SpeechSamples.Require(samples);
        var rows = FrontEnd.RowsFor(samples.Length);
        var values = new float[rows * Dimension];
        var at = 0;
        var frontEnd = new FrontEnd(PhonemePosteriors.CreateFilters());
        Action<float[]> store = energies =>
        {
            energies.CopyTo(values, at);
            at += energies.Length;
        };
        const int piece = FrontEnd.SampleRate * 4;
        for (var i = 0; i < samples.Length; i += piece)
        {
            cancellationToken.ThrowIfCancellationRequested();
            frontEnd.Push(samples[i..Math.Min(samples.Length, i + piece)], store);
        }

        frontEnd.Complete(store);
        Level(values);
        return new FeatureTrack(values, Dimension, samples.Length);
    }

    /// <inheritdoc />
    public IFeatureStream Open() => new Stream();

    private void Level(float[] values)
    {
        var loudest = float.NegativeInfinity;
        for (var r = 0; r < values.Length; r += Dimension) loudest = Math.Max(loudest, SpeechLevel.Of(values.AsSpan(r, Dimension)));
        var mean = new double[Dimension];
        var active = 0;
        for (var r = 0; r < values.Length; r += Dimension)
        {
            var row = values.AsSpan(r, Dimension);
            if (SpeechLevel.Of(row) < loudest - SpeechLevel.ActiveRange) continue;
            active++;
            for (var i = 0; i < Dimension; i++) mean[i] += (row[i] - mean[i]) / active;
        }

        for (var i = 0; i < values.Length; i++)
            values[i] = Math.Clamp((float)(values[i] - mean[i % Dimension]) * Scale, -Limit, Limit);
    }

    private sealed class Stream : IFeatureStream
    {
        private readonly FrontEnd _frontEnd = new(PhonemePosteriors.CreateFilters());
        private readonly RunningMean _mean;
        private readonly float[] _row = new float[25];
        private float _loudest;
        private long _received;

        internal Stream()
        {
            var expected = PhonemePosteriors.ExpectedLogEnergies();
            _mean = new RunningMean(expected);
            _loudest = SpeechLevel.Of(expected);
        }

        public int LookAhead => 0;

        public void Push(ReadOnlySpan<float> samples, FeatureRowHandler row)
        {
            SpeechSamples.RequireFinite(samples, _received);
            _received += samples.Length;
            _frontEnd.Push(samples, energies => Take(energies, row));
        }

        public void Complete(FeatureRowHandler row) => _frontEnd.Complete(energies => Take(energies, row));

        private void Take(float[] energies, FeatureRowHandler row)
        {
            var level = SpeechLevel.Of(energies);
            _loudest = Math.Max(level, _loudest - SpeechLevel.FadeARow);
            if (level >= _loudest - SpeechLevel.ActiveRange) _mean.Add(energies);
            _mean.Subtract(energies, _row);
            for (var i = 0; i < _row.Length; i++) _row[i] = Math.Clamp(_row[i] * Scale, -Limit, Limit);
            row(_row);
        }
    }
}
