namespace ReliTalk.Audio.Features;

/// <summary>The mean of the rows so far, starting from an expected mean worth one second and forgetting what is older than about a minute.</summary>
internal sealed class RunningMean
{
    private const double PriorRows = 100;
    private const double LongestRows = 6000;

    private readonly double[] _mean;
    private double _weight = PriorRows;

    internal RunningMean(ReadOnlySpan<float> expected)
    {
        _mean = new double[expected.Length];
        for (var i = 0; i < expected.Length; i++) _mean[i] = expected[i];
    }

    internal void Add(ReadOnlySpan<float> row)
    {
        _weight = Math.Min(_weight + 1, LongestRows);
        for (var i = 0; i < _mean.Length; i++) _mean[i] += (row[i] - _mean[i]) / _weight;
    }

    internal void Subtract(ReadOnlySpan<float> row, Span<float> destination)
    {
        for (var i = 0; i < _mean.Length; i++) destination[i] = (float)(row[i] - _mean[i]);
    }
}
