namespace ReliTalk.Geometry.Masks;

/// <summary>How often each colour occurs in one class of pixels: 16 levels of brightness by 16 x 16 of opponent colour, softly counted.</summary>
internal sealed class ColourHistogram
{
    private const int Bins = 16;
    private readonly float[] _counts = new float[Bins * Bins * Bins];
    private float _total;

    public float Total => _total;

    public void Add(byte red, byte green, byte blue, float weight)
    {
        _counts[BinOf(red, green, blue)] += weight;
        _total += weight;
    }

    /// <summary>Spreads each count to the neighbouring bins, so that few samples speak for similar colours.</summary>
    public void Soften(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            Along(Bins * Bins);
            Along(Bins);
            Along(1);
        }
    }

    /// <summary>Share of the class with this colour, never 0.</summary>
    public float Likelihood(byte red, byte green, byte blue)
    {
        const float floor = 2e-5f;
        return _total <= 0 ? floor : _counts[BinOf(red, green, blue)] / _total + floor;
    }

    private void Along(int stride)
    {
        var old = (float[])_counts.Clone();
        for (var i = 0; i < _counts.Length; i++)
        {
            var at = i / stride % Bins;
            var before = at > 0 ? old[i - stride] : old[i];
            var after = at < Bins - 1 ? old[i + stride] : old[i];
            _counts[i] = (before + 2 * old[i] + after) / 4;
        }
    }

    private static int BinOf(byte red, byte green, byte blue)
    {
        var light = (red + 2 * green + blue) >> 6;
        // Skin, hair and most cloth crowd around grey: the colour axes are stretched there.
        var warm = Math.Clamp((red - green) / 8 + 5, 0, Bins - 1);
        var cool = Math.Clamp((blue - green) / 8 + 8, 0, Bins - 1);
        return (light * Bins + warm) * Bins + cool;
    }
}
