namespace ReliTalk.Audio.Features;

/// <summary>Orthonormal DCT-II of log-mel energies to 13 numbers, then the sine lifter 1 + 11 sin(pi i / 22) (Juang et al. 1987).</summary>
internal sealed class Cepstrum
{
    internal const int Size = 13;
    private const int Lifter = 22;

    private readonly float[] _matrix;
    private readonly int _filters;

    internal Cepstrum(int filters)
    {
        _filters = filters;
        _matrix = new float[Size * filters];
        for (var i = 0; i < Size; i++)
            for (var f = 0; f < filters; f++)
                _matrix[i * filters + f] = (float)(Basis(i, f) * Lift(i));
    }

    internal void Transform(ReadOnlySpan<float> logEnergies, Span<float> cepstrum)
    {
        for (var i = 0; i < Size; i++)
        {
            var sum = 0f;
            for (var f = 0; f < _filters; f++) sum += _matrix[i * _filters + f] * logEnergies[f];
            cepstrum[i] = sum;
        }
    }

    /// <summary>The smooth log-mel energies whose cepstrum is given.</summary>
    internal float[] Invert(ReadOnlySpan<float> cepstrum)
    {
        var energies = new float[_filters];
        for (var i = 0; i < Size; i++)
            for (var f = 0; f < _filters; f++)
                energies[f] += (float)(Basis(i, f) * cepstrum[i] / Lift(i));
        return energies;
    }

    private double Basis(int i, int f) => Math.Sqrt((i == 0 ? 1.0 : 2.0) / _filters) * Math.Cos(Math.PI * i * (f + 0.5) / _filters);

    private static double Lift(int i) => 1 + Lifter / 2.0 * Math.Sin(Math.PI * i / Lifter);
}
