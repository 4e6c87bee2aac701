namespace ReliTalk.Audio.Features;

/// <summary>From levelled cepstra to smoothed phone posteriors, one row in and (six rows later) one row out.</summary>
internal sealed class PosteriorPipeline
{
    internal const int DifferenceReach = 3;
    internal const int SmoothingReach = 3;

    private readonly PhonemeScorer _scorer;
    private readonly RowContext _cepstra = new(Cepstrum.Size, DifferenceReach);
    private readonly RowContext _scores;
    private readonly float[] _stacked = new float[3 * Cepstrum.Size];
    private readonly float[] _phones = new float[SphinxModelReader.Phones];
    private readonly float[] _posterior = new float[SphinxModelReader.Phones];
    private readonly int _smoothing;
    private readonly float _sharpness;

    internal PosteriorPipeline(PhonemeScorer scorer, int smoothing, float sharpness)
    {
        _scorer = scorer;
        _smoothing = smoothing;
        _sharpness = sharpness;
        _scores = new RowContext(SphinxModelReader.Phones, smoothing);
    }

    internal void Push(ReadOnlySpan<float> cepstrum, FeatureRowHandler row) => _cepstra.Push(cepstrum, () => Score(row));

    internal void Complete(FeatureRowHandler row)
    {
        _cepstra.Complete(() => Score(row));
        _scores.Complete(() => Emit(row));
    }

    private void Score(FeatureRowHandler row)
    {
        for (var i = 0; i < Cepstrum.Size; i++)
        {
            _stacked[i] = _cepstra[0][i];
            _stacked[Cepstrum.Size + i] = _cepstra[2][i] - _cepstra[-2][i];
            _stacked[2 * Cepstrum.Size + i] = _cepstra[3][i] - _cepstra[-1][i] - (_cepstra[1][i] - _cepstra[-3][i]);
        }

        _scorer.Score(_stacked, _phones);
        _scores.Push(_phones, () => Emit(row));
    }

    private void Emit(FeatureRowHandler row)
    {
        Array.Clear(_posterior);
        for (var offset = -_smoothing; offset <= _smoothing; offset++)
        {
            var score = _scores[offset];
            for (var p = 0; p < _posterior.Length; p++) _posterior[p] += score[p];
        }

        var scale = _sharpness / (2 * _smoothing + 1);
        var top = float.NegativeInfinity;
        foreach (var p in _posterior) top = Math.Max(top, p);
        var sum = 0f;
        for (var p = 0; p < _posterior.Length; p++)
        {
            _posterior[p] = MathF.Exp(scale * (_posterior[p] - top));
            sum += _posterior[p];
        }

        for (var p = 0; p < _posterior.Length; p++) _posterior[p] /= sum;
        row(_posterior);
    }
}
