namespace ReliTalk.Audio.Activity;

/// <summary>
/// Speech is what stands out of the background: the level of 10 ms against a floor that follows the quietest recent sound and a ceiling that follows
/// the loudest. Looks only backwards, so a stream and a file give the same answer.
/// </summary>
public sealed class EnergyActivity : ISpeechActivity
{
    /// <inheritdoc />
    public ISpeechActivityStream Open() => new Stream();

    private sealed class Stream : ISpeechActivityStream
    {
        private const int RowSamples = 160;
        private const double QuietestSpeech = -55;
        private const double AboveFloor = 10;
        private const double BelowCeiling = 30;
        private const double FloorRise = 0.02;
        private const double CeilingFall = 0.01;
        private const double Slope = 1.5;

        private double _sum;
        private int _count;
        private double _floor = -70;
        private double _ceiling = -30;
        private bool _any;

        public void Push(ReadOnlySpan<float> samples, ICollection<float> rows)
        {
            foreach (var s in samples)
            {
                _sum += s * (double)s;
                if (++_count == RowSamples) rows.Add(Row());
            }
        }

        public void Complete(ICollection<float> rows)
        {
            if (_count > 0) rows.Add(Row());
        }

        private float Row()
        {
            var level = 10 * Math.Log10(_sum / _count + 1e-12);
            (_sum, _count) = (0, 0);
            if (!_any && level > -100) (_floor, _any) = (Math.Min(level, -50), true);
            _floor = level < _floor ? 0.8 * _floor + 0.2 * Math.Max(level, -90) : Math.Min(_floor + FloorRise, level);
            _ceiling = level > _ceiling ? 0.7 * _ceiling + 0.3 * level : Math.Max(_ceiling - CeilingFall, -45);
            // In a noisy room the floor decides, in a quiet one the distance from the loudest speech.
            var threshold = Math.Max(QuietestSpeech, Math.Max(Math.Min(_floor + AboveFloor, _ceiling - 8), _ceiling - BelowCeiling));
            return (float)(1 / (1 + Math.Exp(-(level - threshold) / Slope)));
        }
    }
}
